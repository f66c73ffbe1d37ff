package brokerage

import (
	"fmt"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
)

// What alone leaves a time out is counted, so that the page can say what would
// open more; what two rules leave out would stay out.
func TestWhatOneRuleAloneHoldsBackIsCounted(t *testing.T) {
	k := Case{Wish: somebody()}
	for i, turn := range []func(o *directory.Offered){
		func(*directory.Offered) {}, func(o *directory.Offered) { o.Activity.Tiers = 1 << 1 },
		func(o *directory.Offered) { o.Activity.Tiers = 1 << 1 }, func(o *directory.Offered) { o.Activity.AgeFrom = 60 },
		func(o *directory.Offered) { o.Activity.Tiers, o.Activity.AgeFrom = 1<<1, 60 },
		func(o *directory.Offered) { k.Wish.Going = append(k.Wish.Going, o.Schedule.ID) },
		func(o *directory.Offered) { o.Activity.AgeFrom = 60 }, // found by words: neither made of nor looked at
	} {
		o, rates := fitting()
		o.Activity.ID, o.Schedule.ID = fmt.Sprint("a", i), fmt.Sprint("s", i)
		turn(&o)
		k.Candidates = append(k.Candidates, matching.NewCandidate(k.Wish, o, rates, monday))
	}
	looked := []string{"s0", "s1", "s2", "s3", "s4", "s5"}
	s, short, err := k.shortOf(looked[:2], looked)
	if got := fmt.Sprint(s.weeks, s.opens, s.by, short, err); got != "1 [tier age] map[age:1 tier:2] true <nil>" {
		t.Errorf("got %s", got)
	}
	if _, short, err := k.shortOf(looked[1:], looked); err != nil || short {
		t.Errorf("of no week it says that few differ, %v", err)
	}
}

func TestTheReasonsAddUpToWhatDoesNotFit(t *testing.T) {
	k := Case{Wish: somebody()}
	for i := range 12 {
		o, rates := fitting()
		o.Activity.ID, o.Schedule.ID = fmt.Sprint("a", i%3), fmt.Sprint("s", i)
		if i%2 == 0 {
			o.Activity.Tiers = 1 << 1
		}
		if i%3 == 0 {
			o.Activity.AgeFrom = 60
		}
		k.Candidates = append(k.Candidates, matching.NewCandidate(k.Wish, o, rates, monday))
	}
	sum := 0
	for _, n := range groupsOf(k) {
		sum += n.times
	}
	if out := len(k.Candidates) - len(k.Fitting()); sum != out || out != 8 {
		t.Errorf("the groups have %d together, and %d do not fit", sum, out)
	}
}
