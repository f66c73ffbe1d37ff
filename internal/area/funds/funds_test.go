package funds_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

type bundle struct {
	d       *db.DB
	funds   *funds.Service
	people  *people.Service
	officer access.Actor
	jo      string
}

func newBundle(t testing.TB, d *db.DB) *bundle {
	t.Helper()
	a := access.New(access.Deps{DB: d})
	b := &bundle{d: d, people: people.New(people.Deps{DB: d, Access: a}),
		officer: access.Actor{ID: "f", Name: "Tomasz Lis", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}}
	b.funds = funds.New(funds.Deps{DB: d, Access: a, People: b.people})
	b.jo = b.person(t, "Jo")
	return b
}

func (b *bundle) person(t testing.TB, name string) string {
	t.Helper()
	id := ""
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := b.people.Add(ctx, tx, access.System, people.Person{GivenName: name, FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
		id = p.ID
		return err
	})
	return id
}

func (b *bundle) in(t testing.TB, f func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := b.d.InTx(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// income gives circumstances of somebody of 37 with one income a week.
func income(date, amount string) string {
	return `{"date":"` + date + `","person":{"age":37,"household":"single","premiums":[],"children":0,"pension_age":false},
		"income":[{"kind":"uc","amount":"` + amount + `","every":"week"}]}`
}

func (b *bundle) price(t *testing.T, before, after pence.Pence, on clock.Date) funds.Price {
	t.Helper()
	var p funds.Price
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		p, err = b.funds.PriceTo(ctx, tx, b.jo, before, after, on)
		return err
	})
	return p
}

func TestThePriceToAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		day := clock.D(2025, 9, 1)
		if p := b.price(t, 0, 4800, day); p.Known {
			t.Errorf("nobody was assessed, and the price is %v", p)
		}
		as, err := b.funds.Record(t.Context(), b.officer, b.jo, income("2025-06-02", "162.50"))
		if err != nil || as.Maximum != 5000 {
			t.Fatalf("recorded %+v, %v", as, err)
		}
		if p := b.price(t, 0, 4800, day); p.Known {
			t.Errorf("a draft counts: %v", p)
		}
		if err := b.funds.Check(t.Context(), b.officer, b.jo, as.ID); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			says                string
			before, after, week pence.Pence
			more                pence.Pence
			on                  clock.Date
			known               bool
		}{
			{"never above the week's cost", 0, 4800, 4800, 4800, day, true},
			{"never above the contribution", 0, 9600, 5000, 5000, day, true},
			{"another session costs what is left of it", 4800, 9600, 5000, 200, day, true},
			{"beyond the contribution more costs nothing", 9600, 14400, 5000, 0, day, true},
			{"before its date it does not count", 0, 4800, 0, 0, clock.D(2025, 6, 1), false},
		} {
			t.Run(c.says, func(t *testing.T) {
				if p := b.price(t, c.before, c.after, c.on); p.Weekly != c.week || p.More != c.more || p.Known != c.known {
					t.Errorf("got %+v", p)
				}
			})
		}
		t.Run("a newer one takes its place, from its date on", func(t *testing.T) {
			next, err := b.funds.Record(t.Context(), b.officer, b.jo, income("2025-10-06", "122.50"))
			if err != nil {
				t.Fatal(err)
			}
			if err := b.funds.Check(t.Context(), b.officer, b.jo, next.ID); err != nil {
				t.Fatal(err)
			}
			if a, z := b.price(t, 0, 9600, day), b.price(t, 0, 9600, clock.D(2025, 10, 6)); a.Weekly != 5000 || z.Weekly != 1000 {
				t.Errorf("before %v, after %v", a, z)
			}
		})
		t.Run("a second check is a conflict and changes nothing", func(t *testing.T) {
			if err := b.funds.Check(t.Context(), b.officer, b.jo, as.ID); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
		})
		t.Run("who does not keep contributions records none", func(t *testing.T) {
			broker := access.Actor{ID: "b", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}
			if _, err := b.funds.Record(t.Context(), broker, b.jo, income("2025-06-02", "1")); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("got %v", err)
			}
		})
		t.Run("what is wrong is told at the form's fields", func(t *testing.T) {
			_, err := b.funds.Record(t.Context(), b.officer, b.jo, strings.Replace(income("2025-06-02", "1,00"), `"single"`, `"alone"`, 1))
			e, ok := fail.As(err)
			names := map[string]bool{}
			for _, f := range e.Fields {
				names[f.Name] = true
			}
			if !ok || len(e.Fields) != 2 || !names["household"] || !names["income_0_amount"] {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestTwoWhoCheckAtOnceMakeItCountOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		as, err := b.funds.Record(t.Context(), b.officer, b.jo, income("2025-06-02", "162.50"))
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var mu sync.Mutex
		done, late := 0, 0
		for range 8 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := b.funds.Check(t.Context(), b.officer, b.jo, as.ID)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					done++
				case fail.KindOf(err) == fail.Conflict:
					late++
				default:
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if done != 1 || late != 7 {
			t.Errorf("%d counted, %d were late", done, late)
		}
	})
}

func TestAprilAssessesEverybodyAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		for i := range 30 {
			id := b.person(t, fmt.Sprint("P", i))
			as, err := b.funds.Record(t.Context(), b.officer, id, income("2024-06-03", "200.00"))
			if err != nil {
				t.Fatal(err)
			}
			if err := b.funds.Check(t.Context(), b.officer, id, as.ID); err != nil {
				t.Fatal(err)
			}
		}
		made, refused, err := b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 4, 7))
		if err != nil || made != 30 || len(refused) != 0 {
			t.Fatalf("made %d, refused %v, %v", made, refused, err)
		}
		if made, refused, err = b.funds.Reassess(t.Context(), b.officer, clock.D(2030, 4, 7)); err != nil || made != 0 || len(refused) != 30 {
			t.Errorf("a year that nobody knows: made %d, refused %d, %v", made, len(refused), err)
		}
	})
}

// One April change for 10,000 people, storage included.
func BenchmarkApril10000(b *testing.B) {
	d := dbtest.SQLite(b)
	x := newBundle(b, d)
	err := d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		for i := range 10000 {
			id := fmt.Sprintf("p%05d", i)
			if _, err := x.people.Add(ctx, tx, access.System, people.Person{ID: id, GivenName: "P", FamilyName: "Q", Born: clock.D(1980, 1, 1)}); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO assessment (id, person_id, starts, status, circumstances, maximum, full_cost, made_by, checked_by, made)
				VALUES ($1, $1, $2, 'checked', $3, 0, $4, '', '', $5)`, id, clock.D(2024, 6, 3), income("2024-06-03", "200.00"), false, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		made, _, err := x.funds.Reassess(b.Context(), x.officer, clock.D(2025, 4, 7))
		if err != nil || made != 10000 {
			b.Fatal(made, err)
		}
	}
}
