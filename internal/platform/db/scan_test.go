package db_test

import (
	"context"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

type inner struct {
	PersonID string
	Day      clock.Date `db:"-"`
	Note     string
}

type outer struct {
	inner
	Note   string         // hides the inner one
	DayOn  clock.NullDate `db:"day"`
	Words  db.List
	URLNow string
}

func TestRowsGoIntoFieldsByTagOrSnakeCaseAndTheOuterFieldFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			got, err := db.One[outer](ctx, tx,
				`SELECT 'p1' AS person_id, 'hello' AS note, '2026-11-24' AS day, '["a","b"]' AS words, 'u' AS url_now`)
			if err != nil {
				return err
			}
			if got.PersonID != "p1" || got.Note != "hello" || got.inner.Note != "" || got.DayOn.V != clock.D(2026, 11, 24) || !got.Words.Has("b") ||
				got.URLNow != "u" {
				t.Errorf("got %+v", got)
			}
			day, err := db.One[clock.Date](ctx, tx, `SELECT '2026-11-24' AS day`)
			if err != nil || day != clock.D(2026, 11, 24) {
				t.Errorf("got %v, %v", day, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAnAnswerOfTheWrongShapeIsAnError(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, ask := range map[string]func(ctx context.Context, tx *db.Tx) error{
			"a column without a field": func(ctx context.Context, tx *db.Tx) error {
				_, err := db.One[outer](ctx, tx, `SELECT 'x' AS nowhere`)
				return err
			},
			"two columns for one value": func(ctx context.Context, tx *db.Tx) error {
				_, err := db.All[string](ctx, tx, `SELECT 'x' AS a, 'y' AS b`)
				return err
			},
			"two rows for one": func(ctx context.Context, tx *db.Tx) error {
				_, _, err := db.Maybe[string](ctx, tx, `SELECT 'x' AS a UNION ALL SELECT 'y' AS a`)
				return err
			},
		} {
			if err := d.Read(t.Context(), ask); err == nil {
				t.Errorf("%s is let through", name)
			}
		}
	})
}
