package weekplan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"ourdays/internal/engine/weekplan"
)

// assignment draws a generalised assignment problem by the usual recipe of its
// class C: costs 10 to 50, sizes 5 to 25, each agent's capacity 0.8 of an even
// share of the work. It is a special case of the planner: agents are sessions,
// jobs are people of whom each must attend exactly one. The published files
// are not part of the project, so these are generated.
func assignment(r *rand.Rand, agents, jobs int) (file object, top int) {
	const dearest = 60
	var sessions, people []object
	size := make([][]int, agents)
	for a := range agents {
		sum := 0
		for range jobs {
			n := 5 + r.IntN(21)
			size[a], sum = append(size[a], n), sum+n
		}
		sessions = append(sessions, object{"act": a, "day": 0, "start": 600, "end": 700, "units": 1, "places": jobs,
			"staff_max": sum * 8 / (10 * agents), "load": 1, "staff_cost": 0, "outcomes": 0})
	}
	for j := range jobs {
		opts := []object{}
		for a := range agents {
			opts = append(opts, object{"s": a, "u": dearest - 10 - r.IntN(41), "price": 0, "w": size[a][j], "t": -1})
		}
		people = append(people, object{"min": 1, "max": 1, "budget": 0, "must": []int{}, "theta": 0, "opts": opts, "x": r.Float64(),
			"y": r.Float64()})
	}
	return object{"name": "assignment", "weights": object{"must": 0, "short": dearest * (jobs + 1), "fair": 0}, "max_per_day": 1,
		"max_per_act": 1,
		"gap":         0, "sessions": sessions, "people": people, "friends": []object{}, "transport": []object{}}, dearest * jobs
}

func TestGeneralisedAssignmentProblemsAreNearlyClosed(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, c := range []struct{ agents, jobs int }{{5, 25}, {5, 50}, {10, 50}} {
		t.Run(fmt.Sprintf("%d agents, %d jobs", c.agents, c.jobs), func(t *testing.T) {
			file, top := assignment(r, c.agents, c.jobs)
			text := encode(t, file)
			p := solve(t, text, weekplan.Settings{Rounds: 240, Seed: 1, Workers: 2})
			verify(t, text, p)
			cost, least := int64(top)-p.Objective, int64(top)-p.Bound
			t.Logf("cost %d, at least %d", cost, least)
			if 100*(cost-least) > least {
				t.Errorf("cost %d is more than 1 %% above the proven %d", cost, least)
			}
		})
	}
}
