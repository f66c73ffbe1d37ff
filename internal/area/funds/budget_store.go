package funds

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

const budgetColumns = `id, person_id, starts, until, weekly, allocated, available, held, committed, spent`

func insertBudget(ctx context.Context, tx *db.Tx, b Budget) error {
	_, err := tx.Exec(ctx, `INSERT INTO budget (`+budgetColumns+`) VALUES `+db.Values(1, 10),
		b.ID, b.PersonID, b.Starts, b.Until, b.Weekly, b.Allocated, b.Available, b.Held, b.Committed, b.Spent)
	return err
}

func budgetOn(ctx context.Context, tx *db.Tx, personID string, on clock.Date) (Budget, bool, error) {
	return db.Maybe[Budget](ctx, tx, `SELECT `+budgetColumns+` FROM budget
		WHERE person_id = $1 AND starts <= $2 AND until >= $2 ORDER BY starts DESC, id DESC LIMIT 1`, personID, on)
}

func allBudgets(ctx context.Context, tx *db.Tx) ([]Budget, error) {
	return db.All[Budget](ctx, tx, `SELECT `+budgetColumns+` FROM budget ORDER BY id`)
}

// insertPosting writes a movement once for each key, and says whether it did.
func insertPosting(ctx context.Context, tx *db.Tx, p posting) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO posting (key, at, budget_id, debit, credit, amount) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (key) DO NOTHING`, p.Key, tx.Now, p.BudgetID, p.To, p.From, p.Amount)
	return n == 1, err
}

// moveBalance changes the two stored balances of a movement, or nothing when
// the first has too little. The names are constants of this package.
func moveBalance(ctx context.Context, tx *db.Tx, p posting) (bool, error) {
	from, to := string(p.From), string(p.To)
	n, err := tx.Exec(ctx, `UPDATE budget SET `+from+` = `+from+` - $1, `+to+` = `+to+` + $1
		WHERE id = $2 AND `+from+` >= $1`, p.Amount, p.BudgetID)
	return n == 1, err
}

type postedSum struct {
	BudgetID string
	Debit    part
	Credit   part
	Amount   pence.Pence
}

// postingSums gives what each account of each budget has by its postings.
func postingSums(ctx context.Context, tx *db.Tx) (map[string]map[part]pence.Pence, error) {
	sums := map[string]map[part]pence.Pence{}
	err := db.Each(ctx, tx, func(s postedSum) error {
		if sums[s.BudgetID] == nil {
			sums[s.BudgetID] = map[part]pence.Pence{}
		}
		sums[s.BudgetID][s.Debit] += s.Amount
		sums[s.BudgetID][s.Credit] -= s.Amount
		return nil
	}, `SELECT budget_id, debit, credit, amount FROM posting ORDER BY budget_id, key`)
	return sums, err
}
