package brokerage

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

var monday = clock.D(2026, 11, 30)

// somebody is a person whom the candidate of fitting suits in every way.
func somebody() matching.Wish {
	return matching.Wish{Age: 40, Tier: 2, Needs: directory.StepFree, Free: people.FreeAt(1, 1), Lat: 53.1, Lng: -2.44,
		TravelMinutes: 30, Ratio: 3, Weekly: 10000, Kinds: []string{"sport"},
		Aims: []matching.Aim{{ID: "a", Words: "Make friends", CareAct: []string{"O7"}}}, MinUnits: 1, MaxUnits: 4}
}

// fitting is bowling on Tuesday from 2pm to 4pm, close by, at 1:3 for £40.
func fitting() (directory.Offered, []matching.Rate) {
	o := directory.Offered{
		Schedule: directory.Schedule{ID: "s1", Start: 840, End: 960},
		Activity: directory.Activity{ID: "a1", Title: "Bowling", Kind: "sport", AgeFrom: 18, AgeTo: 99, Tiers: 1 << 2,
			Outcomes: db.List{"O7"}},
		Location: directory.Location{ID: "l1", Lat: 53.1, Lng: -2.45, Access: directory.StepFree | directory.Hoist},
	}
	for i := range 2 {
		o.Sessions = append(o.Sessions, directory.Session{ID: "x", Date: clock.D(2026, 12, 1).AddDays(7 * i), Start: 840, End: 960,
			Places: 10, Taken: 4, Support: 60, SupportTaken: 20})
	}
	return o, []matching.Rate{{Ratio: 3, Price: 4000}}
}
