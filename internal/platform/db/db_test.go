package db_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func insertJob(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `INSERT INTO job (id, kind, body, due) VALUES ($1, $2, $3, $4)`, id, "test", "", tx.Now)
	return err
}

func TestATransaction(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		t.Run("keeps nothing when its body is refused", func(t *testing.T) {
			refused := errors.New("refused")
			err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
				return errors.Join(insertJob(ctx, tx, "a"), refused)
			})
			if !errors.Is(err, refused) {
				t.Fatalf("got %v", err)
			}
			if n := count(t, d); n != 0 {
				t.Errorf("%d rows stand", n)
			}
		})
		t.Run("refuses to nest", func(t *testing.T) {
			err := d.InTx(ctx, func(ctx context.Context, _ *db.Tx) error {
				return d.InTx(ctx, func(context.Context, *db.Tx) error { return nil })
			})
			if err == nil {
				t.Error("a nested transaction ran")
			}
		})
		t.Run("gives instants and dates back as they were", func(t *testing.T) {
			var got clock.Instant
			err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
				if err := insertJob(ctx, tx, "b"); err != nil {
					return err
				}
				var err error
				got, err = db.One[clock.Instant](ctx, tx, `SELECT due FROM job WHERE id = $1`, "b")
				return err
			})
			if err != nil || got != dbtest.Start() {
				t.Errorf("got %v, %v", got, err)
			}
		})
		t.Run("tells a unique key from other refusals", func(t *testing.T) {
			err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return insertJob(ctx, tx, "b") })
			if !db.IsUnique(err) || db.IsCheck(err) || db.IsForeignKey(err) {
				t.Errorf("got %v", err)
			}
		})
		t.Run("says not found for no row", func(t *testing.T) {
			err := d.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
				_, err := db.One[string](ctx, tx, `SELECT kind FROM job WHERE id = $1`, "none")
				return err
			})
			if fail.KindOf(err) != fail.NotFound {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestReadingCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error { return insertJob(ctx, tx, "r") })
		if err == nil {
			t.Error("a read wrote")
		}
	})
}

func TestAFormPressedManyTimesHasOneEffect(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		repeated := 0
		for i := range 12 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				ctx := db.WithFormKey(t.Context(), &db.FormKey{Key: "k", Actor: "ann"})
				err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
					return insertJob(ctx, tx, string(rune('a'+i)))
				})
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, db.ErrRepeated) {
					repeated++
				} else if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if n := count(t, d); n != 1 || repeated != 11 {
			t.Errorf("%d effects, %d told so", n, repeated)
		}
		if err := d.StoreAnswer(t.Context(), "k", "/there"); err != nil {
			t.Fatal(err)
		}
		if got, err := d.AnswerOf(t.Context(), "k", "ann"); err != nil || got != "/there" {
			t.Errorf("answer %q, %v", got, err)
		}
		if got, err := d.AnswerOf(t.Context(), "k", "eve"); err != nil || got != "" {
			t.Errorf("another actor is told %q, %v", got, err)
		}
	})
}

// A form is refused that is older than it is known whether it was pressed; what shows it
// again in the same request goes on. A press that is known leads where the first one did.
func TestAFormOlderThanItsKeyIsKeptIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		opened := dbtest.Start()
		key := db.NewFormKey(opened, "random")
		press := func(key string, after time.Duration) (ctx context.Context, err error) {
			d.SetClock(clock.Fixed(opened.Add(after)))
			ctx = db.WithFormKey(t.Context(), &db.FormKey{Key: key, Actor: "ann"})
			return ctx, d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return insertJob(ctx, tx, key+after.String()) })
		}
		ctx, err := press(key, db.PressesKept+time.Second)
		if e, ok := fail.As(err); !ok || e.Kind != fail.Invalid || e.Key != "web.error.form_too_old" || count(t, d) != 0 {
			t.Errorf("an old form: %v, %d effects", err, count(t, d))
		}
		if err := d.InTx(ctx, func(context.Context, *db.Tx) error { return nil }); err != nil {
			t.Errorf("the form cannot be shown again: %v", err)
		}
		for _, k := range []string{key, "of-before", "~.strange"} {
			if _, err := press(k, db.PressesKept); err != nil {
				t.Errorf("%s: %v", k, err)
			}
		}
		coming := func(in time.Duration) string { return db.NewFormKey(opened.Add(in), "ahead") }
		if _, err := press(coming(50*time.Minute), 0); err != nil {
			t.Errorf("of a clock that goes fast: %v", err)
		}
		if _, err := press(coming(70*time.Minute), 0); fail.KindOf(err) != fail.Invalid {
			t.Errorf("of a day that is to come: %v", err)
		}
		d.SetClock(clock.Fixed(opened.Add(db.PressesKept + time.Hour)))
		calm := db.WithFormKey(t.Context(), &db.FormKey{Key: db.NewFormKey(opened, "calm"), Actor: "ann"})
		if err := d.InTx(db.OfAnyAge(calm), func(context.Context, *db.Tx) error { return nil }); err != nil {
			t.Errorf("what does no harm twice: %v", err)
		}
		if _, err := press(key, db.PressesKept+time.Second); !errors.Is(err, db.ErrRepeated) {
			t.Errorf("a press that is known: %v", err)
		}
	})
}

func count(t *testing.T, d *db.DB) int {
	t.Helper()
	var n int
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		n, err = db.One[int](ctx, tx, `SELECT count(*) FROM job`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
