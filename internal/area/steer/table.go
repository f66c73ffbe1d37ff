package steer

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"ourdays/internal/platform/db"
)

// Cell is one cell of a table: what is read, where it leads, and what a file
// gets of it.
type Cell struct {
	Text  string
	Exact string // an amount with its pence, for a column in which one has some
	Raw   string // in a file; empty is Text
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

// evenly writes every amount of a column with pence where one of them has some,
// so that they stand beneath one another.
func (t Table) evenly() Table {
	rows := append(slices.Clone(t.Rows), t.Foot)
	exact := map[int]bool{}
	for _, row := range rows {
		for i, cell := range row {
			exact[i] = exact[i] || cell.Exact == cell.Text && cell.Exact != ""
		}
	}
	for n, row := range rows {
		rows[n] = slices.Clone(row)
		for i, cell := range row {
			if exact[i] && cell.Exact != "" {
				rows[n][i].Text = cell.Exact
			}
		}
	}
	t.Rows, t.Foot = rows[:len(t.Rows)], rows[len(t.Rows)]
	return t
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
