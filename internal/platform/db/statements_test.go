package db_test

import (
	"context"
	"testing"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

func TestArgumentsInOrderNeedNoNumbers(t *testing.T) {
	for says, c := range map[string]struct{ text, want string }{
		"none":                  {`SELECT id FROM person`, `SELECT id FROM person`},
		"in order":              {`INSERT INTO a (x, y) VALUES ($1,$2),($3,$4)`, `INSERT INTO a (x, y) VALUES (?,?),(?,?)`},
		"more than nine":        {`IN ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`, `IN (?,?,?,?,?,?,?,?,?,?,?)`},
		"one twice":             {`x = $1 OR y = $1`, `x = $1 OR y = $1`},
		"out of order":          {`x = $2 AND y = $1`, `x = $2 AND y = $1`},
		"one left out":          {`x = $1 AND y = $3`, `x = $1 AND y = $3`},
		"a text that holds one": {`x = '$1' AND y = $1`, `x = '$1' AND y = ?`},
		"a quote in a text":     {`x = 'it''s $2' AND y = $1`, `x = 'it''s $2' AND y = ?`},
		"at the end":            {`x = $1 LIMIT $2`, `x = ? LIMIT ?`},
	} {
		t.Run(says, func(t *testing.T) {
			if got := db.Unnumbered(c.text); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestWhatStandsIsNotToldAsFailedBecauseAStatementCannotBeKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		runs := 0
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			runs++
			for _, text := range []string{`CREATE TABLE brief (n bigint)`, `INSERT INTO brief (n) VALUES (1)`, `DROP TABLE brief`} {
				if _, err := tx.Exec(ctx, text); err != nil {
					return err
				}
			}
			_, err := tx.Exec(ctx, `INSERT INTO sign_in_try (id, address, at) VALUES ('t1', 'here', $1)`, tx.Now)
			return err
		})
		if err != nil || runs != 1 {
			t.Errorf("an act that stands, run %d times, is told as %v", runs, err)
		}
		if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			n, err := db.One[int](ctx, tx, `SELECT count(*) FROM sign_in_try WHERE id = 't1'`)
			if n != 1 {
				t.Errorf("it stands %d times", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
