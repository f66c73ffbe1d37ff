package matching_test

import (
	"fmt"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Tuesday's bowling fits, the choir at the same hour is for others; so one week
// can be made, and says what speaks for it.
func Example() {
	monday := clock.D(2026, 11, 30)
	tuesday := func(title string, audience ...string) directory.Offered {
		return directory.Offered{
			Schedule: directory.Schedule{ID: title},
			Activity: directory.Activity{ID: title, Title: title, Kind: "sport", Tiers: 1 << 2, Outcomes: db.List{"O7"}, For: audience},
			Sessions: []directory.Session{{Date: monday.AddDays(1), Start: 14 * 60, End: 16 * 60, Places: 10, Support: 60}},
		}
	}
	wish := matching.Wish{Age: 40, Group: "autism", Tier: 2, Ratio: 3, Weekly: 5000, Kinds: []string{"sport"}, MinUnits: 1, MaxUnits: 2,
		Aims: []matching.Aim{{ID: "o", Words: "Make friends", CareAct: []string{"O7"}}}}
	var fit []matching.Candidate
	for _, o := range []directory.Offered{tuesday("Bowling"), tuesday("Choir", "dementia")} {
		c := matching.NewCandidate(wish, o, []matching.Rate{{Ratio: 3, Price: 4000}}, monday)
		if out := matching.WhyNot(wish, c); len(out) > 0 {
			fmt.Println(o.Activity.Title, "is left out:", out[0].Rule)
			continue
		}
		fit = append(fit, c)
	}
	weeks, err := matching.Compose(wish, fit)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range matching.ReasonsOf(wish, weeks[0]) {
		fmt.Println(r.Rule, r.Own+r.Word, r.Value)
	}
	// Output:
	// Choir is left out: group
	// outcome Make friendsO7 1
	// liked sport 0
}
