package brokerage_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/plans"
	"ourdays/internal/engine/weekplan"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

func TestTheExportedBoroughIsWhatThePlannerReads(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		list := h.toOffered(t)
		must(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID))
		b := h.exported(t)
		for _, secret := range []string{"Jo", "Bright", h.jo, "Bowling", "Crewe", "friends with"} {
			if strings.Contains(b.String(), secret) {
				t.Errorf("the file says %q", secret)
			}
		}
		in, err := weekplan.Read(b)
		must(t, err)
		if left := in.Missing(); len(left) > 0 {
			t.Errorf("what is exported leaves out: %s", left)
		}
		if len(in.People) != 1 || len(in.Sessions) != 6 || len(in.People[0].Opts) != 5 || len(in.People[0].Cur) != 1 {
			t.Fatalf("%d people, %d sessions: %+v", len(in.People), len(in.Sessions), in.People)
		}
		p := in.People[0]
		if p.Budget != 16400 || p.Min != 2 || p.Max != 4 || len(p.Must) != 2 {
			t.Errorf("the person is %+v", p)
		}
		key, err := weekplan.ReadKey(h.exportedKey(t), in, "")
		must(t, err)
		if key.People[0] != "/people/"+h.jo || !slices.Contains(key.Sessions, "Bowling, Bowling hall") {
			t.Errorf("the key is %+v", key)
		}
		for _, s := range in.Sessions {
			if s.Places != 6 || s.StaffMax != 2 {
				t.Errorf("a session has %d places and %d workers", s.Places, s.StaffMax)
			}
		}
	})
}

// Whoever left has no week to be planned; a place that goes on to a later last day has.
func TestWhosePlanEndedIsNotInTheFile(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		r := h.review(t, plans.End)
		r.Ending, r.LastDay = "moved_on", clock.D(2026, 11, 24)
		must(t, h.hold(t, r))
		if b := h.exported(t).String(); !strings.Contains(b, `"people":[]`) {
			t.Errorf("the file plans a week for who left: %s", b)
		}
	})
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		r := h.review(t, plans.End)
		r.Ending, r.LastDay = "moved_on", clock.D(2026, 12, 20)
		must(t, h.hold(t, r))
		if b := h.exported(t).String(); strings.Contains(b, `"people":[]`) {
			t.Errorf("the file forgets who goes on until the last day: %s", b)
		}
	})
}

func (h *house) exported(t *testing.T) *bytes.Buffer {
	t.Helper()
	return h.export(t, brokerage.Borough.Write)
}

func (h *house) exportedKey(t *testing.T) *bytes.Buffer {
	t.Helper()
	return h.export(t, func(b brokerage.Borough, w io.Writer) error { return b.Key().Write(w) })
}

func (h *house) export(t *testing.T, write func(brokerage.Borough, io.Writer) error) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		borough, err := h.brokerage.Export(ctx, tx)
		if err != nil {
			return err
		}
		return write(borough, &b)
	})
	return &b
}

// A third of the places that people of the demo have are on schedules of several days, and
// the file had none of them.
func TestAScheduleOfTwoDaysIsTwoSessionsInTheFile(t *testing.T) {
	h := onSQLite(t, planned)
	before, err := weekplan.Read(h.exported(t))
	must(t, err)
	h.in(t, func(ctx context.Context, tx *db.Tx) error {
		return h.addActivity(ctx, tx, "Sewing", "arts", "FR,SA", 600, db.List{"O5"}, directory.StepFree)
	})
	in, err := weekplan.Read(h.exported(t))
	must(t, err)
	more := in.Sessions[len(before.Sessions):]
	if len(more) != 2 || more[0].Day != 4 || more[1].Day != 5 || more[0].Act != more[1].Act {
		t.Fatalf("the sessions are %+v", more)
	}
}

// The check finds what only a mistake in the program could have written.
func TestTheCheckFindsWhatMustNotBe(t *testing.T) {
	h := onSQLite(t, planned)
	list := h.toOffered(t)
	must(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID))
	h.check(t)
	for _, k := range []struct{ break_, mend, says string }{
		{`UPDATE placement SET status = 'declined' WHERE id = $1`, `UPDATE placement SET status = 'accepted' WHERE id = $1`, "declined"},
		{`UPDATE placement SET status = 'lost' WHERE id = $1`, `UPDATE placement SET status = 'accepted' WHERE id = $1`, "no state"},
		{`UPDATE placement SET total = total + 1 WHERE status = 'offered' AND id <> $1`,
			`UPDATE placement SET total = total - 1 WHERE status = 'offered' AND id <> $1`, "holds"},
	} {
		change := func(text string) {
			h.in(t, func(ctx context.Context, tx *db.Tx) error { _, err := tx.Exec(ctx, text, list[0].ID); return err })
		}
		change(k.break_)
		faults, err := h.Check(t.Context())
		if err != nil || !strings.Contains(strings.Join(faults, "\n"), k.says) {
			t.Errorf("%s: %v, %v", k.break_, faults, err)
		}
		change(k.mend)
	}
	h.check(t)
}

// A place that somebody cancelled for one day is free already: given back twice, the room held one more than it has.
func TestAPlaceThatIsCancelledForTheDayIsNotFreeTwice(t *testing.T) {
	h := onSQLite(t, planned)
	h.bowling(t)
	before, err := weekplan.Read(h.exported(t))
	must(t, err)
	booking := apptest.Stored[string](t, h.House, `SELECT id FROM booking WHERE status = 'confirmed' ORDER BY day LIMIT 1`)
	must(t, h.Bookings.Cancel(t.Context(), h.person, booking))
	after, err := weekplan.Read(h.exported(t))
	must(t, err)
	for n, s := range after.Sessions {
		if was := before.Sessions[n]; s.Places != was.Places || s.StaffMax != was.StaffMax {
			t.Errorf("session %d has %d places and %d workers, and had %d and %d", n, s.Places, s.StaffMax, was.Places, was.StaffMax)
		}
	}
}
