package framework_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func TestARateIsHeldToItsRules(t *testing.T) {
	for _, c := range []struct {
		says string
		r    framework.Rate
		want string
	}{
		{"a price at its benchmark needs no reason", framework.Rate{Price: 4000, Benchmark: 4000}, ""},
		{"a price below it neither", framework.Rate{Price: 3000, Benchmark: 4000}, ""},
		{"a penny above needs one", framework.Rate{Price: 4001, Benchmark: 4000}, "reason"},
		{"nine letters are not a reason", framework.Rate{Price: 4001, Benchmark: 4000, Reason: "ninechars"}, "reason"},
		{"letters are counted, not bytes", framework.Rate{Price: 4001, Benchmark: 4000, Reason: "ŵŵŵŵŵ"}, "reason"},
		{"ten letters are", framework.Rate{Price: 4001, Benchmark: 4000, Reason: "ten chars!"}, ""},
		{"where there is no benchmark nothing is above it", framework.Rate{Price: 4001}, ""},
		{"a place may be free", framework.Rate{}, ""},
		{"no price is below nothing", framework.Rate{Price: -1}, "price"},
		{"no benchmark either", framework.Rate{Benchmark: -1}, "price"},
	} {
		t.Run(c.says, func(t *testing.T) {
			var got []string
			if e, ok := fail.As(c.r.Check()); ok {
				for _, f := range e.Fields {
					got = append(got, f.Name)
				}
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// The defaults are the table of the project's domain notes, 5.4.
func TestWhatACodeComesToByDefault(t *testing.T) {
	terms := framework.DefaultTerms()
	for _, c := range []struct {
		code       framework.Code
		owed       pence.Pence // of £40, on the first day away
		late       pence.Pence // of £40, four weeks later
		chargeable bool
		delivered  framework.Delivered
		active     bool
	}{
		{framework.Attended, 4000, 4000, true, framework.WholeDelivered, true},
		{framework.PartAttended, 4000, 4000, true, framework.MinutesDelivered, true},
		{framework.AbsentShort, 4000, 4000, true, framework.NothingDelivered, true},
		{framework.NoShow, 4000, 4000, true, framework.NothingDelivered, true},
		{framework.AbsentInTime, 0, 0, false, framework.NothingDelivered, true},
		{framework.ProviderCancelled, 0, 0, false, framework.NothingDelivered, true},
		{framework.Closed, 0, 0, false, framework.NothingDelivered, true},
		{framework.Hospital, 4000, 0, false, framework.NothingDelivered, true},
		{framework.Holiday, 4000, 0, false, framework.NothingDelivered, true},
		{framework.TransportFailure, 0, 0, false, framework.NothingDelivered, true},
		{framework.Suspended, 0, 0, false, framework.NothingDelivered, false},
		{framework.Excluded, 0, 0, false, framework.NothingDelivered, false},
	} {
		t.Run(string(c.code), func(t *testing.T) {
			m, ok := terms.Codes[c.code]
			if !ok {
				t.Fatal("the terms do not know it")
			}
			if got := m.Owed(4000, 0); got != c.owed {
				t.Errorf("%s are owed, want %s", got, c.owed)
			}
			if got := m.Owed(4000, 28); got != c.late {
				t.Errorf("after four weeks %s are owed, want %s", got, c.late)
			}
			if m.Chargeable != c.chargeable || m.Delivered != c.delivered || m.Active != c.active {
				t.Errorf("it means %+v", m)
			}
		})
	}
	if len(terms.Codes) != 12 || len(framework.Codes()) != 12 || terms.Notice.Hours() != 48 {
		t.Errorf("%d codes, %d offered, notice of %s", len(terms.Codes), len(framework.Codes()), terms.Notice)
	}
	for _, code := range framework.Codes() {
		if _, ok := terms.Codes[code]; !ok {
			t.Errorf("a register offers %s, which means nothing", code)
		}
	}
}

func TestHospitalIsPaidForFourWholeWeeksAndNoDayLonger(t *testing.T) {
	m := framework.DefaultTerms().Codes[framework.Hospital]
	if m.Owed(4000, 27) != 4000 || m.Owed(4000, 28) != 0 {
		t.Errorf("on day 28 %s, on day 29 %s", m.Owed(4000, 27), m.Owed(4000, 28))
	}
}

func TestNothingOwedIsEverAboveThePrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := framework.Meaning{Payable: rapid.Int64Range(0, 100).Draw(t, "payable"), WeeksPaid: rapid.IntRange(0, 8).Draw(t, "weeks")}
		price := pence.Pence(rapid.Int64Range(0, 100_000).Draw(t, "price"))
		if got := m.Owed(price, rapid.IntRange(0, 100).Draw(t, "away")); got < 0 || got > price {
			t.Errorf("%+v owes %s of %s", m, got, price)
		}
	})
}

// office has two activities to agree rates for.
type office struct {
	d          *db.DB
	framework  *framework.Service
	activities []string
}

func newOffice(d *db.DB) (*office, error) {
	a := access.New(access.Deps{DB: d})
	dir := directory.New(directory.Deps{DB: d, Access: a})
	o := &office{d: d, framework: framework.New(framework.Deps{DB: d, Access: a, Directory: dir})}
	return o, d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		org, err := dir.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: "Oak Farm", Kind: "independent"})
		if err != nil {
			return err
		}
		o.activities = nil
		for _, title := range []string{"Farming", "Pottery"} {
			act, err := dir.Publish(ctx, tx, access.System, directory.Activity{OrganisationID: org.ID, Title: title, Kind: "work"})
			if err != nil {
				return err
			}
			o.activities = append(o.activities, act.ID)
		}
		return nil
	})
}

func (o *office) set(a access.Actor, r framework.Rate) error {
	return o.d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		_, err := o.framework.SetRate(ctx, tx, a, r)
		return err
	})
}

// prices lists what is agreed for an activity on a day, by ratio.
func (o *office) prices(t *testing.T, activity string, on clock.Date) map[int]pence.Pence {
	t.Helper()
	prices := map[int]pence.Pence{}
	err := o.d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		by, err := o.framework.RatesOn(ctx, tx, on)
		clear(prices)
		for _, r := range by[activity] {
			if _, twice := prices[r.Ratio]; twice {
				t.Errorf("two rates for 1:%d", r.Ratio)
			}
			prices[r.Ratio] = r.Price
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return prices
}

var broker = access.Actor{ID: "b", Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}}

func TestTheNewestRateInForceHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		farm, pottery := o.activities[0], o.activities[1]
		for _, r := range []framework.Rate{
			{ActivityID: farm, Ratio: 3, Price: 3000, Starts: clock.D(2026, 4, 1)},
			{ActivityID: farm, Ratio: 3, Price: 3300, Starts: clock.D(2027, 4, 1)},
			{ActivityID: farm, Ratio: 1, Price: 6000, Starts: clock.D(2026, 4, 1)},
			{ActivityID: farm, Ratio: 1, Price: 6100, Starts: clock.D(2026, 4, 1)}, // put right the same day
			{ActivityID: pottery, Ratio: 3, Price: 2500},                           // from today, 24 November 2026
		} {
			if err := o.set(broker, r); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			says     string
			activity string
			on       clock.Date
			want     map[int]pence.Pence
		}{
			{"before any", farm, clock.D(2026, 3, 31), map[int]pence.Pence{}},
			{"from the first day on", farm, clock.D(2026, 4, 1), map[int]pence.Pence{3: 3000, 1: 6100}},
			{"the day before the rise", farm, clock.D(2027, 3, 31), map[int]pence.Pence{3: 3000, 1: 6100}},
			{"the day of the rise", farm, clock.D(2027, 4, 1), map[int]pence.Pence{3: 3300, 1: 6100}},
			{"the day before today", pottery, clock.D(2026, 11, 23), map[int]pence.Pence{}},
			{"today", pottery, clock.D(2026, 11, 24), map[int]pence.Pence{3: 2500}},
		} {
			got := o.prices(t, c.activity, c.on)
			if len(got) != len(c.want) {
				t.Errorf("%s: %v, want %v", c.says, got, c.want)
			}
			for ratio, price := range c.want {
				if got[ratio] != price {
					t.Errorf("%s: 1:%d is %s, want %s", c.says, ratio, got[ratio], price)
				}
			}
		}
	})
}

func TestOnlyBrokersAndCommissionersAgreeRates(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		allowed := []access.Role{access.RoleBroker, access.RoleCommissioner}
		for _, role := range access.AllRoles() {
			err := o.set(access.Actor{ID: "a", Name: "A", Kind: access.Worker, Roles: []access.Role{role}},
				framework.Rate{ActivityID: o.activities[0], Ratio: 2, Price: 100})
			if may := slices.Contains(allowed, role); may && err != nil || !may && fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", role, err)
			}
		}
	})
}

func TestAPriceAboveItsBenchmarkIsNotKeptWithoutAReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o, err := newOffice(d)
		if err != nil {
			t.Fatal(err)
		}
		r := framework.Rate{ActivityID: o.activities[0], Ratio: 3, Price: 5000, Benchmark: 4000, Starts: clock.D(2026, 4, 1)}
		if err := o.set(broker, r); fail.KindOf(err) != fail.Invalid {
			t.Errorf("got %v", err)
		}
		if got := o.prices(t, r.ActivityID, clock.D(2026, 12, 1)); len(got) != 0 {
			t.Errorf("it was kept: %v", got)
		}
		r.Reason = "The only hoist in the town."
		if err := o.set(broker, r); err != nil {
			t.Error(err)
		}
		if got := o.prices(t, r.ActivityID, clock.D(2026, 12, 1)); got[3] != 5000 {
			t.Errorf("with a reason: %v", got)
		}
	})
}
