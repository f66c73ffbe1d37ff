package framework

import (
	"time"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	today := clock.D(2026, time.November, 24)
	farm := directory.Organisation{ID: "farm", Name: "Brook Farm"}
	act := directory.Activity{ID: "hens", OrganisationID: "farm", Title: "Hens and herbs"}
	old := Rate{ID: "r1", ActivityID: "hens", Ratio: 3, Price: 4200, Benchmark: 4000,
		Reason: "The only farm with a hoist.",
		Starts: clock.D(2026, 4, 1), SetBy: "Ros Vale", SetOn: clock.SomeDate(clock.D(2026, 2, 3))}
	next := Rate{ID: "r2", ActivityID: "hens", Ratio: 3, Price: 4350, Benchmark: 4400,
		Starts: clock.D(2027, 4, 1)}
	v := contractView{today: today, Contract: Contract{Activity: act, Organisation: farm,
		Rates: []Rate{next, old}, Turn: 2}}
	weighs := func(sessions int, cost, price pence.Pence) func(c *web.Ctx) web.Page {
		w := v
		w.weighs, w.typed = true, typedRate{ratio: "3", price: "43.50", starts: "2027-04-01"}
		w.impact = Impact{Rate: next, Old: old, Last: clock.D(2028, 3, 31)}
		w.impact.Sessions, w.impact.People, w.impact.Cost, w.impact.Price = sessions, min(sessions, 4), cost, price
		return func(c *web.Ctx) web.Page { return contractPage(c, w) }
	}
	pages := map[string]func(c *web.Ctx) web.Page{
		"organisations": func(c *web.Ctx) web.Page {
			return organisationsPage(c, organisationList{list: []directory.Organisation{farm}, page: 2, pages: 3})
		},
		"organisations-none": func(c *web.Ctx) web.Page {
			return organisationsPage(c, organisationList{words: "zebra", page: 1, pages: 1})
		},
		"organisation": func(c *web.Ctx) web.Page {
			return organisationPage(c, agreements{farm, []directory.Activity{act, {ID: "new", Title: "Bees"}},
				map[string][]Rate{"hens": {old}}})
		},
		"organisation-bare": func(c *web.Ctx) web.Page {
			return organisationPage(c, agreements{organisation: farm})
		},
		"contract": func(c *web.Ctx) web.Page { return contractPage(c, v) },
		"contract-bare": func(c *web.Ctx) web.Page {
			return contractPage(c, contractView{today: today, Contract: Contract{Activity: act, Organisation: farm}})
		},
		"contract-uplift": func(c *web.Ctx) web.Page {
			w := v
			w.lifts = []Uplift{{Rate: next, From: next.Starts, Places: 34, People: 31, Year: 265200, Above: 2,
				Short: 1}}
			return contractPage(c, w)
		},
		"contract-more":   weighs(34, 142800, 4350),
		"contract-less":   weighs(34, 142800, 4000),
		"contract-same":   weighs(34, 142800, 4200),
		"contract-nobody": weighs(0, 0, 4350),
		"contract-refused": func(c *web.Ctx) web.Page {
			p := contractPage(c, v)
			p.Errors = []fail.Field{{Name: "price", Key: "framework.refused.same"},
				{Name: "starts", Key: "framework.refused.starts"}}
			return p
		},
	}
	var all []web.Sample
	for name, page := range pages {
		all = append(all, web.Sample{Area: "framework", Name: name, Make: page})
	}
	return all
}
