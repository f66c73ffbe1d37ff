package weekplan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"ourdays/internal/engine/weekplan"
)

// recipe draws the size of a job with an agent, and its cost, as the published
// generalised assignment problems of a class were drawn.
type recipe struct {
	size func(*rand.Rand) int
	cost func(r *rand.Rand, size int) int
}

var (
	// classC has sizes of 5 to 25 and costs of 10 to 50.
	classC = recipe{func(r *rand.Rand) int { return 5 + r.IntN(21) },
		func(r *rand.Rand, _ int) int { return 10 + r.IntN(41) }}
	// classD has sizes of 1 to 100, and costs that fall as sizes rise, within 10.
	classD = recipe{func(r *rand.Rand) int { return 1 + r.IntN(100) },
		func(r *rand.Rand, size int) int { return 101 - size + r.IntN(21) }}
)

// dearest is above every cost.
const dearest = 125

// assignment draws a generalised assignment problem, each agent's capacity 0.8 of
// an even share of the work. It is a special case of the planner: agents are sessions,
// jobs are people of whom each must attend exactly one. The published files
// are not part of the project, so these are generated.
func assignment(r *rand.Rand, draw recipe, agents, jobs int) (file object, top int) {
	var sessions, people []object
	size := make([][]int, agents)
	for a := range agents {
		sum := 0
		for range jobs {
			n := draw.size(r)
			size[a], sum = append(size[a], n), sum+n
		}
		sessions = append(sessions, object{"act": a, "day": 0, "start": 600, "end": 700, "units": 1, "places": jobs,
			"staff_max": sum * 8 / (10 * agents), "load": 1, "staff_cost": 0, "outcomes": 0})
	}
	for j := range jobs {
		opts := []object{}
		for a := range agents {
			opts = append(opts, object{"s": a, "u": dearest - draw.cost(r, size[a][j]), "price": 0, "w": size[a][j], "t": -1})
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
	for _, c := range []struct {
		class        string
		draw         recipe
		agents, jobs int
		most         int // thousandths that the cost may be above what is proven
	}{
		{"C", classC, 5, 25, 10}, {"C", classC, 5, 50, 10}, {"C", classC, 10, 50, 10},
		{"D", classD, 5, 50, 15}, {"D", classD, 10, 50, 20},
	} {
		t.Run(fmt.Sprintf("class %s, %d agents, %d jobs", c.class, c.agents, c.jobs), func(t *testing.T) {
			file, top := assignment(r, c.draw, c.agents, c.jobs)
			text := encode(t, file)
			p := solve(t, text, weekplan.Settings{Rounds: 240, Seed: 1, Workers: 2})
			verify(t, text, p)
			cost, least := int64(top)-p.Objective, int64(top)-p.Bound
			t.Logf("cost %d, at least %d, %.2f %% above", cost, least, 100*float64(cost-least)/float64(least))
			if 1000*(cost-least) > int64(c.most)*least {
				t.Errorf("cost %d is more than %d thousandths above the proven %d", cost, c.most, least)
			}
		})
	}
}
