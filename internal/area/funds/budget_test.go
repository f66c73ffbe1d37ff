package funds_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/area/funds"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func (b *bundle) budget(t testing.TB, weekly pence.Pence, weeks int) funds.Budget {
	t.Helper()
	var made funds.Budget
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		made, err = b.funds.Open(ctx, tx, b.officer, funds.Budget{PersonID: b.jo, Starts: tx.Today(), Until: tx.Today().AddDays(weeks*7 - 1),
			Weekly: weekly})
		return err
	})
	return made
}

func TestTheLastPoundsOfABudgetAreHeldOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		budget := b.budget(t, 10000, 1)
		var wg sync.WaitGroup
		var mu sync.Mutex
		won, full := 0, 0
		for i := range 20 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					return b.funds.Hold(ctx, tx, budget.ID, 3000, fmt.Sprint("k", i))
				})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won++
				case fail.KindOf(err) == fail.Full:
					full++
				default:
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if won != 3 || full != 17 {
			t.Errorf("%d held, %d were told there is no more", won, full)
		}
	})
}

func TestAMovementHappensOncePerKey(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		budget := b.budget(t, 10000, 4)
		for range 3 {
			b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.funds.Hold(ctx, tx, budget.ID, 500, "same") })
		}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			got, _, err := b.funds.BudgetOf(ctx, tx, b.jo, clock.D(2026, 11, 30))
			if got.Held != 500 || got.Available != 39500 {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})
}

// spend settles one place, all of it owed to its provider.
func (b *bundle) spend(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error {
	return b.funds.Settle(ctx, tx, []funds.Settled{{BudgetID: budgetID, BookingID: key, Paid: amount}})
}

func TestARegisterIsSettledFromEachBudgetOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		one, two := b.budget(t, 100000, 4), b.budget(t, 100000, 4)
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(b.funds.CommitDirect(ctx, tx, one.ID, 100000, "a"), b.funds.CommitDirect(ctx, tx, two.ID, 900, "b"))
		})
		var places []funds.Settled
		for i := range 25 { // more than one statement holds
			places = append(places, funds.Settled{BudgetID: one.ID, BookingID: fmt.Sprint(i), Paid: 1000, Free: 200})
		}
		places = append(places, funds.Settled{BudgetID: two.ID, BookingID: "two", Paid: 900})
		for range 2 {
			b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.funds.Settle(ctx, tx, places) })
		}
		more := append(slices.Clone(places), funds.Settled{BudgetID: one.ID, BookingID: "later", Free: 500})
		b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.funds.Settle(ctx, tx, more) })
		b.stands(t, one.ID, "available 305500, committed 69500, spent 25000")
		b.stands(t, two.ID, "available 399100, committed 0, spent 900")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return b.funds.Settle(ctx, tx, []funds.Settled{{BudgetID: one.ID, BookingID: "x", Paid: 100},
				{BudgetID: two.ID, BookingID: "y", Paid: 100}})
		})
		if fail.KindOf(err) != fail.Full {
			t.Errorf("a budget with nothing agreed paid: %v", err)
		}
		b.stands(t, one.ID, "available 305500, committed 69500, spent 25000")
	})
}

func TestAPlaceThatIsNamedTwiceInARegisterIsSettledOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		budget := b.budget(t, 10000, 4)
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			return b.funds.CommitDirect(ctx, tx, budget.ID, 10000, "a")
		})
		place := funds.Settled{BudgetID: budget.ID, BookingID: "twice", Paid: 1000, Free: 200}
		places := []funds.Settled{place, {BudgetID: budget.ID, BookingID: "once", Paid: 300}, place}
		for range 30 { // further apart than one statement reaches
			places = append(places, place)
		}
		b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.funds.Settle(ctx, tx, places) })
		b.stands(t, budget.ID, "available 30200, committed 8500, spent 1300")
	})
}

func TestASettledPlaceIsCorrectedOnceAndStaysWorthWhatItWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		budget := b.budget(t, 10000, 1)
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(b.funds.CommitDirect(ctx, tx, budget.ID, 10000, "a"),
				b.funds.Settle(ctx, tx, []funds.Settled{{BudgetID: budget.ID, BookingID: "x", Paid: 1000, Free: 200}}))
		})
		correct := func(id string, was, now funds.Share) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return b.funds.Correct(ctx, tx, funds.Corrected{ID: id, BudgetID: budget.ID, Was: was, Now: now})
			})
		}
		was := funds.Share{Paid: 1000, Free: 200}
		if err := correct("less", was, funds.Share{Free: 1200}); err != nil {
			t.Fatal(err)
		}
		b.stands(t, budget.ID, "available 1200, committed 8800, spent 0")
		for says, err := range map[string]error{
			"the same correction again": correct("less", was, funds.Share{Free: 1200}),
			"a place worth more":        correct("more", was, funds.Share{Paid: 1000, Free: 300}),
			"a place worth less":        correct("fewer", was, funds.Share{Paid: 900, Free: 200}),
			"less than nothing":         correct("minus", funds.Share{Free: 1200}, funds.Share{Paid: 1201, Free: -1}),
		} {
			if err == nil || fail.KindOf(err) == fail.Full {
				t.Errorf("%s: %v", says, err)
			}
		}
		if err := correct("beyond", funds.Share{Free: 1300}, funds.Share{Paid: 1300}); fail.KindOf(err) != fail.Full {
			t.Errorf("more than the budget has left: %v", err)
		}
		b.stands(t, budget.ID, "available 1200, committed 8800, spent 0")
	})
}

func TestMoneyNeverMovesBackwards(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		budget := b.budget(t, 10000, 1)
		for says, p := range map[string]funds.Settled{"owed": {Paid: -1}, "free": {Free: -1}} {
			p.BudgetID, p.BookingID = budget.ID, says
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return b.funds.Settle(ctx, tx, []funds.Settled{p})
			})
			if err == nil || !strings.Contains(err.Error(), "never negative") {
				t.Errorf("%s: %v", says, err)
			}
		}
		b.stands(t, budget.ID, "available 10000, committed 0, spent 0")
	})
}

func TestABalanceThatItsPostingsDoNotMakeIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		sound, spoiled := b.budget(t, 10000, 1), b.budget(t, 20000, 1)
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE budget SET available = available - 300, spent = spent + 300 WHERE id = $1", spoiled.ID)
			return err
		})
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			found, err := b.funds.Breaches(ctx, tx)
			said := strings.Join(found, "\n")
			if len(found) != 2 || strings.Contains(said, sound.ID) ||
				!strings.Contains(said, "available is stored as 197.00 and posted as 200.00") ||
				!strings.Contains(said, "spent is stored as 3.00 and posted as 0.00") {
				t.Errorf("found %s", said)
			}
			return err
		})
	})
}

// stands compares a budget's balances, and its balances with its postings.
func (b *bundle) stands(t testing.TB, id, want string) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		got, err := db.One[string](ctx, tx, `SELECT 'available ' || available || ', committed ' || committed || ', spent ' || spent
			FROM budget WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		breaches, err := b.funds.Breaches(ctx, tx)
		if len(breaches) > 0 {
			t.Error(breaches)
		}
		return err
	})
}

func TestTheLedgerBalancesWhateverHappens(t *testing.T) {
	d := dbtest.SQLite(t)
	b := newBundle(t, d)
	budget := b.budget(t, 50000, 10)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		verbs := []func(context.Context, *db.Tx, string, pence.Pence, string) error{
			b.funds.Hold, b.funds.ReleaseHold, b.funds.Commit, b.funds.CommitDirect, b.funds.ReleaseCommitted, b.spend}
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			verb := rapid.SampledFrom(verbs).Draw(t, "verb")
			amount := pence.Pence(rapid.Int64Range(0, 90000).Draw(t, "amount"))
			n++
			err := d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
				return verb(ctx, tx, budget.ID, amount, fmt.Sprint(n))
			})
			if err != nil && fail.KindOf(err) != fail.Full {
				t.Fatal(err)
			}
		}
		err := d.Read(context.Background(), func(ctx context.Context, tx *db.Tx) error {
			breaches, err := b.funds.Breaches(ctx, tx)
			if len(breaches) > 0 {
				t.Fatal(breaches)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What an approval allocates is a year of what the plan may cost, or as much of
// it as lies before the next budget.
func TestAnApprovalAllocatesAYearOrUpToTheNextBudget(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		from := clock.D(2027, 3, 1)
		opened := func() (got funds.Budget) {
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				plan, err := b.funds.ForPlan(ctx, tx, b.jo, 10000, from)
				if err != nil {
					return err
				}
				got, err = b.funds.Allocate(ctx, tx, plan)
				return err
			})
			return got
		}
		if got := opened(); got.ID == "" || got.Until != clock.D(2028, 2, 27) || got.Allocated != 52*10000 || got.Available != got.Allocated {
			t.Errorf("a year is %+v", got)
		}
		from = clock.D(2027, 2, 15)
		if got := opened(); got.Until != clock.D(2027, 2, 28) || got.Allocated != 2*10000 || got.Available != got.Allocated {
			t.Errorf("two weeks before the next one are %+v", got)
		}
	})
}
