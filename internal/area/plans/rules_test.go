package plans_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// faults lists the fields and keys of a refusal: "reason plans.refused.reason".
func faults(err error) []string {
	e, ok := fail.As(err)
	if !ok {
		return nil
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+" "+strings.TrimPrefix(f.Key, "plans.refused."))
	}
	if len(list) == 0 {
		list = []string{e.Key}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestATierIsRecommendedByTheFirstRuleThatSpeaks(t *testing.T) {
	for _, c := range []struct {
		says string
		of   plans.Facts
		tier int
		rule string
	}{
		{"a hoist needs specialist support, whatever else", plans.Facts{Ratio: 8, Hoist: true, AtEntry: true, WantsWork: true},
			plans.Specialist, "hoist"},
		{"one to one is specialist", plans.Facts{Ratio: 1, AtEntry: true}, plans.Specialist, "ratio_high"},
		{"one to two is specialist", plans.Facts{Ratio: 2}, plans.Specialist, "ratio_high"},
		{"who is new with low needs begins with enablement", plans.Facts{Ratio: 6, AtEntry: true}, plans.Enablement, "entry"},
		{"no support at all is a low need", plans.Facts{AtEntry: true}, plans.Enablement, "entry"},
		{"who wants to work and has low needs has enablement, also later", plans.Facts{Ratio: 8, WantsWork: true}, plans.Enablement, "work"},
		{"who wants to work and needs more does not", plans.Facts{Ratio: 4, WantsWork: true}, plans.Personalised, "otherwise"},
		{"who is new and needs more does not", plans.Facts{Ratio: 3, AtEntry: true}, plans.Personalised, "otherwise"},
		{"low needs, neither new nor after work", plans.Facts{Ratio: 6}, plans.Personalised, "otherwise"},
	} {
		t.Run(c.says, func(t *testing.T) {
			tier, because := plans.Recommend(c.of)
			if tier != c.tier || len(because) != 1 || because[0].Rule != c.rule || because[0].Tier != tier {
				t.Errorf("got tier %d because of %+v", tier, because)
			}
		})
	}
}

var today = clock.D(2026, 11, 24)

func decision() plans.Decision {
	return plans.Decision{Tier: 2, Weekly: 16400, MinUnits: 2, MaxUnits: 4, StartBy: today}
}

func TestADecisionIsHeldToItsRules(t *testing.T) {
	for _, c := range []struct {
		says   string
		change func(*plans.Decision)
		want   string
	}{
		{"the recommended tier needs no reason", func(*plans.Decision) {}, ""},
		{"another tier needs one", func(d *plans.Decision) { d.Tier = 1 }, "reason reason"},
		{"nine letters are not a reason", func(d *plans.Decision) { d.Tier, d.Reason = 1, "ninechars" }, "reason reason"},
		{"ten letters are", func(d *plans.Decision) { d.Tier, d.Reason = 1, "ten chars!" }, ""},
		{"letters are counted, not bytes", func(d *plans.Decision) { d.Tier, d.Reason = 1, "ŵŵŵŵŵ" }, "reason reason"},
		{"there is no tier 0", func(d *plans.Decision) { d.Tier, d.Reason = 0, "ten chars!" }, "tier tier"},
		{"there is no tier 4", func(d *plans.Decision) { d.Tier, d.Reason = 4, "ten chars!" }, "tier tier"},
		{"a week costs something", func(d *plans.Decision) { d.Weekly = 0 }, "weekly weekly"},
		{"ten thousand pounds are the most", func(d *plans.Decision) { d.Weekly = 10_000_00 }, ""},
		{"a penny more is a slip", func(d *plans.Decision) { d.Weekly = 10_000_01 }, "weekly weekly_most"},
		{"as are a hundred millions", func(d *plans.Decision) { d.Weekly = 99_999_999_00 }, "weekly weekly_most"},
		{"the least is not above the most", func(d *plans.Decision) { d.MinUnits = 5 }, "max_units units"},
		{"a week has fourteen half days", func(d *plans.Decision) { d.MaxUnits = 15 }, "max_units units"},
		{"all of them are fine", func(d *plans.Decision) { d.MaxUnits = 14 }, ""},
		{"no half day at most is no week", func(d *plans.Decision) { d.MinUnits, d.MaxUnits = 0, 0 }, "max_units units"},
		{"nothing starts yesterday", func(d *plans.Decision) { d.StartBy = today.AddDays(-1) }, "start_by start_by"},
		{"a day is needed", func(d *plans.Decision) { d.StartBy = clock.Date{} }, "start_by start_by"},
		{"enablement is not longer than half a year", func(d *plans.Decision) { d.Weeks = 27 }, "weeks weeks"},
		{"every fault is told", func(d *plans.Decision) {
			d.Tier, d.Weekly, d.MaxUnits = 1, -1, 0
		}, "max_units units, reason reason, weekly weekly"},
	} {
		t.Run(c.says, func(t *testing.T) {
			d := decision()
			c.change(&d)
			if got := strings.Join(faults(d.Check(2, today)), ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

var scale = db.List{"I stay in", "I go with help", "I go with a friend", "I go alone", "I take others along"}

func TestAnOutcomeIsHeldToItsRules(t *testing.T) {
	good := plans.Outcome{Words: "I want to get out more.", CareAct: db.List{"O9"}, Scale: scale, Baseline: -1, Importance: 1, Difficulty: 1}
	for _, c := range []struct {
		says   string
		change func(*plans.Outcome)
		want   string
	}{
		{"a whole one passes", func(*plans.Outcome) {}, ""},
		{"it needs words", func(o *plans.Outcome) { o.Words = "" }, "words words"},
		{"501 letters are too many", func(o *plans.Outcome) { o.Words = strings.Repeat("ŵ", 501) }, "words long"},
		{"it is tied to the Care Act", func(o *plans.Outcome) { o.CareAct = nil }, "care_act care_act"},
		{"by a code that the Act has", func(o *plans.Outcome) { o.CareAct = db.List{"O11"} }, "care_act care_act"},
		{"its scale has five levels", func(o *plans.Outcome) { o.Scale = scale[:4] }, "scale_0 scale"},
		{"each in words", func(o *plans.Outcome) { o.Scale = db.List{"a", "b", "", "d", ""} }, "scale_2 scale"},
		{"each in its own", func(o *plans.Outcome) {
			o.Scale = db.List{"I stay in", "b", " i  Stay in", "B", "e"}
		}, "scale_2 same_level, scale_3 same_level"},
		{"five that are one are told once", func(o *plans.Outcome) { o.Scale = db.List{"a", "A", " a", "a ", "a"} }, "scale_1 same_level"},
		{"501 letters of a level are too many", func(o *plans.Outcome) {
			o.Scale = db.List{"a", strings.Repeat("ŵ", 501), "c", "d", "e"}
		}, "scale_1 long"},
		{"which an empty one has not", func(o *plans.Outcome) { o.Scale = db.List{"", "", "c", "d", "e"} }, "scale_0 scale"},
		{"it begins on the scale", func(o *plans.Outcome) { o.Baseline = -3 }, "baseline baseline"},
		{"not above it", func(o *plans.Outcome) { o.Baseline = 3 }, "baseline baseline"},
		{"but at its foot", func(o *plans.Outcome) { o.Baseline = -2 }, ""},
		{"or its top", func(o *plans.Outcome) { o.Baseline = 2 }, ""},
		{"500 letters are not too many", func(o *plans.Outcome) { o.Words = strings.Repeat("ŵ", 500) }, ""},
		{"the least weights and the most", func(o *plans.Outcome) { o.Importance, o.Difficulty = 3, 1 }, ""},
		{"its weights go from 1 to 3", func(o *plans.Outcome) { o.Importance, o.Difficulty = 0, 4 }, "difficulty weight, importance weight"},
	} {
		t.Run(c.says, func(t *testing.T) {
			o := good
			c.change(&o)
			if got := strings.Join(faults(o.Check()), ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// enabled is a plan of enablement in its sixth week: 20 October to 11 January.
func enabled() plans.Plan {
	return plans.Plan{ID: "p", Tier: plans.Enablement, Weekly: 9000, MinUnits: 1, MaxUnits: 2, DecidedOn: clock.SomeDate(clock.D(2026, 10, 6)),
		EnablementWeeks: 12, EnablementFrom: clock.SomeDate(clock.D(2026, 10, 20)), EnablementUntil: clock.SomeDate(clock.D(2027, 1, 11)),
		ClockRuns: 1}
}

func review() plans.Review {
	return plans.Review{Held: today, OwnWords: "I like it there.", Face: "good", SaidHow: "spoke", Present: "Jo and Dina", Way: plans.Keep,
		Scores: []plans.Score{{OutcomeID: "o", Baseline: -1, Score: 0, Weight: 1}}, NextReview: clock.SomeDate(clock.D(2027, 1, 4)),
		FromTier: 3, ToTier: 3,
		EnablementUntil: clock.SomeDate(clock.D(2027, 1, 11))}
}

func TestAReviewIsHeldToItsRules(t *testing.T) {
	end := func(r *plans.Review) {
		r.Way, r.Reason, r.Ending, r.NextReview = plans.End, "The job is hers.", "goal_met", clock.NullDate{}
		r.LastDay = today
	}
	down := func(r *plans.Review) {
		r.Way, r.Reason, r.ToTier, r.EnablementUntil = plans.ChangeTier, "Needs a little more.", 2, clock.NullDate{}
		r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy = 12000, 1, 3, clock.SomeDate(today)
	}
	extend := func(r *plans.Review) {
		r.Way, r.Reason, r.AgreedBy, r.EnablementUntil = plans.Extend, "She was ill for three weeks.", "Helen Marsh", clock.SomeDate(
			clock.D(2027, 2, 1))
	}
	for _, c := range []struct {
		says   string
		change func(*plans.Review)
		want   string
	}{
		{"a whole one passes", func(*plans.Review) {}, ""},
		{"it is not held tomorrow", func(r *plans.Review) { r.Held = today.AddDays(1) }, "held held"},
		{"nor before the plan", func(r *plans.Review) { r.Held = clock.D(2026, 10, 5) }, "held held"},
		{"the person's words are needed", func(r *plans.Review) { r.OwnWords = "" }, "own_words own_words"},
		{"and a face", func(r *plans.Review) { r.Face = "" }, "face face"},
		{"one of the three", func(r *plans.Review) { r.Face = "angry" }, "face face"},
		{"how it was said", func(r *plans.Review) { r.SaidHow = "" }, "said_how said_how"},
		{"and who was there", func(r *plans.Review) { r.Present = "" }, "present present"},
		{"somebody who was not there says nothing", func(r *plans.Review) { r.SaidHow, r.OwnWords, r.Face = plans.NotThere, "", "" }, ""},
		{"and shows no face", func(r *plans.Review) { r.SaidHow, r.OwnWords = plans.NotThere, "" }, "face face"},
		{"a score is on the scale", func(r *plans.Review) { r.Scores[0].Score = 9 }, "score_o score"},
		{"an outcome without a score means an old page", func(r *plans.Review) { r.Scores = nil }, "plans.refused.outcomes_changed"},
		{"a score of something else too", func(r *plans.Review) { r.Scores[0].OutcomeID = "x" }, "plans.refused.outcomes_changed"},
		{"two scores of one outcome too", func(r *plans.Review) { r.Scores = append(r.Scores, r.Scores[0]) }, "plans.refused.outcomes_changed"},
		{"something is decided", func(r *plans.Review) { r.Way = "" }, "reason review_reason, way way"},
		{"a change has a reason", func(r *plans.Review) { down(r); r.Reason = "so" }, "reason review_reason"},
		{"an end passes", end, ""},
		{"an end says why", func(r *plans.Review) { end(r); r.Ending = "" }, "ending ending"},
		{"an end has a last day", func(r *plans.Review) { end(r); r.LastDay = clock.Date{} }, "last_day last_day"},
		{"which is not long past", func(r *plans.Review) { end(r); r.LastDay = today.AddDays(-2) }, "last_day last_day"},
		{"another tier passes", down, ""},
		{"another tier is another tier", func(r *plans.Review) { down(r); r.ToTier = 3 }, "tier same_tier"},
		{"its week is held to the rules of a decision", func(r *plans.Review) {
			down(r)
			r.Weekly, r.StartBy = 0, clock.NullDate{}
		}, "start_by start_by, weekly weekly"},
		{"more time passes", extend, ""},
		{"more time is longer than now", func(r *plans.Review) {
			extend(r)
			r.EnablementUntil = clock.SomeDate(clock.D(2027, 1, 11))
		}, "enablement_until extend_to"},
		{"more time ends", func(r *plans.Review) {
			extend(r)
			r.EnablementUntil = clock.SomeDate(clock.D(2028, 1, 11))
		}, "enablement_until extend_to"},
		{"somebody agreed to more time", func(r *plans.Review) { extend(r); r.AgreedBy = "" }, "agreed_by agreed_by"},
		{"there is a next review", func(r *plans.Review) { r.NextReview = clock.NullDate{} }, "next_review next_review"},
		{"after this one", func(r *plans.Review) { r.NextReview = clock.SomeDate(today) }, "next_review next_review"},
		{"within the time of enablement", func(r *plans.Review) {
			r.NextReview = clock.SomeDate(clock.D(2027, 1, 12))
		}, "next_review next_review"},
		{"within twelve months", func(r *plans.Review) {
			down(r)
			r.NextReview = clock.SomeDate(clock.D(2027, 11, 25))
		}, "next_review next_review"},
		{"a place ends on a day", func(r *plans.Review) { r.EndPlaces = []string{"x"} },
			"end_place keep_ends, last_day last_day"},
		{"what keeps the week ends no place of it", func(r *plans.Review) { r.EndPlaces, r.LastDay = []string{"x"}, today },
			"end_place keep_ends"},
	} {
		t.Run(c.says, func(t *testing.T) {
			r := review()
			c.change(&r)
			if got := strings.Join(faults(r.Check(enabled(), []plans.Outcome{{ID: "o"}}, today)), ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAMissingScoreNamesItsOutcome(t *testing.T) {
	r := review()
	r.Scores = append(r.Scores, plans.Score{OutcomeID: "q", Score: 9})
	e, ok := fail.As(r.Check(enabled(), []plans.Outcome{{ID: "o", Words: "Go by bus"}, {ID: "q", Words: "Cook supper"}}, today))
	if !ok || len(e.Fields) != 1 || fmt.Sprint(e.Fields[0].Args) != "[words Cook supper]" {
		t.Errorf("got %v", e)
	}
}

func TestEnablementEndsTwelveWeeksAfterItsFirstDayOrAsAgreed(t *testing.T) {
	from := clock.D(2026, 11, 2)
	for _, c := range []struct {
		says   string
		change func(*plans.Plan)
		want   clock.Date
		ends   bool
	}{
		{"the day that is agreed, once the clock runs", func(*plans.Plan) {}, clock.D(2027, 1, 11), true},
		{"before it runs, as many weeks as were decided", func(p *plans.Plan) {
			p.ClockRuns, p.EnablementWeeks = 0, 6
		}, clock.D(2026, 12, 13), true},
		{"twelve where none were", func(p *plans.Plan) { p.ClockRuns, p.EnablementWeeks = 0, 0 }, clock.D(2027, 1, 24), true},
		{"a clock without a day is none", func(p *plans.Plan) { p.EnablementUntil = clock.NullDate{} }, clock.D(2027, 1, 24), true},
		{"another tier has no end", func(p *plans.Plan) { p.Tier = plans.Specialist }, clock.Date{}, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := enabled()
			c.change(&p)
			if got, ends := p.EnablementEnds(from); got != c.want || ends != c.ends {
				t.Errorf("ends %s, %t; want %s", got, ends, c.want)
			}
		})
	}
	other, still := enabled(), enabled()
	other.Tier, still.EnablementFrom = plans.Specialist, clock.NullDate{}
	for says, p := range map[string]plans.Plan{"another tier": other, "a clock that has not begun": still} {
		if got := p.WeekOfClock(clock.D(2026, 10, 27)); got != 0 {
			t.Errorf("%s is in week %d", says, got)
		}
	}
}

func TestTheClockOfEnablementAsksForWhatComesNext(t *testing.T) {
	p := enabled()
	for on, week := range map[clock.Date]int{clock.D(2026, 10, 19): 0, clock.D(2026, 10, 20): 1, clock.D(2026, 10, 26): 1,
		clock.D(2026, 10, 27): 2, clock.D(2027, 1, 11): 12} {
		if got := p.WeekOfClock(on); got != week {
			t.Errorf("%s is in week %d, want %d", on, got, week)
		}
	}
	if p.ClockOver(clock.D(2027, 1, 11)) || !p.ClockOver(clock.D(2027, 1, 12)) {
		t.Error("the last day is not the last day")
	}
	late := clock.D(2027, 1, 4) // in week 11
	r := review()
	r.Held, r.NextReview = late, clock.SomeDate(clock.D(2027, 1, 11))
	if got := faults(r.Check(p, []plans.Outcome{{ID: "o"}}, late)); !slices.Equal(got, []string{"exit_plan exit_plan"}) {
		t.Errorf("from week ten on: %v", got)
	}
	r.ExitPlan = "She goes to the allotment with Sam."
	if err := r.Check(p, []plans.Outcome{{ID: "o"}}, late); err != nil {
		t.Errorf("with what comes after: %v", err)
	}
	over := clock.D(2027, 1, 12)
	if got := faults(r.Check(p, []plans.Outcome{{ID: "o"}}, over)); !slices.Contains(got, "way clock_over") {
		t.Errorf("when it is over it goes on: %v", got)
	}
}

func TestSupportStepsByTheTier(t *testing.T) {
	for _, c := range []struct {
		from, to int
		way      plans.Way
		want     string
	}{{3, 2, plans.ChangeTier, "up"}, {2, 1, plans.ChangeTier, "up"}, {1, 2, plans.ChangeTier, "down"}, {2, 3, plans.ChangeTier, "down"},
		{2, 2, plans.ChangeWeek, "same"}, {2, 2, plans.Keep, "same"}, {2, 2, plans.End, "end"}} {
		if got := (plans.Review{FromTier: c.from, ToTier: c.to, Way: c.way}).Step(); got != c.want {
			t.Errorf("%d to %d by %s is %s, want %s", c.from, c.to, c.way, got, c.want)
		}
	}
}

func TestTheListSaysHowAReviewStands(t *testing.T) {
	on := func(days int) clock.NullDate { return clock.SomeDate(today.AddDays(days)) }
	for _, c := range []struct {
		says string
		of   plans.Due
		want string
	}{
		{"past its last day", plans.Due{Tier: 2, NextReview: on(-1)}, "overdue first"},
		{"on its last day", plans.Due{Tier: 2, NextReview: on(0), Reviews: 1}, "due yearly"},
		{"two weeks before", plans.Due{Tier: 2, NextReview: on(14)}, "due first"},
		{"earlier than that", plans.Due{Tier: 1, NextReview: on(15), Reviews: 2}, "coming yearly"},
		{"without a day", plans.Due{Tier: 1}, "due first"},
		{"enablement whose time is over", plans.Due{Tier: 3, NextReview: on(10), EnablementFrom: on(-90), EnablementUntil: on(-6)},
			"over enablement"},
		{"enablement in its time", plans.Due{Tier: 3, NextReview: on(20), EnablementFrom: on(-10), EnablementUntil: on(74)}, "coming enablement"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := c.of.State(today) + " " + c.of.What(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
