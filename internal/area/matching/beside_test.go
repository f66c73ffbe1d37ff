package matching

import (
	"slices"
	"testing"

	"ourdays/internal/platform/pence"
)

// A week beside others that cost this much: what is told of it, on each side of the value.
func TestAWeekIsSetBesideTheOthersAsTheyAreNow(t *testing.T) {
	costs := func(all ...pence.Pence) (looks []Look) {
		for _, c := range all {
			looks = append(looks, Look{Cost: c, CostKnown: true})
		}
		return looks
	}
	ways := func(all ...int) (looks []Look) {
		for _, m := range all {
			looks = append(looks, Look{Travel: m})
		}
		return looks
	}
	with, alone, free := Look{Friends: []string{"Sam"}}, Look{}, Look{Cost: 1}
	for _, k := range []struct {
		name string
		all  []Look // the first is the week that is told
		want Reasons
	}{
		{"a penny cheaper", costs(3999, 4000), Reasons{{Rule: ForCheaper, Good: true, Value: 1}}},
		{"as dear", costs(4000, 4000), nil},
		{"dearer than one of two", costs(3999, 4000, 3998), nil},
		{"cheaper than two, by as much as the dearest", costs(4000, 5000, 7000), Reasons{{Rule: ForCheaper, Good: true, Value: 3000}}},
		{"as cheap as one of two", costs(4000, 4000, 7000), nil},
		{"cheap, and nothing beside it", costs(4000), nil},
		{"a penny dearer", costs(4000, 3999), Reasons{{Rule: NotCheap, Value: 1}}},
		{"the dearest of three, by as much as the cheapest", costs(7000, 4000, 5000), Reasons{{Rule: NotCheap, Value: 3000}}},
		{"as dear as the dearest of two", costs(7000, 4000, 7000), Reasons{{Rule: NotCheap, Value: 3000}}},
		{"between two", costs(5000, 4000, 7000), nil},
		{"a price is not known", append(costs(4000, 5000), free), nil},
		{"its own price is not known", append([]Look{free}, costs(5000)...), nil},
		{"sixteen minutes a week farther", ways(56, 40), Reasons{{Rule: NotNear, Value: 16}}},
		{"fifteen are no matter", ways(55, 40), nil},
		{"as far from the nearest of three", ways(100, 90, 20), Reasons{{Rule: NotNear, Value: 80}}},
		{"the nearest itself", ways(100, 120), nil},
		{"nothing beside its way", ways(100), nil},
		{"a friend goes in another", []Look{alone, with}, Reasons{{Rule: NotFriend}}},
		{"a friend goes in both", []Look{with, with}, nil},
		{"a friend goes in no week", []Look{alone, alone}, nil},
	} {
		if got := (Reasons{}).Beside(k.all, 0); !slices.Equal(got, k.want) {
			t.Errorf("%s: told %+v, want %+v", k.name, got, k.want)
		}
	}
}

// Weeks from before were kept with what they were beside the others then.
func TestWhatAWeekWasKeptWithOfOthersIsToldAnew(t *testing.T) {
	liked, few := Reason{Rule: ForLiked, Good: true, Word: "sport"}, Reason{Rule: NotEnough, Value: 1}
	kept := Reasons{liked, {Rule: ForCheaper, Good: true, Value: 1784}, {Rule: NotFriend}, {Rule: NotNear, Value: 30}, few}
	all := []Look{{Cost: 7367, CostKnown: true}, {Cost: 7084, CostKnown: true}, {Cost: 9151, CostKnown: true}}
	if got := kept.Beside(all, 0); !slices.Equal(got, Reasons{liked, few}) {
		t.Errorf("the second cheapest of three: %+v", got)
	}
	all[0].Cost = 7083
	if got := kept.Beside(all, 0); !slices.Equal(got, Reasons{liked, {Rule: ForCheaper, Good: true, Value: 2068}, few}) {
		t.Errorf("the cheapest of three: %+v", got)
	}
	if got := kept.Beside(all, -1); !slices.Equal(got, Reasons{liked, few}) {
		t.Errorf("one that cannot be chosen: %+v", got)
	}
}
