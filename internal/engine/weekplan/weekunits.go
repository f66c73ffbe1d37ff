package weekplan

import "math"

// Prices come in lumps: a few more pence for one session than for another,
// but thousands for one session more. So one price of a penny for all weeks
// leaves a wide bound, and one for each total of units a narrow one. A search
// that is long with the first kind of table goes on with the second.

// unitTables bounds the weeks of exactly so many units.
type unitTables struct {
	units  int32
	short  int64   // what such weeks lose below the minimum
	tables []table // at prices of a penny just below and above the right one
}

// splitUnits makes tables for every total of units that could still be better
// than the best week known.
func (w *weekSearch) splitUnits(rho int64) {
	w.perUnits, w.stock.used, w.split = w.perUnits[:0], 0, false
	for n := int32(0); n <= w.t.max; n++ {
		short := w.t.short * int64(max(0, w.t.min-n))
		w.priceUnits(n, short, rho)
		if w.halted {
			return // the other totals are not bounded
		}
	}
	w.split = true
}

// priceUnits finds the two prices for one total of units, unless the bound
// shows that no such week is wanted.
func (w *weekSearch) priceUnits(n int32, short, rho int64) {
	budget := int64(w.t.budget)
	var sides [2]line
	var kept [2]table
	r := max(rho, 0)
	for try := 0; try < 6; try++ {
		tb := w.stock.next()
		w.fillTable(tb, r, 0, true)
		root := tb.cells[int(w.t.max-n)<<w.musts] + r*budget - short + w.credit
		if !w.worth(root) {
			return
		}
		over := w.spent(tb, w.t.max-n) - budget
		side := cheap
		if over > 0 {
			side = dear
		}
		sides[side] = line{true, r, root, over}
		kept[side] = *tb
		if over <= 0 && r == 0 || over == 0 {
			break
		}
		next := nextRho(sides)
		if sides[dear].known && sides[cheap].known && (next <= sides[dear].rho || next >= sides[cheap].rho) {
			break
		}
		r = min(next, maxRho)
	}
	u := unitTables{units: n, short: short}
	for side, s := range sides {
		if s.known {
			u.tables = append(u.tables, kept[side])
		}
	}
	w.perUnits = append(w.perUnits, u)
}

// splitBound returns the most that a partial week can still bring, by the
// tables for totals of units.
func (w *weekSearch) splitBound(day int, p partial) int64 {
	most := int64(noFloor)
	at := day*w.width + int(w.t.max+p.units)<<w.musts | int(p.covered)&(1<<w.musts-1)
	for i := range w.perUnits {
		u := &w.perUnits[i]
		if u.units < p.units {
			continue
		}
		least := int64(math.MaxInt64)
		for k := range u.tables {
			tb := &u.tables[k]
			least = min(least, tb.cells[at-int(u.units)<<w.musts]+tb.rho*int64(p.left))
		}
		most = max(most, least-u.short)
	}
	return most + p.v + w.credit - p.toll
}

// stock lends tables and takes all back at once.
type stock struct {
	tables []*table
	used   int
}

func (s *stock) next() *table {
	if s.used == len(s.tables) {
		s.tables = append(s.tables, &table{})
	}
	s.used++
	return s.tables[s.used-1]
}
