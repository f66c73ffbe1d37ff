package framework_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

var commissioner = access.Actor{ID: "c", Name: "Ros", Kind: access.Worker, Roles: []access.Role{access.RoleCommissioner}}

// committing says what is committed, as the area above would.
func committing(c framework.Committed) func(context.Context, *db.Tx, directory.Activity, int, clock.Date, clock.Date) (
	framework.Committed, error) {
	return func(context.Context, *db.Tx, directory.Activity, int, clock.Date, clock.Date) (framework.Committed, error) {
		return c, nil
	}
}

func (o *office) contract(t *testing.T) (c framework.Contract) {
	t.Helper()
	if err := o.d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = o.framework.ContractOf(ctx, tx, commissioner, o.activities[0])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (o *office) change(t *testing.T, a access.Actor, r framework.Rate, opened int) error {
	t.Helper()
	return o.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return o.framework.ChangeRate(ctx, tx, a, r, opened)
	})
}

func wrong(err error) string {
	e, refused := fail.As(err)
	if !refused {
		return ""
	}
	var all []string
	for _, f := range e.Fields {
		all = append(all, f.Name+" "+strings.TrimPrefix(f.Key, "framework.refused."))
	}
	return strings.Join(all, ", ")
}

func TestARateThatTakesAnothersPlace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		o.framework.Committed = committing(framework.Committed{})
		farm := o.activities[0]
		if err := o.set(broker, framework.Rate{ActivityID: farm, Ratio: 3, Price: 3000, Benchmark: 3200,
			Starts: clock.D(2026, 4, 1)}); err != nil {
			t.Fatal(err)
		}
		april := clock.D(2027, 4, 1)
		for _, c := range []struct {
			says string
			r    framework.Rate
			want string
		}{
			{"yesterday", framework.Rate{Ratio: 3, Price: 3100, Starts: clock.D(2026, 11, 23)}, "starts starts"},
			{"no day at all", framework.Rate{Ratio: 3, Price: 3100}, "starts starts"},
			{"a ratio that there is not", framework.Rate{Ratio: 5, Price: 3100, Starts: april}, "ratio ratio"},
			{"no price", framework.Rate{Ratio: 3, Price: -1, Starts: april}, "price price"},
			{"a thousand pounds and a penny", framework.Rate{Ratio: 3, Price: 1_000_01, Starts: april}, "price most"},
			{"what is agreed already", framework.Rate{Ratio: 3, Price: 3000, Benchmark: 3200, Starts: april}, "price same"},
			{"above the benchmark without a reason", framework.Rate{Ratio: 3, Price: 3300, Benchmark: 3200, Starts: april}, "reason reason"},
			{"everything at once", framework.Rate{Ratio: 5, Price: -1, Starts: clock.D(2020, 1, 1)}, "price price, ratio ratio, starts starts"},
		} {
			c.r.ActivityID = farm
			if got := wrong(o.change(t, commissioner, c.r, o.contract(t).Turn)); got != c.want {
				t.Errorf("%s: got %q, want %q", c.says, got, c.want)
			}
		}
		opened := o.contract(t).Turn
		r := framework.Rate{ActivityID: farm, Ratio: 3, Price: 3150, Benchmark: 3200, Starts: april}
		if err := o.change(t, commissioner, r, opened); err != nil {
			t.Fatal(err)
		}
		t.Run("the old one holds until the day before, and the history has both with who set them", func(t *testing.T) {
			c := o.contract(t)
			before, _ := c.On(3, april.AddDays(-1))
			then, _ := c.On(3, april)
			next, found := c.After(3, clock.D(2026, 11, 24))
			if before.Price != 3000 || then.Price != 3150 || !found || next.ID != then.ID || len(c.Rates) != 2 {
				t.Errorf("%+v", c.Rates)
			}
			if then.SetBy != "Ros" || then.SetOn.V != clock.D(2026, 11, 24) || before.SetBy != "Amara" {
				t.Errorf("set by %q and %q", before.SetBy, then.SetBy)
			}
			if got := o.prices(t, farm, april); got[3] != 3150 {
				t.Errorf("in April %v", got)
			}
		})
		t.Run("a page that was opened before is refused", func(t *testing.T) {
			r.Price = 3190
			if err := o.change(t, commissioner, r, opened); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
			if err := o.change(t, commissioner, r, -1); fail.KindOf(err) != fail.Conflict {
				t.Errorf("one that names no turn: %v", err)
			}
			if got := o.prices(t, farm, april); got[3] != 3150 {
				t.Errorf("it was set: %v", got)
			}
		})
		t.Run("only a commissioner does it", func(t *testing.T) {
			for _, role := range access.AllRoles() {
				err := o.change(t, access.Actor{ID: "a", Name: "A", Kind: access.Worker, Roles: []access.Role{role}}, r, opened)
				if role != access.RoleCommissioner && fail.KindOf(err) != fail.Forbidden {
					t.Errorf("%s: %v", role, err)
				}
			}
		})
	})
}

func TestWhatANewRateWouldChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		if err := o.set(broker, framework.Rate{ActivityID: o.activities[0], Ratio: 3, Price: 3000, Starts: clock.D(2026, 4, 1)}); err != nil {
			t.Fatal(err)
		}
		o.framework.Committed = committing(framework.Committed{Sessions: 10, People: 4, Cost: 29500}) // one was agreed before the last rise
		for _, c := range []struct {
			says   string
			price  pence.Pence
			starts clock.Date
			more   pence.Pence
			last   clock.Date
		}{
			{"a rise in the winter, to the end of March", 3100, clock.D(2026, 12, 1), 1500, clock.D(2027, 3, 31)},
			{"on the last day of the year", 3100, clock.D(2027, 3, 31), 1500, clock.D(2027, 3, 31)},
			{"on the first of April, to the end of the next March", 3100, clock.D(2027, 4, 1), 1500, clock.D(2028, 3, 31)},
			{"a fall", 2900, clock.D(2026, 12, 1), -500, clock.D(2027, 3, 31)},
			{"a free place", 0, clock.D(2026, 12, 1), -29500, clock.D(2027, 3, 31)},
		} {
			var i framework.Impact
			err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
				i, err = o.framework.Weigh(ctx, tx, commissioner, framework.Rate{ActivityID: o.activities[0], Ratio: 3, Price: c.price,
					Starts: c.starts})
				return err
			})
			if err != nil || i.More() != c.more || i.Last != c.last || i.Old.Price != 3000 {
				t.Errorf("%s: %+v, %v", c.says, i, err)
			}
		}
	})
}

func TestOfSeveralCommissionersWhoSetARateAtOnceOneDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		o.framework.Committed = committing(framework.Committed{})
		for _, says := range []string{"the first rate of all", "one more"} {
			opened := o.contract(t).Turn
			const rivals = 6
			got := make(chan error, rivals)
			for i := range rivals {
				r := framework.Rate{ActivityID: o.activities[0], Ratio: 2, Price: pence.Pence(1000 + 100*opened + i), Starts: clock.D(2027, 4, 1)}
				go func() { got <- o.change(t, commissioner, r, opened) }()
			}
			kept := 0
			for range rivals {
				err := <-got
				if err == nil {
					kept++
				} else if fail.KindOf(err) != fail.Conflict {
					t.Errorf("%s: %v", says, err)
				}
			}
			if c := o.contract(t); kept != 1 || len(c.Rates) != opened+1 {
				t.Errorf("%s: %d were kept, there are %d rates", says, kept, len(c.Rates))
			}
		}
	})
}
