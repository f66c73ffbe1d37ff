package brokerage

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/i18n"
)

func TestWhatDoesNotFitIsToldOnceForEachAnswer(t *testing.T) {
	k := Case{Wish: somebody()}
	add := func(activity, schedule string, turn func(o *directory.Offered)) {
		o, rates := fitting()
		o.Activity.ID, o.Schedule.ID = activity, schedule
		turn(&o)
		k.Candidates = append(k.Candidates, matching.NewCandidate(k.Wish, o, rates, monday))
	}
	otherTier := func(o *directory.Offered) { o.Activity.Tiers = 1 << 1 }
	add("fits", "s0", func(*directory.Offered) {})
	add("choir", "s1", otherTier)
	add("choir", "s2", otherTier)
	add("choir", "s3", func(o *directory.Offered) { otherTier(o); o.Activity.AgeFrom = 60 })
	add("farm", "s4", otherTier)
	list := leftOutOf(k)
	if len(list) != 3 || len(list[0].times) != 2 || list[0].out[0].Rule != matching.RuleTier || list[1].out[0].Rule != matching.RuleAge ||
		list[2].activity.ID != "farm" {
		t.Errorf("got %+v", list)
	}
}

// A rule that is not listed would leave something out in silence, and one that
// leaves nothing out would be listed in vain.
func TestEveryRuleThatLeavesOutIsListed(t *testing.T) {
	w := matching.Wish{Age: 10, Group: "autism", Tier: 3, Needs: directory.Hoist | directory.Quiet, Free: people.FreeAt(0, 0),
		Busy:     []matching.Slot{{Day: 1, Start: 840, End: 900}},
		Declined: []matching.Declined{{ScheduleID: "s1", On: monday}},
		Lat:      1, Lng: 1, TravelMinutes: 1, Ratio: 1, Weekly: 1}
	o, _ := fitting()
	o.Activity.For = []string{"older"}
	for i := range o.Sessions {
		o.Sessions[i].Taken, o.Sessions[i].SupportTaken = o.Sessions[i].Places, o.Sessions[i].Support
	}
	theirs, later := w, o
	theirs.Going, later.Sessions = []string{o.Schedule.ID}, o.Sessions[1:]
	rates := []matching.Rate{{Ratio: 1, Price: 5000}}
	left := map[matching.Rule]bool{}
	for _, out := range [][]matching.Exclusion{matching.WhyNot(w, matching.NewCandidate(w, o, rates, monday)),
		matching.WhyNot(w, matching.NewCandidate(w, o, nil, monday)),
		matching.WhyNot(w, matching.NewCandidate(w, later, rates, monday)),
		matching.WhyNot(theirs, matching.NewCandidate(theirs, o, rates, monday))} {
		for _, e := range out {
			left[e.Rule] = true
			if !slices.Contains(matching.Rules(), e.Rule) {
				t.Errorf("%s is not listed", e.Rule)
			}
		}
	}
	for _, r := range append(matching.Rules(), matching.RuleGone, matching.RuleRatio) {
		word := yourWordOf(matching.Exclusion{Rule: r})
		for _, key := range []string{"brokerage.choose.why." + word, "brokerage.choose.why_of." + word} {
			for _, v := range []i18n.Voice{i18n.Standard, i18n.Easy} {
				if has := i18n.Of(v, key).Text != ""; has == (r == matching.RuleNoTimes) { // a week that is shown may begin later
					t.Errorf("%s: %s tells of %s: %v", v, key, r, has)
				}
			}
		}
	}
	for _, r := range matching.Rules() {
		if !left[r] {
			t.Errorf("%s is listed, and leaves nothing out", r)
		}
	}
}
