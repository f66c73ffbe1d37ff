package db_test

import (
	"testing"

	"ourdays/internal/platform/db"
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
