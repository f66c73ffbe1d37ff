package plans

import "testing"

func TestAnOutcomeStandsWhereItsLastReviewScoredIt(t *testing.T) {
	o := Outcome{ID: "o", Baseline: -1}
	for _, c := range []struct {
		says   string
		last   []Score
		level  int
		scored bool
	}{
		{"where it began, before a review", nil, -1, false},
		{"where it began, when only another was scored", []Score{{OutcomeID: "p", Score: 2}}, -1, false},
		{"at its own score, among others", []Score{{OutcomeID: "p", Score: 2}, {OutcomeID: "o", Score: 0}}, 0, true},
	} {
		if level, scored := o.stands(c.last); level != c.level || scored != c.scored {
			t.Errorf("%s: at %d, scored %t", c.says, level, scored)
		}
	}
}
