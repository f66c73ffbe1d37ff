package brokerage

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

// Each row breaks one thing; the rule that it names must be told, and no other.
func TestEachRuleLeavesOutForItsOwnReason(t *testing.T) {
	cases := []struct {
		name  string
		turn  func(w *Wish, o *directory.Offered, r *[]Rate)
		rules []Rule
		value int64
	}{
		{"nothing is wrong", func(*Wish, *directory.Offered, *[]Rate) {}, nil, 0},
		{"too young", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Age = 17 }, []Rule{RuleAge}, 17},
		{"just old enough", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Age = 18 }, nil, 0},
		{"too old", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.AgeTo = 39 }, []Rule{RuleAge}, 40},
		{"no upper age", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.AgeTo = 0 }, nil, 0},
		{"meant for others", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Group, o.Activity.For = "autism", db.List{"dementia", "older"}
		}, []Rule{RuleGroup}, 2},
		{"meant for them among others", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Group, o.Activity.For = "older", db.List{"dementia", "older"}
		}, nil, 0},
		{"nobody said why they have support", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Activity.For = db.List{"dementia"} }, nil, 0},
		{"another tier", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Tier = 3 }, []Rule{RuleTier}, 3},
		{"a hoist is there", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Needs |= directory.Hoist }, nil, 0},
		{"no quiet room", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Needs |= directory.Quiet }, []Rule{RuleAccess}, int64(directory.Quiet)},
		{"the activity itself is quiet", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Needs |= directory.Quiet
			o.Activity.Access = directory.Quiet
		}, nil, 0},
		{"steps do not matter on-line", func(w *Wish, o *directory.Offered, _ *[]Rate) {
			w.Needs |= directory.Quiet
			o.Location = directory.Location{}
		}, nil, 0},
		{"not on in that week", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions = o.Sessions[1:] }, []Rule{RuleNoTimes}, 0},
		{"free in the morning only", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Free = people.FreeAt(1, 0) }, []Rule{RuleNotFree}, 1},
		{"nobody asked when they are free", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Free = 0 }, nil, 0},
		{"half an hour into the evening is no matter", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[0].End = 17*60 + 30 }, nil, 0},
		{"a minute more is", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[0].End = 17*60 + 31 }, []Rule{RuleNotFree}, 1},
		{"something else until five to two", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{1, 700, 835, "Choir"}} }, []Rule{RuleClash}, 1},
		{"exactly half an hour between", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{1, 700, 810, "Choir"}} }, nil, 0},
		{"the same hour on another day", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Busy = []Slot{{2, 840, 960, "Choir"}} }, nil, 0},
		{"a minute too far", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Lng, w.TravelMinutes = -2.15, 57 }, []Rule{RuleFar}, 68},
		{"as far as they go, and a way about town", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Lng, w.TravelMinutes = -2.15, 58 }, nil, 0},
		{"one full session ahead", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].Taken = 10 }, []Rule{RulePlaces}, 1},
		{"support all but taken", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].SupportTaken = 41 }, []Rule{RuleSupport}, 19},
		{"support just enough", func(_ *Wish, o *directory.Offered, _ *[]Rate) { o.Sessions[1].SupportTaken = 40 }, nil, 0},
		{"one to one needs a whole worker", func(w *Wish, _ *directory.Offered, r *[]Rate) {
			w.Ratio = 1
			*r = []Rate{{Ratio: 1, Price: 4000}}
		}, []Rule{RuleSupport}, 40},
		{"no rate for that much support", func(_ *Wish, _ *directory.Offered, r *[]Rate) { (*r)[0].Ratio = 4 }, []Rule{RuleRate}, 3},
		{"no rate, but open to all", func(_ *Wish, o *directory.Offered, r *[]Rate) { o.Activity.Tiers, *r = 0, nil }, nil, 0},
		{"a penny over the budget", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Weekly = 3999 }, []Rule{RuleBudget}, 4000},
		{"the whole budget", func(w *Wish, _ *directory.Offered, _ *[]Rate) { w.Weekly = 4000 }, nil, 0},
		{"two things at once", func(w *Wish, o *directory.Offered, _ *[]Rate) { w.Age, w.Weekly = 17, 1 }, []Rule{RuleAge, RuleBudget}, 17},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			w := somebody()
			o, rates := fitting()
			k.turn(&w, &o, &rates)
			got := WhyNot(w, NewCandidate(w, o, rates, monday))
			var rules []Rule
			for _, e := range got {
				rules = append(rules, e.Rule)
			}
			if !slices.Equal(rules, k.rules) {
				t.Fatalf("left out for %v, want %v", got, k.rules)
			}
			if len(got) > 0 && got[0].Value != k.value {
				t.Errorf("%v, want the value %d", got[0], k.value)
			}
		})
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
	bowling := week{NewCandidate(w, o, rates, monday)}
	o.Schedule.ID, o.Activity.Kind, o.Activity.Outcomes = "s2", "arts", nil
	painting := week{NewCandidate(w, o, []Rate{{Ratio: 3, Price: 2500}}, monday)}

	got := reasonsOf(w, bowling, []week{painting})
	for _, r := range []Reason{
		{Rule: ForOutcome, Good: true, Own: "Make friends", Value: 1}, {Rule: ForFriend, Good: true, Own: "Sam", Value: 1},
		{Rule: ForLiked, Good: true, Word: "sport"}, {Rule: ForNear, Good: true, Value: 8}, {Rule: NotCheap, Value: 1500},
	} {
		if !slices.Contains(got, r) {
			t.Errorf("bowling lacks %+v: %+v", r, got)
		}
	}
	got = reasonsOf(w, painting, []week{bowling})
	for _, r := range []Reason{
		{Rule: NotOutcome, Own: "Make friends"}, {Rule: NotFriend}, {Rule: ForCheaper, Good: true, Value: 1500},
	} {
		if !slices.Contains(got, r) {
			t.Errorf("painting lacks %+v: %+v", r, got)
		}
	}
	w.MinUnits = 3
	if got = reasonsOf(w, painting, nil); !slices.Contains(got, Reason{Rule: NotEnough, Value: 2}) || slices.Contains(got, Reason{Rule: NotFriend}) {
		t.Errorf("painting alone: %+v", got)
	}
}

func TestOnlyTheTablesMovesAreLegal(t *testing.T) {
	legal := map[Status]map[Act]Status{
		Draft:      {Submit: Submitted, Finish: Ended},
		Submitted:  {Take: WithBroker, Finish: Ended},
		WithBroker: {ShowIt: Shown, Finish: Ended},
		Shown:      {ShowIt: Shown, ChooseIt: Chosen, LikeNone: WithBroker, HandBack: WithBroker, Finish: Ended},
		Chosen:     {Agree: Approved, Refuse: WithBroker, HandBack: WithBroker, Finish: Ended},
		Approved:   {PlaceIt: Placed, HandBack: WithBroker, Finish: Ended},
		Placed:     {HandBack: WithBroker, Finish: Ended},
		Ended:      {},
	}
	checkMoves(t, referralMoves, ReferralStates(), legal)
	checkMoves(t, placementMoves, PlacementStates(), map[Status]map[Act]Status{
		Proposed:  {OfferIt: Offered, Recall: Withdrawn},
		Offered:   {Accept: Accepted, Decline: Declined, Recall: Withdrawn},
		Accepted:  {Begin: Active, Finish: Ended},
		Active:    {Pause: Suspended, Finish: Ended},
		Suspended: {Resume: Active, Finish: Ended},
		Declined:  {}, Withdrawn: {}, Ended: {},
	})
}

func checkMoves(t *testing.T, table []move, states []Status, legal map[Status]map[Act]Status) {
	t.Helper()
	acts := []Act{Submit, Take, ShowIt, ChooseIt, LikeNone, Agree, Refuse, PlaceIt, HandBack, Finish,
		OfferIt, Accept, Decline, Begin, Pause, Resume, Recall}
	for _, from := range states {
		for _, act := range acts {
			to, err := next(table, from, act)
			want, ok := legal[from][act]
			if ok != (err == nil) || ok && to != want {
				t.Errorf("%s %s: %s, %v; want %s", from, act, to, err, want)
			}
		}
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
