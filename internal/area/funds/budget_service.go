package funds

import (
	"context"
	"fmt"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Open allocates a budget for whole weeks from the council's fund.
func (s *Service) Open(ctx context.Context, tx *db.Tx, a access.Actor, b Budget) (Budget, error) {
	b.ID = tx.NewID()
	if err := s.Access.Act(ctx, tx, a, access.RecordContribution, b.PersonID, "open budget", b.ID); err != nil {
		return b, err
	}
	return allocate(ctx, tx, b)
}

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

// CommitIfLeft commits money that is available, and says whether there was enough: where
// there is not, nothing is written and the transaction goes on.
func (s *Service) CommitIfLeft(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) (bool, error) {
	return moveIfLeft(ctx, tx, posting{key, budgetID, available, committed, amount})
}

// HoldIfLeft promises money that is available, as CommitIfLeft commits it.
func (s *Service) HoldIfLeft(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence,
	key string) (bool, error) {
	return moveIfLeft(ctx, tx, posting{key, budgetID, available, held, amount})
}

func moveIfLeft(ctx context.Context, tx *db.Tx, p posting) (bool, error) {
	if p.Amount < 0 {
		return false, fmt.Errorf("post %s: a movement is never negative", p.Key)
	}
	if p.Amount == 0 {
		return true, nil
	}
	moved, err := moveBalance(ctx, tx, p)
	if err != nil || !moved {
		return false, err
	}
	fresh, err := insertPosting(ctx, tx, p)
	if err == nil && !fresh {
		err = fmt.Errorf("post %s: it was posted before", p.Key)
	}
	return err == nil, err
}

// Settle turns the agreed money of places into what their providers are owed,
// and makes the rest available again. Either happens once for a booking, however
// often it is said.
func (s *Service) Settle(ctx context.Context, tx *db.Tx, places []Settled) error {
	var all []posting
	for _, p := range places {
		all = append(all, p.postings()...)
	}
	all, err := moving(all)
	if err != nil {
		return err
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

// Correct takes back what was posted for a place and posts what is right, as
// entries of their own: none that stands is touched. What a provider is owed
// more comes from what the budget has left; without it the correction is Full.
func (s *Service) Correct(ctx context.Context, tx *db.Tx, p Corrected) error {
	if p.Was.Paid+p.Was.Free != p.Now.Paid+p.Now.Free {
		return fmt.Errorf("correct %s: a place is worth what it was worth", p.ID)
	}
	all, err := moving(p.postings())
	if err != nil {
		return err
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
	}
	return found, nil
}
