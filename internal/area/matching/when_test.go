package matching

import (
	"slices"
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
)

// Swimming on Friday mornings: what is wished for at its time is worth a little more,
// and the week says so; another time, or another thing, is neither.
func TestWhatIsWishedForAtItsTimeIsWorthALittleMore(t *testing.T) {
	at := func(title string, day, start int) Candidate {
		return Candidate{Offered: directory.Offered{Activity: directory.Activity{Title: title}},
			Slots: []Slot{{Day: day, Start: start, End: start + 60}}}
	}
	swimming := SaidIn("I want to go swimming")
	for _, k := range []struct {
		name  string
		wants Said
		when  people.When
		c     Candidate
		holds bool
	}{
		{"on Friday morning", swimming, people.When{Day: 5, Part: 1}, at("Swimming", 4, 600), true},
		{"at a minute to midday", swimming, people.When{Day: 5, Part: 1}, at("Swimming", 4, 719), true},
		{"at midday", swimming, people.When{Day: 5, Part: 1}, at("Swimming", 4, 720), false},
		{"on Friday afternoon instead", swimming, people.When{Day: 5, Part: 2}, at("Swimming", 4, 600), false},
		{"on Thursday instead", swimming, people.When{Day: 4, Part: 1}, at("Swimming", 4, 600), false},
		{"something else at that time", swimming, people.When{Day: 5, Part: 1}, at("Chess", 4, 600), false},
		{"on any day, in the morning", swimming, people.When{Part: 1}, at("Swimming", 1, 600), true},
		{"on Friday, at any time", swimming, people.When{Day: 5}, at("Swimming", 4, 1100), true},
		{"in the evening", swimming, people.When{Part: 3}, at("Swimming", 4, 1020), true},
		{"anything, where no words say what", 0, people.When{Day: 5, Part: 1}, at("Chess", 4, 600), true},
		{"no time was said", swimming, people.When{}, at("Swimming", 4, 600), false},
	} {
		t.Run(k.name, func(t *testing.T) {
			with, without := Wish{Wants: k.wants, When: k.when}, Wish{Wants: k.wants}
			more := 0
			if k.holds {
				more = pointsWhen
			}
			if got := with.Points(k.c) - without.Points(k.c); got != more {
				t.Errorf("it is worth %d more", got)
			}
			reasons := ReasonsOf(with, Week{k.c})
			i := slices.IndexFunc(reasons, func(r Reason) bool { return r.Rule == ForWhen })
			if (i >= 0) != k.holds {
				t.Fatalf("the reasons are %v", reasons)
			}
			if k.holds && (reasons[i].Wished() != k.when || reasons[i].Own != k.c.Activity.Title) {
				t.Errorf("the reason is %v", reasons[i])
			}
		})
	}
}
