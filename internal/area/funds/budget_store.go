package funds

import (
	"context"
	"fmt"
	"slices"
	"strings"

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

func budgetByID(ctx context.Context, tx *db.Tx, id string) (Budget, error) {
	return db.One[Budget](ctx, tx, `SELECT `+budgetColumns+` FROM budget WHERE id = $1`, id)
}

func budgetAfter(ctx context.Context, tx *db.Tx, personID string, day clock.Date) (Budget, bool, error) {
	return db.Maybe[Budget](ctx, tx, `SELECT `+budgetColumns+` FROM budget
		WHERE person_id = $1 AND starts > $2 ORDER BY starts, id LIMIT 1`, personID, day)
}

func allBudgets(ctx context.Context, tx *db.Tx) ([]Budget, error) {
	return db.All[Budget](ctx, tx, `SELECT `+budgetColumns+` FROM budget ORDER BY id`)
}

// insertPosting writes a movement once for each key, and says whether it did.
func insertPosting(ctx context.Context, tx *db.Tx, p posting) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO posting (key, at, budget_id, debit, credit, amount)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (key) DO NOTHING`, p.Key, tx.Now, p.BudgetID, p.To, p.From, p.Amount)
	return n == 1, err
}

// insertPostings writes movements once for each key, and gives those that it
// wrote: the first of a key that was not there.
func insertPostings(ctx context.Context, tx *db.Tx, list []posting) ([]posting, error) {
	var fresh []posting
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, p := range part {
			args = append(args, p.Key, tx.Now, p.BudgetID, p.To, p.From, p.Amount)
		}
		keys, err := db.All[string](ctx, tx, `INSERT INTO posting (key, at, budget_id, debit, credit, amount)
			VALUES `+
			db.Values(len(part), 6)+` ON CONFLICT (key) DO NOTHING RETURNING key`, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range part {
			if i := slices.Index(keys, p.Key); i >= 0 {
				keys = slices.Delete(keys, i, i+1)
				fresh = append(fresh, p)
			}
		}
	}
	return fresh, nil
}

// settleBalances takes from each budget's agreed money what is spent and what is
// free, and says whether all of them had it.
func settleBalances(ctx context.Context, tx *db.Tx, sums []Settled) (bool, error) {
	for len(sums) > 0 {
		part := sums[:min(rowsAtOnce, len(sums))]
		sums = sums[len(part):]
		var rows []string
		var args []any
		for i, b := range part {
			rows = append(rows, fmt.Sprintf("(CAST($%d AS text), CAST($%d AS bigint), CAST($%d AS bigint))", 3*i+1,
				3*i+2, 3*i+3))
			args = append(args, b.BudgetID, b.Paid, b.Free)
		}
		n, err := tx.Exec(ctx, `WITH v (id, paid, free) AS (VALUES `+strings.Join(rows, ",")+`)
			UPDATE budget SET committed = committed - v.paid - v.free, spent = spent + v.paid,
			available = available + v.free
			FROM v WHERE budget.id = v.id AND committed >= v.paid + v.free`, args...)
		if err != nil || int(n) < len(part) {
			return false, err
		}
	}
	return true, nil
}

// shiftSpent makes more of a budget spent, or less, out of what is available,
// and says whether there was enough.
func shiftSpent(ctx context.Context, tx *db.Tx, budgetID string, more pence.Pence) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE budget SET spent = spent + $1, available = available - $1
		WHERE id = $2 AND available >= $1 AND spent + $1 >= 0`, more, budgetID)
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
