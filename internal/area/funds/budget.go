package funds

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
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

// Open allocates a budget for whole weeks from the council's fund.
func (s *Service) Open(ctx context.Context, tx *db.Tx, a access.Actor, b Budget) (Budget, error) {
	b.ID = tx.NewID()
	if err := s.Access.Act(ctx, tx, a, access.RecordContribution, b.PersonID, "open budget", b.ID); err != nil {
		return b, err
	}
	return allocate(ctx, tx, b)
}

// budgetWeeks is how long a budget runs that an approval allocates: a year.
const budgetWeeks = 52

// ForPlan is the budget of what a plan may cost a week, from a day on, that an
// approval allocates where there is none yet: for a year, or up to the next
// budget.
func (s *Service) ForPlan(ctx context.Context, tx *db.Tx, personID string, weekly pence.Pence,
	from clock.Date) (Budget, error) {
	b := Budget{PersonID: personID, Weekly: weekly, Starts: from, Until: from.AddDays(7*budgetWeeks - 1)}
	next, found, err := budgetAfter(ctx, tx, personID, from)
	if err == nil && found && !next.Starts.After(b.Until) {
		b.Until = next.Starts.AddDays(-1)
	}
	b.reckon()
	return b, err
}

// Allocate opens the budget that ForPlan gives, for an approval, which asked
// access.
func (s *Service) Allocate(ctx context.Context, tx *db.Tx, b Budget) (Budget, error) {
	b.ID = tx.NewID()
	return allocate(ctx, tx, b)
}

// reckon works out what a budget has before anything is held.
func (b *Budget) reckon() {
	b.Allocated = b.Weekly.MulDiv(int64(b.Until.DaysSince(b.Starts)+1), 7, pence.Nearest)
	b.Available = b.Allocated
}

func allocate(ctx context.Context, tx *db.Tx, b Budget) (Budget, error) {
	if b.Weekly <= 0 || b.Until.Before(b.Starts) {
		return b, fail.New(fail.Invalid, "funds.refused.budget_empty")
	}
	b.reckon()
	if err := insertBudget(ctx, tx, b); err != nil {
		return b, err
	}
	_, err := insertPosting(ctx, tx, posting{"open:" + b.ID, b.ID, council, available, b.Allocated})
	return b, err
}

// BudgetOf gives the budget that holds a day, for verbs that asked access.
func (s *Service) BudgetOf(ctx context.Context, tx *db.Tx, personID string,
	on clock.Date) (Budget, bool, error) {
	return budgetOn(ctx, tx, personID, on)
}

// BudgetByID gives a budget, for verbs that asked access.
func (s *Service) BudgetByID(ctx context.Context, tx *db.Tx, id string) (Budget, error) {
	return budgetByID(ctx, tx, id)
}

// Hold promises money that is available.
func (s *Service) Hold(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) error {
	return move(ctx, tx, posting{key, budgetID, available, held, amount})
}

// ReleaseHold gives promised money back.
func (s *Service) ReleaseHold(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) error {
	return move(ctx, tx, posting{key, budgetID, held, available, amount})
}

// Commit turns promised money into agreed money.
func (s *Service) Commit(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) error {
	return move(ctx, tx, posting{key, budgetID, held, committed, amount})
}

// CommitDirect commits money that was not held before.
func (s *Service) CommitDirect(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) error {
	return move(ctx, tx, posting{key, budgetID, available, committed, amount})
}

// ReleaseCommitted gives agreed money back that will not be needed.
func (s *Service) ReleaseCommitted(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) error {
	return move(ctx, tx, posting{key, budgetID, committed, available, amount})
}

// Settled says what became of the agreed money of one place.
type Settled struct {
	BudgetID  string
	BookingID string
	Paid      pence.Pence // what its provider is owed
	Free      pence.Pence // what nobody needs any more
}

func (p Settled) postings() []posting {
	return []posting{{"attended:" + p.BookingID, p.BudgetID, committed, spent, p.Paid},
		{"unused:" + p.BookingID, p.BudgetID, committed, available, p.Free}}
}

// Settle turns the agreed money of places into what their providers are owed,
// and makes the rest available again. Either happens once for a booking, however
// often it is said.
func (s *Service) Settle(ctx context.Context, tx *db.Tx, places []Settled) error {
	var all []posting
	for _, p := range places {
		for _, m := range p.postings() {
			if m.Amount < 0 {
				return fmt.Errorf("post %s: a movement is never negative", m.Key)
			}
			if m.Amount > 0 {
				all = append(all, m)
			}
		}
	}
	fresh, err := insertPostings(ctx, tx, all)
	if err != nil {
		return err
	}
	enough, err := settleBalances(ctx, tx, inTotal(fresh))
	if err == nil && !enough {
		return fail.New(fail.Full, "funds.refused.budget")
	}
	return err
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

// Correct takes back what was posted for a place and posts what is right, as
// entries of their own: none that stands is touched. What a provider is owed
// more comes from what the budget has left; without it the correction is Full.
func (s *Service) Correct(ctx context.Context, tx *db.Tx, p Corrected) error {
	if p.Was.Paid+p.Was.Free != p.Now.Paid+p.Now.Free {
		return fmt.Errorf("correct %s: a place is worth what it was worth", p.ID)
	}
	var all []posting
	for _, m := range p.postings() {
		if m.Amount < 0 {
			return fmt.Errorf("post %s: a movement is never negative", m.Key)
		}
		if m.Amount > 0 {
			all = append(all, m)
		}
	}
	fresh, err := insertPostings(ctx, tx, all)
	if err != nil {
		return err
	}
	if len(fresh) != len(all) {
		return fmt.Errorf("correct %s: it was posted before", p.ID)
	}
	enough, err := shiftSpent(ctx, tx, p.BudgetID, p.Now.Paid-p.Was.Paid)
	if err == nil && !enough {
		return fail.New(fail.Full, "funds.refused.budget")
	}
	return err
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

// move posts once for each key. No account goes below nothing: the update is
// conditional, and a CHECK stands behind it.
func move(ctx context.Context, tx *db.Tx, p posting) error {
	if p.Amount < 0 {
		return fmt.Errorf("post %s: a movement is never negative", p.Key)
	}
	if p.Amount == 0 {
		return nil
	}
	fresh, err := insertPosting(ctx, tx, p)
	if err != nil || !fresh {
		return err
	}
	moved, err := moveBalance(ctx, tx, p)
	if err != nil {
		return err
	}
	if !moved {
		return fail.New(fail.Full, "funds.refused.budget")
	}
	return nil
}

// Breaches proves the ledger: the stored balances of each budget are the sums
// of its postings, and its parts sum to what was allocated.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) ([]string, error) {
	budgets, err := allBudgets(ctx, tx)
	if err != nil {
		return nil, err
	}
	sums, err := postingSums(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, b := range budgets {
		stored := map[part]pence.Pence{available: b.Available, held: b.Held, committed: b.Committed, spent: b.Spent,
			council: -b.Allocated}
		for name, amount := range stored {
			if posted := sums[b.ID][name]; posted != amount {
				found = append(found, fmt.Sprintf("budget %s: %s is stored as %s and posted as %s", b.ID, name,
					amount, posted))
			}
		}
		if b.Available+b.Held+b.Committed+b.Spent != b.Allocated {
			found = append(found, fmt.Sprintf("budget %s: its parts do not sum to what was allocated", b.ID))
		}
	}
	return found, nil
}
