package steer

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

func TestAFinancialYearRunsFromApril(t *testing.T) {
	for day, from := range map[clock.Date]int{clock.D(2026, 4, 1): 2026, clock.D(2026, 3, 31): 2025, clock.D(2026, 12, 31): 2026,
		clock.D(2027, 1, 1): 2026} {
		if y := YearOf(day); y.From != clock.D(from, 4, 1) || y.To != clock.D(from+1, 3, 31) {
			t.Errorf("%s lies in %s to %s", day, y.From, y.To)
		}
	}
	months := YearOf(clock.D(2027, 6, 1)).Months()
	if len(months) != 12 || months[10] != (Span{clock.D(2028, 2, 1), clock.D(2028, 2, 29)}) || months[11].To != clock.D(2028, 3, 31) {
		t.Errorf("the months are %v", months)
	}
}

// Every session ahead belongs to the month of its day, so that months add up to the year.
func TestTheSessionsAheadCountOnceEach(t *testing.T) {
	today := clock.D(2026, 11, 25)
	y := YearOf(today)
	for _, c := range []struct {
		says     string
		from, to clock.Date
		want     int
	}{
		{"a whole year: the Wednesdays from 2 December to 31 March", y.From, y.To, 18},
		{"one that ended", clock.D(2026, 4, 1), clock.D(2026, 12, 1), 0},
		{"one that ends on its day", clock.D(2026, 4, 1), clock.D(2026, 12, 2), 1},
		{"one that starts on a Sunday", clock.D(2026, 12, 6), clock.D(2026, 12, 13), 2},
		{"one after the year", clock.D(2027, 4, 1), clock.D(2027, 9, 1), 0},
	} {
		sum := 0
		for _, m := range y.Months() {
			sum += timesIn(m, today, c.from, c.to)
		}
		if sum != c.want || timesIn(y.Whole(), today, c.from, c.to) != c.want {
			t.Errorf("%s: months have %d, the year %d, want %d", c.says, sum, timesIn(y.Whole(), today, c.from, c.to), c.want)
		}
	}
}

// The week from 28 December ends in January: what falls on its Thursday is of December, and what
// falls on its Friday is of January.
func TestAWeekAcrossTheEndOfAMonthCountsInBoth(t *testing.T) {
	today := clock.D(2026, 11, 25)
	const thursdayAndFriday = 1<<3 | 1<<4
	place := counted{PlacementID: "p", OrganisationID: "o", Tier: 2, InHouse: 1, Going: 1, Week: 5001, Days: thursdayAndFriday,
		StartsOn: clock.D(2026, 12, 28), EndsOn: clock.D(2027, 1, 3)}
	var changes []DayMoney
	for k, n := range shares([]counted{place}) {
		if k.What == sumAhead {
			changes = append(changes, DayMoney{1, k.Day, pence.Pence(n)})
		}
	}
	months := byMonth(YearOf(today), today, nil, nil, weekly(changes))
	if months[8].Expected != (Money{2501, 0}) || months[9].Expected != (Money{2500, 0}) || months[10].Expected != (Money{}) {
		t.Errorf("expected: %+v", months[8:11])
	}
	listed := Place{Week: 5001, From: place.StartsOn, To: place.EndsOn, Rule: "FREQ=WEEKLY;BYDAY=TH,FR", Begins: clock.D(2026, 1, 1)}
	if d, j := listed.expected(months[8].Span, today), listed.expected(months[9].Span, today); d != 2501 || j != 2500 {
		t.Errorf("the list has %d in December and %d in January", d, j)
	}
}

// A council that began in October has half a year's budget for half a year's spending.
func TestWhatIsKnownStandsAgainstItsPartOfTheBudget(t *testing.T) {
	y := YearOf(clock.D(2026, 11, 25))
	for from, want := range map[clock.Date]pence.Pence{y.From: 36500, clock.D(2026, 10, 1): 18200, clock.D(2027, 3, 31): 100} {
		if got := y.knownPart(36500, from); got != want {
			t.Errorf("from %s it is %s, want %s", from, got.Format(), want.Format())
		}
	}
}

func TestMoneyIsLaidIntoItsMonth(t *testing.T) {
	today := clock.D(2026, 11, 25)
	months := byMonth(YearOf(today), today, []DayMoney{{1, clock.D(2026, 4, 1), 100}, {0, clock.D(2026, 4, 30), 50},
		{1, clock.D(2026, 5, 1), 7}},
		[]DayMoney{{0, clock.D(2026, 11, 27), 30}}, []Weekly{{1, clock.D(2026, 3, 30), clock.D(2026, 12, 13), 1000}})
	if months[0].Spent != (Money{100, 50}) || months[1].Spent != (Money{7, 0}) {
		t.Errorf("spent: %+v", months[:2])
	}
	if months[7].Expected != (Money{1000, 30}) || months[8].Expected != (Money{1000, 0}) || months[9].Expected != (Money{}) {
		t.Errorf("expected: %+v", months[7:10])
	}
}

func TestABudgetIsHeldToItsRules(t *testing.T) {
	for _, c := range []struct {
		says string
		b    Budget
		want []string
	}{
		{"a whole one passes", Budget{InHouse: 370000000, External: 190000000, Reason: "Council, 24 February"}, nil},
		{"one kind may have nothing", Budget{External: 1, Reason: "Council, 24 February"}, nil},
		{"both may not", Budget{Reason: "Council, 24 February"}, []string{"in_house"}},
		{"none is below nothing", Budget{InHouse: -1, External: -1, Reason: "Council, 24 February"}, []string{"external", "in_house"}},
		{"ten billion is a slip", Budget{InHouse: mostBudget + 1, Reason: "Council, 24 February"}, []string{"in_house"}},
		{"it says where it was decided", Budget{InHouse: 1, Reason: "council"}, []string{"reason"}},
	} {
		var got []string
		if e, ok := fail.As(c.b.Check()); ok {
			for _, f := range e.Fields {
				got = append(got, f.Name)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}

func TestSmallGroupsAreHiddenAndCannotBeWorkedOut(t *testing.T) {
	for _, c := range []struct {
		says      string
		people    []int
		exclusive bool
		want      []bool
	}{
		{"five are shown", []int{5, 6, 7}, true, []bool{false, false, false}},
		{"four are hidden, and the next smallest with them", []int{4, 9, 7}, true, []bool{true, false, true}},
		{"two hidden ones hide each other", []int{4, 3, 7}, true, []bool{true, true, false}},
		{"where groups overlap nothing can be worked out", []int{4, 9, 7}, false, []bool{true, false, false}},
		{"nobody exposes nobody", []int{0, 9, 7}, true, []bool{false, false, false}},
		{"alone", []int{3}, true, []bool{true}},
	} {
		var list []Reach
		for _, n := range c.people {
			list = append(list, Reach{People: n})
		}
		suppress(list, c.exclusive)
		for i := range list {
			if list[i].Suppressed != c.want[i] {
				t.Errorf("%s: group %d is hidden %v", c.says, i, list[i].Suppressed)
			}
		}
	}
}

func TestTheScaleOfThePictureHoldsTheLargestAmount(t *testing.T) {
	for _, most := range []pence.Pence{0, 1, 4999, 30000, 46_700_000, 50_000_000, 50_000_001, 9_000_000_000, 90_000_000_000} {
		s := scaleFor(most)
		if s.top < most || s.top <= 0 || s.step <= 0 || s.top/s.step > 6 {
			t.Errorf("%s stands on %+v", most.Format(), s)
		}
		if s.y(0) != chartFoot || s.y(s.top) != chartTop {
			t.Errorf("%+v runs from %d to %d", s, s.y(0), s.y(s.top))
		}
	}
}

func TestAFileHoldsValuesAndNoFormula(t *testing.T) {
	var b bytes.Buffer
	table := Table{Head: []Cell{{Text: "Provider"}, {Text: "Spent"}},
		Rows: [][]Cell{{{Text: "=cmd|' /C calc'!A0", Own: true}, {Text: "-£5", Raw: "-5.00", Num: true}},
			{{Text: `Oak "Farm", Crewe`}, {Text: "£1,000", Raw: "1000.00", Num: true}}},
		Foot: []Cell{{Text: "All"}, {Text: "£995", Raw: "995.00", Num: true}}}
	if err := table.CSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "Provider,Spent\n'=cmd|' /C calc'!A0,-5.00\n\"Oak \"\"Farm\"\", Crewe\",1000.00\nAll,995.00\n"
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
	if strings.Contains(b.String(), "£") {
		t.Error("a file holds words instead of values")
	}
}

func TestAFileThatWouldLackRowsIsRefused(t *testing.T) {
	if err := wholeFile(nil, listView{count: fileRows + 1}, Table{}); fail.KindOf(err) != fail.Invalid {
		t.Errorf("got %v", err)
	}
}

func TestThePageOfSpendSaysFromWhenRegistersAreKnown(t *testing.T) {
	today := clock.D(2026, 11, 24)
	y := YearOf(today)
	onDays := func(days ...clock.Date) []Month {
		var spent []DayMoney
		for _, d := range days {
			spent = append(spent, DayMoney{Day: d, Amount: 100})
		}
		return byMonth(y, today, spent, nil, nil)
	}
	for name, c := range map[string]struct {
		months []Month
		want   clock.Date
		says   bool
	}{
		"none at all":           {onDays(), clock.Date{}, false},
		"from the first month":  {onDays(clock.D(2026, 4, 30), clock.D(2026, 9, 1)), clock.D(2026, 4, 1), false},
		"from within the year":  {onDays(clock.D(2026, 9, 28), clock.D(2026, 11, 2)), clock.D(2026, 9, 1), true},
		"from the second month": {onDays(clock.D(2026, 5, 1)), clock.D(2026, 5, 1), true},
	} {
		if m, says := spentFrom(c.months); says != c.says || m.From != c.want {
			t.Errorf("%s: says %v, from %s", name, says, m.From)
		}
	}
}

// A phone shows ten providers at a time; each is on one page, and the files have all of them.
func TestProvidersAreReadAPageAtATime(t *testing.T) {
	var all, read []Reach
	for i := range 24 {
		all = append(all, Reach{Key: string(rune('a' + i)), People: 9})
	}
	for page, want := range []int{10, 10, 4, 0} {
		on := orgsOn(all, page+1)
		if read = append(read, on...); len(on) != want {
			t.Errorf("page %d has %d providers, want %d", page+1, len(on), want)
		}
	}
	if !slices.Equal(read, all) {
		t.Errorf("the pages have %v", read)
	}
}

// The page of spend shows the ten that cost most with the sum of all, and folds the others away.
func TestATablePartedLosesNoRow(t *testing.T) {
	for rows, want := range map[int][2]int{0: {0, 0}, 1: {1, 0}, 10: {10, 0}, 11: {10, 1}, 33: {10, 23}} {
		whole := Table{Head: []Cell{own("Provider")}, Foot: []Cell{own("All")}}
		for i := range rows {
			whole.Rows = append(whole.Rows, []Cell{number(i)})
		}
		first, others := whole.parted(10)
		if got := [2]int{len(first.Rows), len(others.Rows)}; got != want {
			t.Errorf("%d rows are parted %v, want %v", rows, got, want)
		}
		for i, row := range append(slices.Clone(first.Rows), others.Rows...) {
			if row[0] != number(i) {
				t.Errorf("row %d of %d is %v", i, rows, row)
			}
		}
		if len(first.Foot) != 1 || len(others.Foot) != 0 || len(others.Head) != 1 {
			t.Errorf("%d rows: the sum stands %d and %d times, the head of the others has %d", rows, len(first.Foot), len(others.Foot), len(others.Head))
		}
	}
}
