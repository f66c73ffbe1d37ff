package dbtest_test

import (
	"context"
	"testing"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// write notes the press of a form, and gives its key.
func write(t *testing.T, d *db.DB) (key string) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		key = tx.NewID()
		_, err := tx.Exec(ctx, `INSERT INTO form_press (key, actor, pressed, answer) VALUES ($1, '', $2, '')`, key, tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// keys are those of the forms that were pressed, and now is the instant after them.
func keys(t *testing.T, d *db.DB) (list []string, now clock.Instant) {
	t.Helper()
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		now = tx.Now
		list, err = db.All[string](ctx, tx, `SELECT key FROM form_press ORDER BY key`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list, now
}

func TestATemplateIsFilledOnceAndEachTestGoesOnFromACopy(t *testing.T) {
	later, fills, ran := dbtest.Start().Add(time.Hour), make(chan db.Engine, 10), make(chan db.Engine, 10)
	one := dbtest.NewTemplate(func(t *testing.T, d *db.DB) []string {
		fills <- d.Engine()
		return []string{write(t, d)}
	})
	two := one.Next(func(t *testing.T, d *db.DB, before []string) []string {
		d.SetClock(clock.Fixed(later))
		return append(before, write(t, d))
	})
	for range 3 {
		t.Run("a test", func(t *testing.T) {
			two.Each(t, func(t *testing.T, d *db.DB, filled []string) {
				own := write(t, d)
				found, now := keys(t, d)
				if len(found) != 3 || len(filled) != 2 || found[0] != filled[0] || found[1] != filled[1] || found[2] != own {
					t.Errorf("found %v, filled were %v, and %s is the test's own", found, filled, own)
				}
				if now != later {
					t.Errorf("it stands at %v", now)
				}
			})
		})
	}
	one.Each(t, func(t *testing.T, d *db.DB, filled []string) {
		ran <- d.Engine() // PostgreSQL may be none here
		if found, now := keys(t, d); len(found) != 1 || len(filled) != 1 || found[0] != filled[0] || now != dbtest.Start() {
			t.Errorf("at %v found %v, filled were %v", now, found, filled)
		}
	})
	t.Cleanup(func() {
		if len(fills) != len(ran) {
			t.Errorf("it was filled %d times on %d engines", len(fills), len(ran))
		}
	})
}
