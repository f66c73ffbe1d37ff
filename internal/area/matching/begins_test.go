package matching

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// tuesdays is bowling on eight Tuesdays from 1 December on, of which some are full.
func tuesdays(full ...int) directory.Offered {
	o, _ := fitting()
	one := o.Sessions[0]
	o.Sessions = nil
	for i := range 8 {
		ses := one
		ses.Date = one.Date.AddDays(7 * i)
		if slices.Contains(full, i) {
			ses.Taken = ses.Places
		}
		o.Sessions = append(o.Sessions, ses)
	}
	return o
}

// A session that is full moves the first day of the series behind it, as long as that
// is early enough; the reason names the first day, and the exclusion that day and the limit.
func TestASeriesBeginsOnTheFirstDayFromWhichItFits(t *testing.T) {
	on := func(n int) clock.Date { return clock.D(2026, 12, 1).AddDays(7 * n) }
	for _, k := range []struct {
		name   string
		full   []int
		latest clock.Date
		begins clock.Date
		out    []Exclusion
	}{
		{"nothing is full", nil, clock.Date{}, clock.Date{}, nil},
		{"the first is full", []int{0}, clock.D(2026, 12, 13), on(1), nil},
		{"two are full", []int{0, 1}, clock.D(2026, 12, 20), on(2), nil},
		{"one in between is full", []int{1}, clock.D(2026, 12, 20), on(2), nil},
		{"it is a day too late", []int{0, 1}, clock.D(2026, 12, 14), clock.Date{}, []Exclusion{{Rule: RulePlaces, Value: 2, Limit: 8,
			Days: []clock.Date{on(0), on(1)}, On: on(2), By: clock.D(2026, 12, 14)}}},
		{"the last is full", []int{7}, clock.D(2027, 2, 1), clock.Date{}, []Exclusion{{Rule: RulePlaces, Value: 1, Limit: 8,
			Days: []clock.Date{on(7)}, By: clock.D(2027, 2, 1)}}},
	} {
		t.Run(k.name, func(t *testing.T) {
			w := somebody()
			w.Latest = k.latest
			_, rates := fitting()
			c := NewCandidate(w, tuesdays(k.full...), rates, monday)
			if got := c.Begins(w); got != k.begins {
				t.Errorf("it begins on %s", got)
			}
			if got := WhyNot(w, c); !slices.EqualFunc(got, k.out, Exclusion.Equal) {
				t.Errorf("got %+v", got)
			}
			told := slices.DeleteFunc(ReasonsOf(w, Week{c}), func(r Reason) bool { return r.Rule != NotYet })
			if (len(told) == 1) == k.begins.IsZero() {
				t.Fatalf("it tells %+v", told)
			}
			if len(told) == 1 {
				if day, ok := told[0].Day(); !ok || day != k.begins || told[0].Good || told[0].Own != "Bowling" {
					t.Errorf("it tells %+v", told)
				}
			}
		})
	}
}

func TestSupportThatIsShortForAWhileMovesTheFirstDay(t *testing.T) {
	w := somebody()
	w.Latest = clock.D(2026, 12, 13)
	o := tuesdays()
	o.Sessions[0].SupportTaken = 41
	_, rates := fitting()
	if c := NewCandidate(w, o, rates, monday); c.Begins(w) != clock.D(2026, 12, 8) || len(WhyNot(w, c)) > 0 {
		t.Errorf("it begins on %s, and is out by %+v", c.Begins(w), WhyNot(w, c))
	}
	o.Sessions[1].SupportTaken = 41
	out := WhyNot(w, NewCandidate(w, o, rates, monday))
	if len(out) != 1 || !out[0].Equal(Exclusion{Rule: RuleSupport, Value: 19, Limit: 20, On: clock.D(2026, 12, 15), By: w.Latest}) {
		t.Errorf("got %+v", out)
	}
}

func TestHowLateAPlaceMayBegin(t *testing.T) {
	for _, k := range []struct {
		name     string
		by, want clock.Date
	}{
		{"the plan says no day", clock.Date{}, clock.D(2026, 12, 27)},
		{"the plan's day is over", clock.D(2026, 11, 29), clock.D(2026, 12, 27)},
		{"in the first week", clock.D(2026, 11, 30), clock.D(2026, 12, 6)},
		{"by the end of the week of its day", clock.D(2026, 12, 9), clock.D(2026, 12, 13)},
		{"never later than half of what is looked at", clock.D(2027, 1, 31), clock.D(2026, 12, 27)},
	} {
		if got := LatestStart(monday, k.by); got != k.want {
			t.Errorf("%s: %s", k.name, got)
		}
	}
}

// A week that was shown speaks of its outcome also when the words of that are corrected
// since; one from before the ids were kept speaks of the words.
func TestReasonsFindTheirOutcomeWhateverItsWordsAre(t *testing.T) {
	told := Reasons{{Rule: ForOutcome, Own: "Make freinds", Aim: "a"}, {Rule: ForOutcome, Own: "Cook"}}
	if got := told.Outcome(Aim{ID: "a", Words: "Make friends"}); got.Rule != ForOutcome {
		t.Errorf("got %+v", got)
	}
	if got := told.Outcome(Aim{ID: "b", Words: "Cook"}); got.Rule != ForOutcome {
		t.Errorf("got %+v", got)
	}
	if told.HelpsWith(Aim{ID: "c", Words: "Make freinds"}) {
		t.Error("another outcome with the words of before is helped")
	}
}
