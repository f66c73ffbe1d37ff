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
	second  access.Actor // checks what the first made
	jo      string
}

func newBundle(t testing.TB, d *db.DB) *bundle {
	t.Helper()
	a := access.New(access.Deps{DB: d})
	b := &bundle{d: d, people: people.New(people.Deps{DB: d, Access: a}),
		officer: access.Actor{ID: "f", Name: "Tomasz Lis", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}},
		second:  access.Actor{ID: "f2", Name: "Farida Noor", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}}
	b.funds = funds.New(funds.Deps{DB: d, Access: a, People: b.people})
	b.jo = b.person(t, "Jo")
	return b
}

func (b *bundle) person(t testing.TB, name string) string {
	t.Helper()
	return b.born(t, name, clock.D(1988, 4, 2))
}

func (b *bundle) born(t testing.TB, name string, on clock.Date) string {
	t.Helper()
	id := ""
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := b.people.Add(ctx, tx, access.System, people.Person{GivenName: name, FamilyName: "Bright", Born: on})
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
		if err := b.funds.Check(t.Context(), b.second, b.jo, as.ID); err != nil {
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
			if err := b.funds.Check(t.Context(), b.second, b.jo, next.ID); err != nil {
				t.Fatal(err)
			}
			if a, z := b.price(t, 0, 9600, day), b.price(t, 0, 9600, clock.D(2025, 10, 6)); a.Weekly != 5000 || z.Weekly != 1000 {
				t.Errorf("before %v, after %v", a, z)
			}
		})
		t.Run("a second check is a conflict and changes nothing", func(t *testing.T) {
			if err := b.funds.Check(t.Context(), b.second, b.jo, as.ID); fail.KindOf(err) != fail.Conflict {
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
				err := b.funds.Check(t.Context(), b.second, b.jo, as.ID)
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
			if err := b.funds.Check(t.Context(), b.second, id, as.ID); err != nil {
				t.Fatal(err)
			}
		}
		made, refused, err := b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 4, 7))
		if err != nil || made != 30 || len(refused) != 0 {
			t.Fatalf("made %d, refused %v, %v", made, refused, err)
		}
		t.Run("a second press makes nothing twice", func(t *testing.T) {
			if made, refused, err = b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 4, 7)); err != nil || made != 0 || len(refused) != 0 {
				t.Errorf("made %d, refused %v, %v", made, refused, err)
			}
		})
		t.Run("a year that nobody knows is refused for each, by name and reason", func(t *testing.T) {
			made, refused, err = b.funds.Reassess(t.Context(), b.officer, clock.D(2030, 4, 7))
			if err != nil || made != 0 || len(refused) != 30 {
				t.Fatalf("made %d, refused %d, %v", made, len(refused), err)
			}
			if refused[0].FamilyName != "Bright" || fail.KindOf(refused[0].Why) != fail.Invalid {
				t.Errorf("got %+v", refused[0])
			}
		})
		beside := b.person(t, "Beside")
		if _, err := b.funds.Record(t.Context(), b.officer, beside, income("2025-04-07", "200.00")); err != nil {
			t.Fatal(err)
		}
		t.Run("all drafts of a day that were made again count at one press", func(t *testing.T) {
			if p, err := b.funds.CheckAll(t.Context(), b.officer, clock.D(2025, 4, 7)); err != nil || p.Ready != 0 || p.Own != 30 {
				t.Fatalf("who made them all lets %+v count, %v", p, err)
			}
			b.spoil(t, "P7")
			p, err := b.funds.CheckAll(t.Context(), b.second, clock.D(2025, 4, 7))
			if err != nil || p.Ready != 29 || p.Own != 0 || len(p.Refused) != 1 {
				t.Fatalf("%+v, %v", p, err)
			}
			if r := p.Refused[0]; r.GivenName != "P7" || fail.KindOf(r.Why) != fail.Invalid {
				t.Errorf("what cannot be computed any more is told as %+v", r)
			}
			if p, err := b.funds.CheckAll(t.Context(), b.second, clock.D(2025, 4, 7)); err != nil || p.Ready != 0 || len(p.Refused) != 1 {
				t.Errorf("a second press: %+v, %v", p, err)
			}
		})
		t.Run("a first assessment that somebody still works at is none of them", func(t *testing.T) {
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				all, err := b.funds.Assessments(ctx, tx, b.officer, beside)
				if err == nil && (len(all) != 1 || all[0].Status != funds.Draft) {
					t.Errorf("it is %+v", all)
				}
				return err
			})
		})
		t.Run("no other role does it", func(t *testing.T) {
			broker := access.Actor{ID: "b", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}
			_, _, err := b.funds.Reassess(t.Context(), broker, clock.D(2025, 4, 7))
			_, all := b.funds.CheckAll(t.Context(), broker, clock.D(2025, 4, 7))
			if fail.KindOf(err) != fail.Forbidden || fail.KindOf(all) != fail.Forbidden {
				t.Errorf("got %v and %v", err, all)
			}
		})
	})
}

// trail counts the lines of people's trails that somebody left by an act.
func (b *bundle) trail(t *testing.T, who access.Actor, act string) (lines int) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		lines, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit JOIN person ON person.id = audit.person_id
			WHERE actor_id = $1 AND act = $2`, who.ID, act)
		return err
	})
	return lines
}

// assessed records so many people, each with an assessment that counts.
func (b *bundle) assessed(t *testing.T, people int) {
	t.Helper()
	for i := range people {
		b.checked(t, b.person(t, fmt.Sprint("P", i)), income("2024-06-03", "200.00"))
	}
}

func TestAprilStandsInEverybodysTrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		b.assessed(t, 3)
		before := b.trail(t, b.officer, "assess")
		if made, _, err := b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 4, 7)); err != nil || made != 3 {
			t.Fatalf("made %d, %v", made, err)
		}
		if n := b.trail(t, b.officer, "assess") - before; n != 3 {
			t.Errorf("%d people read that an officer assessed them again, of 3", n)
		}
		before = b.trail(t, b.second, "check assessment")
		if p, err := b.funds.CheckAll(t.Context(), b.second, clock.D(2025, 4, 7)); err != nil || p.Ready != 3 {
			t.Fatalf("%+v, %v", p, err)
		}
		if n := b.trail(t, b.second, "check assessment") - before; n != 3 {
			t.Errorf("%d people read that a second officer checked it, of 3", n)
		}
	})
}

func TestTwoWhoPressAprilAtOnceMakeAndCheckEachDraftOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		const people = 250
		b.in(t, func(ctx context.Context, tx *db.Tx) error { return b.lastYear(ctx, tx, people) })
		both := func(f func() (int, error)) (sum int) {
			t.Helper()
			done := make(chan int, 3)
			for range cap(done) {
				go func() {
					n, err := f()
					if err != nil {
						t.Error(err)
					}
					done <- n
				}()
			}
			for range cap(done) {
				sum += <-done
			}
			return sum
		}
		made := both(func() (int, error) {
			n, _, err := b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 4, 7))
			return n, err
		})
		checked := both(func() (int, error) {
			p, err := b.funds.CheckAll(t.Context(), b.second, clock.D(2025, 4, 7))
			return p.Ready, err
		})
		if n := b.trail(t, b.second, "check assessment"); made != people || checked != people || n != people {
			t.Errorf("of %d people %d drafts were made, %d checked, and %d checks stand in trails", people, made, checked, n)
		}
	})
}

// spoil makes a person's draft one that cannot be computed any more.
func (b *bundle) spoil(t *testing.T, given string) {
	t.Helper()
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE assessment SET circumstances = $1 WHERE status = 'draft'
			AND person_id IN (SELECT id FROM person WHERE given_name = $2)`, income("2030-04-08", "200.00"), given)
		if err == nil && n != 1 {
			t.Fatalf("%d drafts of %s", n, given)
		}
		return err
	})
}

func TestNobodyLetsTheirOwnAssessmentCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		as, err := b.funds.Record(t.Context(), b.officer, b.jo, income("2025-06-02", "162.50"))
		if err != nil {
			t.Fatal(err)
		}
		if err := b.funds.Check(t.Context(), b.officer, b.jo, as.ID); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("who made it checked it: %v", err)
		}
		if p := b.price(t, 0, 4800, clock.D(2025, 9, 1)); p.Known {
			t.Errorf("it counts: %+v", p)
		}
		if err := b.funds.Check(t.Context(), b.second, b.jo, as.ID); err != nil {
			t.Error(err)
		}
		if p := b.price(t, 0, 4800, clock.D(2025, 9, 1)); !p.Known {
			t.Error("a colleague checked it and it does not count")
		}
	})
}

// An assessment from before the maker's id was kept knows a name only.
func TestWhoMayCheckAnAssessment(t *testing.T) {
	tomasz := access.Actor{ID: "t", Name: "Tomasz Lis"}
	for _, c := range []struct {
		says     string
		as       funds.Assessment
		mayCheck bool
	}{
		{"who made it may not", funds.Assessment{MadeBy: "Tomasz Lis", MadeByID: "t"}, false},
		{"a namesake may", funds.Assessment{MadeBy: "Tomasz Lis", MadeByID: "other"}, true},
		{"of an old one nobody of that name may", funds.Assessment{MadeBy: "Tomasz Lis"}, false},
		{"of an old one a colleague may", funds.Assessment{MadeBy: "Farida Noor"}, true},
	} {
		if got := c.as.MayBeCheckedBy(tomasz); got != c.mayCheck {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}

// checked records and checks an assessment, and gives it.
func (b *bundle) checked(t *testing.T, personID, circumstances string) funds.Assessment {
	t.Helper()
	as, err := b.funds.Record(t.Context(), b.officer, personID, circumstances)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.funds.Check(t.Context(), b.second, personID, as.ID); err != nil {
		t.Fatal(err)
	}
	return as
}

func TestAprilKnowsBirthdaysAndThePolicyOfTheDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		young := b.born(t, "Ali", clock.D(2000, 6, 1)) // 24 on 3 June 2024, 25 from 1 June 2025
		b.checked(t, young, strings.Replace(income("2024-06-03", "160.00"), `"age":37`, `"age":24`, 1))
		err := b.funds.SetPolicy(t.Context(), b.officer, funds.Policy{Starts: clock.D(2025, 4, 7), Minimum: 125, Standard: 1085, Share: "0.5"})
		if err != nil {
			t.Fatal(err)
		}
		if made, refused, err := b.funds.Reassess(t.Context(), b.officer, clock.D(2025, 6, 2)); err != nil || made != 1 || len(refused) != 0 {
			t.Fatalf("made %d, refused %v, %v", made, refused, err)
		}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			all, err := b.funds.Assessments(ctx, tx, b.officer, young)
			if err != nil {
				return err
			}
			// 160.00 less the 112.50 of somebody of 25, and half of that.
			if all[0].Maximum != 2375 || all[0].Minimum != 125 || all[1].Maximum != 7235 {
				t.Errorf("from %s to %s, minimum %s", all[1].Maximum, all[0].Maximum, all[0].Minimum)
			}
			if !strings.Contains(all[0].Case, `"share_of_disposable":"0.5"`) || !strings.Contains(all[0].Case, `"age":25`) {
				t.Errorf("kept as %s", all[0].Case)
			}
			return nil
		})
	})
}

func TestAWeekBelowTheMinimumChargeIsFree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		b.checked(t, b.jo, strings.Replace(income("2025-06-02", "162.50"), `"person"`, `"policy":{"minimum_charge":"5.00"},"person"`, 1))
		for cost, want := range map[pence.Pence]pence.Pence{0: 0, 499: 0, 500: 500, 4800: 4800, 9600: 5000} {
			if p := b.price(t, 0, cost, clock.D(2025, 9, 1)); p.Weekly != want || !p.Known {
				t.Errorf("a week of %s costs %+v, want %s", cost, p, want)
			}
		}
	})
}

func TestAPolicyIsHeldToItsRules(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		err := b.funds.SetPolicy(t.Context(), b.officer, funds.Policy{Starts: clock.D(2025, 4, 7), Minimum: -1, Standard: 1_000_000,
			Share: "1.2"})
		if e, ok := fail.As(err); !ok || len(e.Fields) != 3 {
			t.Errorf("got %v", err)
		}
		good := funds.Policy{Starts: clock.D(2025, 4, 7), Minimum: 125, Standard: 1085, Share: "1"}
		if err := b.funds.SetPolicy(t.Context(), access.Actor{ID: "b", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}},
			good); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("got %v", err)
		}
		if err := b.funds.SetPolicy(t.Context(), b.officer, good); err != nil {
			t.Fatal(err)
		}
		good.Minimum = 150
		if err := b.funds.SetPolicy(t.Context(), b.officer, good); err != nil {
			t.Fatal(err)
		}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			early, err := b.funds.PolicyOn(ctx, tx, clock.D(2025, 4, 6))
			if err != nil {
				return err
			}
			late, err := b.funds.PolicyOn(ctx, tx, clock.D(2025, 4, 7))
			if early.ID != "" || late.Minimum != 150 {
				t.Errorf("before %+v, from its day %+v", early, late)
			}
			return err
		})
	})
}

// lastYear records so many people whose assessment of the year before counts.
func (b *bundle) lastYear(ctx context.Context, tx *db.Tx, n int) error {
	for i := range n {
		id := fmt.Sprintf("p%05d", i)
		if _, err := b.people.Add(ctx, tx, access.System, people.Person{ID: id, GivenName: "P", FamilyName: "Q",
			Born: clock.D(1980, 1, 1)}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx,
			`INSERT INTO assessment (id, person_id, starts, status, circumstances, maximum, full_cost, made_by, checked_by, made)
			VALUES ($1, $1, $2, 'checked', $3, 0, $4, '', '', $5)`, id, clock.D(2024, 6, 3), income("2024-06-03", "200.00"), false,
			tx.Now); err != nil {
			return err
		}
	}
	return nil
}

// One April change for 10,000 people, storage included.
func BenchmarkApril10000(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { april10000(b, dbtest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { april10000(b, dbtest.Postgres(b)) })
}

func april10000(b *testing.B, d *db.DB) {
	x := newBundle(b, d)
	x.in(b, func(ctx context.Context, tx *db.Tx) error { return x.lastYear(ctx, tx, 10000) })
	for b.Loop() {
		made, _, err := x.funds.Reassess(b.Context(), x.officer, clock.D(2025, 4, 7))
		if err != nil || made != 10000 {
			b.Fatal(made, err)
		}
		b.StopTimer() // the drafts go, so that the next round makes them again
		x.in(b, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM assessment WHERE status = 'draft'`)
			return err
		})
		b.StartTimer()
	}
}
