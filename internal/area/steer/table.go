package steer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// Cell is one cell of a table: what is read, where it leads, and what a file
// gets of it.
type Cell struct {
	Text  string
	Raw   string      // in a file; empty is Text
	Money pence.Pence // of an amount
	Sum   bool        // it is an amount: Money, which the page writes
	Link  string
	Num   bool // stands right
	Own   bool // words of people or names: not from the catalogue
}

// Table is a table on a page and in a file.
type Table struct {
	Name    string // in the address of the file
	Caption string
	Head    []Cell
	Rows    [][]Cell
	Foot    []Cell // the sum; may be empty
	Few     bool   // its rows are of so few people that they are not listed
}

// CSV writes the table as comma-separated values with a header. A value that a
// spreadsheet would take for a formula is quoted away.
func (t Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	for _, row := range append([][]Cell{t.Head}, append(t.Rows, t.Foot)...) {
		if len(row) == 0 {
			continue
		}
		record := make([]string, len(row))
		for i, c := range row {
			record[i] = c.value()
		}
		if err := out.Write(record); err != nil {
			return fmt.Errorf("write table: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// parted gives the first rows with the sum of all, and those after them.
func (t Table) parted(rows int) (first, others Table) {
	n := min(rows, len(t.Rows))
	others = Table{Name: t.Name, Caption: t.Caption, Head: t.Head, Rows: t.Rows[n:]}
	t.Rows = t.Rows[:n]
	return t, others
}

func (c Cell) value() string {
	v := c.Raw
	if v == "" {
		v = c.Text
	}
	if !c.Num && v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
		return "'" + v
	}
	return v
}

// careActOf reads the codes of an outcome as they are stored; text that is no
// list of codes names none.
func careActOf(stored string) []string {
	var l db.List
	if stored == "" || l.Scan(stored) != nil {
		return nil
	}
	return l
}
