package funds

import (
	"fmt"
	"maps"
	"slices"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/pence"
)

// Budget is what a person's plan may cost in a period, and where its money
// stands. The four parts always sum to what was allocated.
type Budget struct {
	ID        string
	PersonID  string
	Starts    clock.Date
	Until     clock.Date // the last day
	Weekly    pence.Pence
	Allocated pence.Pence
	Available pence.Pence
	Held      pence.Pence // promised while something is being agreed
	Committed pence.Pence // agreed, not yet delivered
	Spent     pence.Pence
}

// part is one of the accounts of a budget.
type part string

const (
	available part = "available"
	held      part = "held"
	committed part = "committed"
	spent     part = "spent"
	council   part = "council" // the fund that budgets are allocated from
)

// budgetWeeks is how long a budget runs that an approval allocates: a year.
const budgetWeeks = 52

// reckon works out what a budget has before anything is held.
func (b *Budget) reckon() {
	b.Allocated = b.Weekly.MulDiv(int64(b.Until.DaysSince(b.Starts)+1), 7, pence.Nearest)
	b.Available = b.Allocated
}

// Settled says what became of the agreed money of one place.
type Settled struct {
	BudgetID  string
	BookingID string      // or another name of it, where it is settled a second time
	Paid      pence.Pence // what its provider is owed
	Free      pence.Pence // what nobody needs any more
}

func (p Settled) postings() []posting {
	return []posting{{"attended:" + p.BookingID, p.BudgetID, committed, spent, p.Paid},
		{"unused:" + p.BookingID, p.BudgetID, committed, available, p.Free}}
}

// Corrected says that money of a place which Settle settled stands otherwise
// since a correction.
type Corrected struct {
	ID       string // of the correction, unique
	BudgetID string
	Was, Now Share
}

// Share is how the agreed money of one place is split.
type Share struct {
	Paid pence.Pence // what its provider is owed
	Free pence.Pence // what nobody needs any more
}

func (p Corrected) postings() []posting {
	return []posting{{"attended-back:" + p.ID, p.BudgetID, spent, committed, p.Was.Paid},
		{"unused-back:" + p.ID, p.BudgetID, available, committed, p.Was.Free},
		{"attended:" + p.ID, p.BudgetID, committed, spent, p.Now.Paid},
		{"unused:" + p.ID, p.BudgetID, committed, available, p.Now.Free}}
}

// moving are the movements that move something. A negative one is an error.
func moving(all []posting) ([]posting, error) {
	for _, m := range all {
		if m.Amount < 0 {
			return nil, fmt.Errorf("post %s: a movement is never negative", m.Key)
		}
	}
	return slices.DeleteFunc(all, func(m posting) bool { return m.Amount == 0 }), nil
}

// inTotal adds movements up, one sum for each budget, in the order of their ids.
func inTotal(moves []posting) []Settled {
	of := map[string]*Settled{}
	for _, m := range moves {
		if of[m.BudgetID] == nil {
			of[m.BudgetID] = &Settled{BudgetID: m.BudgetID}
		}
		if m.To == spent {
			of[m.BudgetID].Paid += m.Amount
		} else {
			of[m.BudgetID].Free += m.Amount
		}
	}
	var sums []Settled
	for _, id := range slices.Sorted(maps.Keys(of)) {
		sums = append(sums, *of[id])
	}
	return sums
}

// posting is one balanced movement: what one account loses another gets.
type posting struct {
	Key      string
	BudgetID string
	From, To part
	Amount   pence.Pence
}
