package matching

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

var monday = clock.D(2026, 11, 30)

// somebody is a person whom the candidate of fitting suits in every way.
func somebody() Wish {
	return Wish{Age: 40, Tier: 2, Needs: directory.StepFree, Free: people.FreeAt(1, 1), Lat: 53.1, Lng: -2.44,
		TravelMinutes: 30, Ratio: 3, Weekly: 10000, Kinds: []string{"sport"},
		Aims: []Aim{{ID: "a", Words: "Make friends", CareAct: []string{"O7"}}}, MinUnits: 1, MaxUnits: 4}
}

// fitting is bowling on Tuesday from 2pm to 4pm, close by, at 1:3 for £40.
func fitting() (directory.Offered, []Rate) {
	o := directory.Offered{
		Schedule: directory.Schedule{ID: "s1", Start: 840, End: 960},
		Activity: directory.Activity{ID: "a1", Title: "Bowling", Kind: "sport", AgeFrom: 18, AgeTo: 99, Tiers: 1 << 2,
			Outcomes: db.List{"O7"}},
		Location: directory.Location{ID: "l1", Lat: 53.1, Lng: -2.45, Access: directory.StepFree | directory.Hoist},
	}
	for i := range 2 {
		o.Sessions = append(o.Sessions, directory.Session{ID: "x", Date: clock.D(2026, 12, 1).AddDays(7 * i), Start: 840, End: 960,
			Places: 10, Taken: 4, Support: 60, SupportTaken: 20})
	}
	return o, []Rate{{Ratio: 3, Price: 4000}}
}

func TestASessionMayReachHalfAnHourIntoAPartThatIsNotFree(t *testing.T) {
	const noon, evening = 12 * 60, 17 * 60
	for part, ends := range []int{noon, evening} {
		free := people.FreeAt(1, part)
		if !covers(free, Slot{Day: 1, Start: ends - 120, End: ends + 30}) {
			t.Errorf("free until %d: half an hour more is refused", ends)
		}
		if covers(free, Slot{Day: 1, Start: ends - 120, End: ends + 31}) {
			t.Errorf("free until %d: a minute more than that is not", ends)
		}
	}
}

// Each row breaks one thing; the rule that it names must be told, with what it
// found and the limit, and no other.
func TestEachRuleLeavesOutForItsOwnReason(t *testing.T) {
	const afternoon = 840
	cases := []struct {
		name string
		turn func(w *Wish, o *directory.Offered, r *[]Rate)
		out  []Exclusion
	}{
		{"nothing is wrong", func(*Wish, *directory.Offered, *[]Rate) {}, nil},
		{"they go already, and at that hour", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Going, w.Busy, w.Age = []string{"s1"}, []Slot{{1, afternoon, 960, "Bowling", ""}}, 17
		}, []Exclusion{{Rule: RuleTheirs}}},
		{"its provider said no", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Declined = []Declined{{"s0", monday, "No."}, {"s1", clock.D(2026, 11, 27), "Our cook is away."}}
		}, []Exclusion{{Rule: RuleDeclined, On: clock.D(2026, 11, 27), Word: "Our cook is away."}}},
		{"they go, after a no", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Declined, w.Going = []Declined{{"s1", monday, "No."}}, []string{"s1"}
		}, []Exclusion{{Rule: RuleTheirs}}},
		{"too young", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Age = 17 },
			[]Exclusion{{Rule: RuleAge, Value: 17, Limit: 18}}},
		{"just old enough", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Age = 18 }, nil},
		{"too old", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.AgeTo = 39 },
			[]Exclusion{{Rule: RuleAge, Value: 40, Limit: 39}}},
		{"just young enough", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.AgeTo = 40 }, nil},
		{"no upper age", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.AgeTo = 0 }, nil},
		{"meant for others", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Group, o.Activity.For = "autism", db.List{"dementia", "older"}
		}, []Exclusion{{Rule: RuleGroup, Value: 2, Word: "dementia older"}}},
		{"meant for older people", func(w *Wish, o *directory.Offered, _ *[]Rate) { w.Group, o.Activity.For = "autism", db.List{"older"} },
			[]Exclusion{{Rule: RuleGroup, Value: 1, Word: "older"}}},
		{"meant for carers", func(w *Wish, o *directory.Offered, _ *[]Rate) { w.Group, o.Activity.For = "older", db.List{"carers"} },
			[]Exclusion{{Rule: RuleGroup, Value: 1, Word: "carers"}}},
		{"meant for them too", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Group, o.Activity.For = "older", db.List{"dementia", "older"}
		},
			nil},
		{"nobody said why they have support", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.For = db.List{"dementia"} }, nil},
		{"another tier", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Tier = 3 },
			[]Exclusion{{Rule: RuleTier, Value: 3, Limit: 1 << 2}}},
		{"a hoist is there", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Needs |= directory.Hoist }, nil},
		{"no quiet room", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Needs |= directory.Quiet },
			[]Exclusion{{Rule: RuleAccess, Value: int64(directory.Quiet), Limit: int64(directory.StepFree | directory.Quiet), Word: "quiet"}}},
		{"neither a quiet room nor parking nor a loop", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Needs |= directory.Quiet | directory.Parking | directory.HearingLoop
		}, []Exclusion{{Rule: RuleAccess, Value: int64(directory.Quiet | directory.Parking | directory.HearingLoop),
			Limit: int64(directory.StepFree | directory.Quiet | directory.Parking | directory.HearingLoop), Word: "hearing_loop quiet parking"}}},
		{"the activity itself is quiet", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Needs |= directory.Quiet
			o.Activity.Access = directory.Quiet
		}, nil},
		{"steps do not matter on-line", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Needs |= directory.Quiet
			o.Location = directory.Location{}
		}, nil},
		{"not on in that week", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions = o.Sessions[1:] },
			[]Exclusion{{Rule: RuleNoTimes}}},
		{"free in the morning only", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Free = people.FreeAt(1, 0) },
			[]Exclusion{{Rule: RuleNotFree, Value: 1, Limit: afternoon}}},
		{"nobody asked when they are free", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Free = 0 }, nil},
		{"something else until five to two", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{1, 700, 835, "Choir", ""}} },
			[]Exclusion{{Rule: RuleClash, Value: 1, Limit: 700, Word: "Choir"}}},
		{"exactly half an hour between", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{1, 700, 810, "Choir", ""}} }, nil},
		{"the same hour on another day", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{2, 840, 960, "Choir", ""}} }, nil},
		{"a minute too far", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Lng, w.TravelMinutes = -2.15, 57 },
			[]Exclusion{{Rule: RuleFar, Value: 68, Limit: 57}}},
		{"as far as they go, and a way about town", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Lng, w.TravelMinutes = -2.15, 58
		}, nil},
		{"much too far for somebody who goes a quarter of an hour", func(w *Wish, _ *directory.Offered, _ *[]Rate) {
			w.Lng, w.TravelMinutes = -2.3, 15
		},
			[]Exclusion{{Rule: RuleFar, Value: 37, Limit: 15}}},
		{"nobody asked how far they go", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Lng, w.TravelMinutes = -2.15, 0 }, nil},
		{"one full session ahead", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].Taken = 10 },
			[]Exclusion{{Rule: RulePlaces, Value: 1, Limit: 2, Days: []clock.Date{clock.D(2026, 12, 8)}}}},
		{"support all but taken", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].SupportTaken = 41 },
			[]Exclusion{{Rule: RuleSupport, Value: 19, Limit: 20}}},
		{"support just enough", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].SupportTaken = 40 }, nil},
		{"no support left nor needed", func(w *Wish, o *directory.Offered, _ *[]Rate) { w.Ratio, o.Sessions[1].SupportTaken = 0, 60 }, nil},
		{"one to one needs a whole worker", func(w *Wish, _ *directory.Offered, r *[]Rate) {
			w.Ratio = 1
			*r = []Rate{{Ratio: 1, Price: 4000}}
		}, []Exclusion{{Rule: RuleSupport, Value: 40, Limit: 60}}},
		{"one to two needs half of one", func(w *Wish, o *directory.Offered, r *[]Rate) {
			w.Ratio, o.Sessions[0].SupportTaken = 2, 31
			*r = []Rate{{Ratio: 2, Price: 4000}}
		}, []Exclusion{{Rule: RuleSupport, Value: 29, Limit: 30, On: clock.D(2026, 12, 8)}}},
		{"no rate for that much support", func(_ *Wish, _ *directory.Offered, r *[]Rate) { (*r)[0].Ratio = 4 },
			[]Exclusion{{Rule: RuleRate, Value: 3}}},
		{"no rate, but open to all", func(_ *Wish, o *directory.Offered, r *[]Rate) { o.Activity.Tiers, *r = 0, nil }, nil},
		{"a penny over the budget", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Weekly = 3999 },
			[]Exclusion{{Rule: RuleBudget, Value: 4000, Limit: 3999}}},
		{"the whole budget", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Weekly = 4000 }, nil},
		{"two things at once", func(w *Wish, o *directory.Offered, _ *[]Rate) { w.Age, w.Weekly = 17, 1 },
			[]Exclusion{{Rule: RuleAge, Value: 17, Limit: 18}, {Rule: RuleBudget, Value: 4000, Limit: 1}}},
	}
	told := map[Rule]bool{}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			w := somebody()
			o, rates := fitting()
			k.turn(&w, &o, &rates)
			got := WhyNot(w, NewCandidate(w, o, rates, monday))
			if !slices.EqualFunc(got, k.out, Exclusion.Equal) {
				t.Fatalf("left out for %v, want %v", got, k.out)
			}
			for _, e := range got {
				told[e.Rule] = true
			}
		})
	}
	for _, r := range Rules() {
		if !told[r] {
			t.Errorf("no row is left out for %s", r)
		}
	}
}

func TestTheBestRateGivesEnoughSupportForTheLeastMoney(t *testing.T) {
	rates := []Rate{{Ratio: 1, Price: 9000}, {Ratio: 3, Price: 4000}, {Ratio: 4, Price: 3500}, {Ratio: 0, Price: 1000}}
	for ratio, want := range map[int]int64{1: 9000, 2: 9000, 3: 4000, 4: 3500, 8: 3500, 0: 1000} {
		if got, ok := BestRate(rates, ratio); !ok || int64(got.Price) != want {
			t.Errorf("at 1:%d the rate is %v", ratio, got)
		}
	}
	if _, ok := BestRate(rates[2:], 2); ok {
		t.Error("1:4 was taken for enough by somebody who needs 1:2")
	}
}

func TestReasonsFollowTheValues(t *testing.T) {
	w := somebody()
	o, rates := fitting()
	w.Friends = map[string][]string{"s1": {"Sam"}}
	bowling := Week{NewCandidate(w, o, rates, monday)}
	o.Schedule.ID, o.Activity.Kind, o.Activity.Outcomes = "s2", "arts", nil
	painting := Week{NewCandidate(w, o, []Rate{{Ratio: 3, Price: 2500}}, monday)}

	got := ReasonsOf(w, bowling)
	for _, r := range []Reason{
		{Rule: ForOutcome, Good: true, Own: "Make friends", Word: "O7", Aim: "a", Acts: "Bowling", Value: 1},
		{Rule: ForFriend, Good: true, Own: "Sam", Value: 1},
		{Rule: ForLiked, Good: true, Word: "sport"}, {Rule: ForNear, Good: true, Value: 8},
	} {
		if !slices.Contains(got, r) {
			t.Errorf("bowling lacks %+v: %+v", r, got)
		}
	}
	got = ReasonsOf(w, painting)
	if r := (Reason{Rule: NotOutcome, Own: "Make friends", Aim: "a"}); !slices.Contains(got, r) {
		t.Errorf("painting lacks %+v: %+v", r, got)
	}
	w.MinUnits = 3
	if got = ReasonsOf(w, painting); !slices.Contains(got, Reason{Rule: NotEnough, Value: 2}) {
		t.Errorf("painting of three half days: %+v", got)
	}
}

// A week of Tuesday's bowling beside another: which of the rules is told, and
// how much of it.
func TestWhatIsToldOfTheCommunityTheWayAndWhatIsLiked(t *testing.T) {
	// at makes a week of sessions on one afternoon each, so many minutes away.
	at := func(kind, title string, minutes ...int) Week {
		var k Week
		for n, m := range minutes {
			o, rates := fitting()
			o.Schedule.ID, o.Organisation.Kind, o.Activity.Title = title+string(rune('0'+n)), kind, title
			c := NewCandidate(somebody(), o, rates, monday)
			c.Minutes = m
			k = append(k, c)
		}
		return k
	}
	twiceAWeek := func(k Week) Week {
		k[0].Slots = append(k[0].Slots, Slot{Day: 3, Start: 840, End: 960})
		return k
	}
	swims := func(w Wish) Wish { w.Wishes = SaidIn("I like swimming."); return w }
	swimAim := func(w Wish) Wish {
		w = swims(w)
		w.Aims = []Aim{{ID: "a", Words: "Swim", CareAct: []string{"O7"}, Said: SaidIn("Swim")}}
		return w
	}
	for _, k := range []struct {
		name string
		wish Wish
		week Week
		rule Rule
		want Reasons
	}{
		{"one community session", somebody(), at("community", "Bowling", 8), ForCommunity,
			Reasons{{Rule: ForCommunity, Good: true, Value: 1}}},
		{"three of the community and of leisure", somebody(), append(twiceAWeek(at("community", "Bowling", 8)), at("leisure", "Swim", 8)...),
			ForCommunity, Reasons{{Rule: ForCommunity, Good: true, Value: 3}}},
		{"one of two is the community's", somebody(), append(at("community", "Bowling", 8), at("in_house", "Swim", 8)...),
			ForCommunity, Reasons{{Rule: ForCommunity, Good: true, Value: 1}}},
		{"none is the community's", somebody(), at("in_house", "Bowling", 8, 9), ForCommunity, nil},
		{"something they like", swims(somebody()), at("in_house", "Warm swim", 8), ForWished,
			Reasons{{Rule: ForWished, Good: true, Own: "Warm swim"}}},
		{"two of them", swims(somebody()), append(at("in_house", "Warm swim", 8), at("in_house", "Aqua", 8)...),
			ForWished, Reasons{{Rule: ForWished, Good: true, Own: "Warm swim"}, {Rule: ForWished, Good: true, Own: "Aqua"}}},
		{"something else", swims(somebody()), at("in_house", "Bowling", 8), ForWished, nil},
		{"what is named for an outcome already", swimAim(somebody()), at("in_house", "Warm swim", 8), ForWished, nil},
		{"nobody said what they like", somebody(), at("in_house", "Warm swim", 8), ForWished, nil},
	} {
		t.Run(k.name, func(t *testing.T) {
			var got Reasons
			for _, r := range ReasonsOf(k.wish, k.week) {
				if r.Rule == k.rule {
					got = append(got, r)
				}
			}
			if !slices.Equal(got, k.want) {
				t.Errorf("told %+v, want %+v", got, k.want)
			}
		})
	}
}

// Whatever the numbers, the way is never negative and does not depend on the
// direction.
func TestTheWayThereIsAsLongAsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat, lng := rapid.Float64Range(50, 56), rapid.Float64Range(-5, 1)
		a, b, c, d := lat.Draw(t, "a"), lng.Draw(t, "b"), lat.Draw(t, "c"), lng.Draw(t, "d")
		if there, back := Minutes(a, b, c, d), Minutes(c, d, a, b); there != back || there < doorMinutes {
			t.Fatalf("%d there, %d back", there, back)
		}
	})
}

// A week is made for what is left of the half days of the plan, beside what somebody goes to
// already; whoever asks for more than that gets one more, and who approves is told.
func TestAWeekIsMadeForTheHalfDaysThatAreLeft(t *testing.T) {
	for _, k := range []struct{ least, most, had, min, max int }{
		{2, 4, 0, 2, 4}, {2, 4, 1, 1, 3}, {2, 4, 2, 0, 2}, {2, 4, 3, 0, 1}, {2, 4, 4, 0, 1}, {2, 4, 6, 0, 1}, {0, 0, 3, 0, mostUnits},
	} {
		w := somebody()
		w.MinUnits, w.MaxUnits, w.Had = k.least, k.most, k.had
		if a, _ := w.ask(nil); a.Min != k.min || a.Max != k.max {
			t.Errorf("%d to %d with %d: from %d to %d are asked for", k.least, k.most, k.had, a.Min, a.Max)
		}
		few := Reason{Rule: NotEnough, Value: int64(k.least - k.had)}
		if told := slices.Contains(ReasonsOf(w, nil), few); told != (k.least > k.had) {
			t.Errorf("%d to %d with %d: too few is told: %v", k.least, k.most, k.had, told)
		}
	}
}
