package outcomes_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ourdays/internal/engine/outcomes"
)

// goals makes goals that began one below expected, as is usual.
func goals(scores []int, weights ...int) []outcomes.Goal {
	var list []outcomes.Goal
	for i, x := range scores {
		w := 1
		if len(weights) > 0 {
			w = weights[i]
		}
		list = append(list, outcomes.Goal{Weight: w, Baseline: -1, Score: x})
	}
	return list
}

// The formula is the published one; the values were worked out from it by
// hand, apart from this code, and stand in the project's domain notes (6.1).
func TestTheTScoreIsThePublishedOne(t *testing.T) {
	for _, c := range []struct {
		says    string
		scores  []int
		weights []int
		want    int // hundredths
	}{
		{"all as expected", []int{0}, nil, 5000},
		{"three as expected", []int{0, 0, 0}, nil, 5000},
		{"one goal, more", []int{1}, nil, 6000},
		{"one goal, much less", []int{-2}, nil, 3000},
		{"one goal, much more", []int{2}, nil, 7000},
		{"two goals, one more", []int{1, 0}, nil, 5620},
		{"three goals, each more", []int{1, 1, 1}, nil, 6369},
		{"three goals, each less", []int{-1, -1, -1}, nil, 3631},
		{"three goals apart", []int{2, 0, -1}, nil, 5456},
		{"three goals at the top", []int{2, 2, 2}, nil, 7739},
		{"three goals at the bottom", []int{-2, -2, -2}, nil, 2261},
		{"weights 3, 2, 1", []int{1, 0, -1}, []int{3, 2, 1}, 5441},
		{"a weight on one goal changes nothing", []int{1}, []int{9}, 6000},
	} {
		t.Run(c.says, func(t *testing.T) {
			r, err := outcomes.Score(goals(c.scores, c.weights...))
			if err != nil || outcomes.Hundredths(r.T) != c.want {
				t.Errorf("T is %.4f, want %d hundredths; %v", r.T, c.want, err)
			}
		})
	}
}

func TestProgressIsCountedFromTheBaseline(t *testing.T) {
	r, err := outcomes.Score([]outcomes.Goal{{1, -1, 1}, {1, -1, -1}, {1, 0, -2}, {1, -2, 0}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Up != 2 || r.Same != 1 || r.Down != 1 || r.Met != 2 || r.Achieved != outcomes.Partially {
		t.Errorf("got %+v", r)
	}
	if r.Change() <= 0 {
		t.Errorf("the change is %.2f", r.Change())
	}
}

func TestWhatWasAchievedIsSaidInThreeWords(t *testing.T) {
	for _, c := range []struct {
		scores []int
		want   outcomes.Achieved
	}{{[]int{0, 1}, outcomes.Fully}, {[]int{0, -1}, outcomes.Partially}, {[]int{-1, -2}, outcomes.NotMet}, {[]int{2}, outcomes.Fully}} {
		if r, err := outcomes.Score(goals(c.scores)); err != nil || r.Achieved != c.want {
			t.Errorf("%v is %s, want %s; %v", c.scores, r.Achieved, c.want, err)
		}
	}
}

func TestWhatCannotBeScoredIsRefusedWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		says string
		list []outcomes.Goal
		want string
	}{
		{"no goal", nil, "no goal"},
		{"a score above the scale", goals([]int{0, 3}), "goal 2: a score of 3"},
		{"a score below the scale", goals([]int{-3}), "goal 1: a score of -3"},
		{"a baseline beyond the scale", []outcomes.Goal{{1, 3, 0}}, "a baseline of 3"},
		{"no weight", []outcomes.Goal{{0, 0, 0}}, "a weight of 0"},
		{"too much weight", []outcomes.Goal{{10, 0, 0}}, "a weight of 10"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if _, err := outcomes.Score(c.list); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func some() *rapid.Generator[[]outcomes.Goal] {
	level := rapid.IntRange(outcomes.Lowest, outcomes.Highest)
	one := rapid.Custom(func(t *rapid.T) outcomes.Goal {
		return outcomes.Goal{Weight: rapid.IntRange(1, outcomes.MostWeight).Draw(t, "w"), Baseline: level.Draw(t, "b"), Score: level.Draw(t, "x")}
	})
	return rapid.SliceOfN(one, 1, 12)
}

func score(t *rapid.T, list []outcomes.Goal) outcomes.Result {
	r, err := outcomes.Score(list)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAScoreHoldsWhateverTheGoals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := some().Draw(t, "goals")
		r := score(t, list)
		turned := slices.Clone(list)
		slices.Reverse(turned)
		if other := score(t, turned); math.Abs(other.T-r.T) > 1e-9 {
			t.Errorf("the order of the goals counts: %f and %f", r.T, other.T)
		}
		mirrored := slices.Clone(list)
		for i := range mirrored {
			mirrored[i].Score = -mirrored[i].Score
		}
		if other := score(t, mirrored); math.Abs(other.T+r.T-100) > 1e-9 {
			t.Errorf("turned round it is %f, want the other side of 50 from %f", other.T, r.T)
		}
		at := rapid.IntRange(0, len(list)-1).Draw(t, "which")
		if list[at].Score < outcomes.Highest {
			better := slices.Clone(list)
			better[at].Score++
			if other := score(t, better); other.T <= r.T {
				t.Errorf("a goal got better and T went from %f to %f", r.T, other.T)
			}
		}
		if r.Up+r.Same+r.Down != len(list) {
			t.Errorf("%+v counts other than %d goals", r, len(list))
		}
	})
}

func ExampleScore() {
	r, err := outcomes.Score([]outcomes.Goal{{Weight: 3, Baseline: -1, Score: 1}, {Weight: 1, Baseline: -1, Score: 0}})
	fmt.Printf("%.2f from %.2f: %s, %d up, %v\n", r.T, r.Baseline, r.Achieved, r.Up, err)
	// Output: 58.73 from 38.36: fully, 2 up, <nil>
}
