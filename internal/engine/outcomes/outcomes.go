package outcomes

import (
	"errors"
	"fmt"
	"math"
)

// The levels of a scale.
const (
	Lowest   = -2
	Expected = 0
	Highest  = 2
)

// correlation is ρ: how much the goals of one person are assumed to move
// together, 0.3 in the paper of 1968.
const correlation = 0.3

// MostWeight bounds a weight. Importance and difficulty, each 1 to 3, are
// multiplied; 9 is the most that gives.
const MostWeight = 9

// Goal is one goal of one person at a review.
type Goal struct {
	Weight   int // 1 to MostWeight; 1 for all weighs them alike
	Baseline int // the level at the start
	Score    int // the level now
}

// errNoGoal is the answer to a list without goals: there is nothing to score.
var errNoGoal = errors.New("no goal to score")

func (g Goal) check() error {
	switch {
	case g.Weight < 1 || g.Weight > MostWeight:
		return fmt.Errorf("a weight of %d is not from 1 to %d", g.Weight, MostWeight)
	case g.Baseline < Lowest || g.Baseline > Highest:
		return fmt.Errorf("a baseline of %d is not from %d to %d", g.Baseline, Lowest, Highest)
	case g.Score < Lowest || g.Score > Highest:
		return fmt.Errorf("a score of %d is not from %d to %d", g.Score, Lowest, Highest)
	}
	return nil
}

// Achieved says how many of the goals were met, in the words of the national
// return (Client Level Data, "review outcomes achieved").
type Achieved string

// A goal is met at its expected level or above.
const (
	Fully     Achieved = "fully"     // every goal
	Partially Achieved = "partially" // some
	NotMet    Achieved = "not_met"   // none
)

// Result is where one person stands.
type Result struct {
	T        float64 // the T-score of the scores
	Baseline float64 // the T-score of the baselines
	Up       int     // goals above their baseline
	Same     int
	Down     int
	Met      int // goals at the expected level or above
	Achieved Achieved
}

// Change is the progress from the baseline, in points of the T-score.
func (r Result) Change() float64 { return r.T - r.Baseline }

// Hundredths gives a T-score as a whole number of hundredths, as it is stored.
func Hundredths(t float64) int { return int(math.Round(t * 100)) }

// Score works out where a person stands. Without a goal, or with one beyond its
// scale, it is an error that says which.
func Score(goals []Goal) (Result, error) {
	var r Result
	if len(goals) == 0 {
		return r, errNoGoal
	}
	for i, g := range goals {
		if err := g.check(); err != nil {
			return r, fmt.Errorf("goal %d: %w", i+1, err)
		}
		r.count(g)
	}
	r.T = tScore(goals, func(g Goal) int { return g.Score })
	r.Baseline = tScore(goals, func(g Goal) int { return g.Baseline })
	r.Achieved = achieved(r.Met, len(goals))
	return r, nil
}

func (r *Result) count(g Goal) {
	switch {
	case g.Score > g.Baseline:
		r.Up++
	case g.Score < g.Baseline:
		r.Down++
	default:
		r.Same++
	}
	if g.Score >= Expected {
		r.Met++
	}
}

func achieved(met, of int) Achieved {
	switch met {
	case of:
		return Fully
	case 0:
		return NotMet
	}
	return Partially
}

// tScore is the formula of the package comment. The sum of squares is above
// nothing, because weights are.
func tScore(goals []Goal, level func(Goal) int) float64 {
	var weighted, squares, sum int
	for _, g := range goals {
		weighted += g.Weight * level(g)
		squares += g.Weight * g.Weight
		sum += g.Weight
	}
	spread := (1-correlation)*float64(squares) + correlation*float64(sum*sum)
	return 50 + 10*float64(weighted)/math.Sqrt(spread)
}
