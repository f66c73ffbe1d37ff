package browser

import (
	"context"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// town is a borough of its own, served on a port of its own.
type town struct {
	*apptest.House
	t       *testing.T
	scripts bool
}

// Town serves a fresh copy of the borough at a stage of the main job.
func Town(t *testing.T, s apptest.Stage) *town {
	t.Helper()
	needBrowser(t)
	return &town{House: apptest.At(t, s), t: t, scripts: true}
}

// Twice runs a journey with scripts and again with scripts off.
func Twice(t *testing.T, s apptest.Stage, journey func(t *testing.T, w *town)) {
	t.Helper()
	for name, scripts := range map[string]bool{"with scripts": true, "with scripts off": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := Town(t, s)
			w.scripts = scripts
			journey(t, w)
		})
	}
}

// in gives the same town to a subtest.
func (w *town) in(t *testing.T) *town { return &town{w.House, t, w.scripts} }

// jo is the id of Jo's record.
func (w *town) jo() string { w.t.Helper(); return w.Jo(w.t) }

// referral is the id of Jo's referral.
func (w *town) referral() string { w.t.Helper(); return w.JosReferral(w.t) }

// stored reads one value of the database: what a journey left behind.
func stored[T any](w *town, query string, args ...any) T {
	w.t.Helper()
	return apptest.Stored[T](w.t, w.House, query, args...)
}

// Stored fails the test unless the database holds a value.
func Stored[T comparable](w *town, want T, query string, args ...any) {
	w.t.Helper()
	if got := stored[T](w, query, args...); got != want {
		w.t.Errorf("stored: %v, want %v (%s)", got, want, query)
	}
}

// now is the moment at which the borough stands.
func (w *town) now() (at clock.Instant) {
	w.t.Helper()
	err := w.DB.Read(context.Background(), func(_ context.Context, tx *db.Tx) error {
		at = tx.Now
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return at
}

// fill changes what is stored, to bring about what takes long to come by: a full
// group, an empty purse.
func fill(w *town, change string, args ...any) {
	w.t.Helper()
	err := w.DB.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, change, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Sound fails the test unless the whole database keeps every invariant.
func (w *town) Sound() {
	w.t.Helper()
	if faults, err := w.Check(context.Background()); err != nil || len(faults) > 0 {
		w.t.Errorf("the borough is not sound: %v %v", faults, err)
	}
}
