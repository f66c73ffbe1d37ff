package brokerage

import (
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
)

func TestWhatDoesNotFitIsToldOnceForEachAnswer(t *testing.T) {
	k := Case{Wish: somebody()}
	add := func(activity, schedule string, turn func(o *directory.Offered)) {
		o, rates := fitting()
		o.Activity.ID, o.Schedule.ID = activity, schedule
		turn(&o)
		k.Candidates = append(k.Candidates, NewCandidate(k.Wish, o, rates, monday))
	}
	otherTier := func(o *directory.Offered) { o.Activity.Tiers = 1 << 1 }
	add("fits", "s0", func(*directory.Offered) {})
	add("choir", "s1", otherTier)
	add("choir", "s2", otherTier)
	add("choir", "s3", func(o *directory.Offered) { otherTier(o); o.Activity.AgeFrom = 60 })
	add("farm", "s4", otherTier)
	list := leftOutOf(k)
	if len(list) != 3 || len(list[0].times) != 2 || list[0].out[0].Rule != RuleTier || list[1].out[0].Rule != RuleAge || list[2].activity.ID != "farm" {
		t.Errorf("got %+v", list)
	}
}

// A rule that is not listed would leave something out in silence.
func TestEveryRuleThatLeavesOutIsListed(t *testing.T) {
	w := Wish{Age: 10, Group: "autism", Tier: 3, Needs: directory.Hoist, Free: people.FreeAt(0, 0), Busy: []Slot{{Day: 1, Start: 840, End: 900}},
		Lat: 1, Lng: 1, TravelMinutes: 1, Ratio: 1, Weekly: 1}
	o, _ := fitting()
	o.Activity.For = []string{"older"}
	for i := range o.Sessions {
		o.Sessions[i].Taken, o.Sessions[i].SupportTaken = o.Sessions[i].Places, o.Sessions[i].Support
	}
	for _, e := range WhyNot(w, NewCandidate(w, o, []Rate{{Ratio: 1, Price: 5000}}, monday)) {
		listed := false
		for _, r := range Rules() {
			listed = listed || r == e.Rule
		}
		if !listed {
			t.Errorf("%s is not listed", e.Rule)
		}
	}
}
