package directory_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Who asks for a time of the week reads of each activity its next session at that time.
func TestAHitShowsTheNextSessionOfTheTimeAskedFor(t *testing.T) {
	tuesday := clock.D(2026, 11, 24) // today
	cases := []struct {
		says string
		q    directory.Query
		day  clock.Date
		hour int // 0: no session is told
	}{
		{"nothing asked", directory.Query{}, tuesday, 10},
		{"a weekday in the day", directory.Query{Part: directory.Day}, tuesday, 10},
		{"an evening, which of Saturday is one too", directory.Query{Part: directory.Evening}, tuesday.AddDays(4), 18},
		{"the weekend", directory.Query{Part: directory.Weekend}, tuesday.AddDays(4), 14},
		{"a day typed", directory.Query{Words: "thursday"}, tuesday.AddDays(9), 19},
		{"a day and a time typed", directory.Query{Words: "saturday evening"}, tuesday.AddDays(4), 18},
		{"a day typed and a time chosen", directory.Query{Words: "thursday", Part: directory.Evening}, tuesday.AddDays(9), 19},
		{"a day that is none of it", directory.Query{Words: "clay friday"}, tuesday, 10},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		clay := p.activity(t, directory.Activity{Title: "Clay", Kind: "arts", Text: "Pots."})
		p.weekly(t, clay.ID, "TU", 10*60, 8, 0)
		p.weekly(t, clay.ID, "SA", 14*60, 8, 0)
		p.weekly(t, clay.ID, "SA", 18*60, 8, 0)
		late := p.weekly(t, clay.ID, "TH", 19*60, 8, 0)
		p.in(t, func(ctx context.Context, tx *db.Tx) error {
			return p.s.CallOff(ctx, tx, access.System, late[0].ID, directory.Off{Reason: "weather"})
		})
		for _, c := range cases {
			f := p.search(t, c.q)
			if len(f.Hits) != 1 || f.Hits[0].Next.Date != c.day || f.Hits[0].Next.Start != c.hour*60 {
				t.Errorf("%s: %+v", c.says, f.Hits)
			}
		}
	})
}

// Who asks for a time of the week reads first what is on soonest at that time, however soon
// something else of it is on.
func TestHitsAreInTheOrderOfTheSessionsThatTheyShow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for _, a := range []struct {
			title string
			at    map[string]int
		}{
			{"Clay", map[string]int{"TU": 10 * 60, "FR": 19 * 60}}, // on today, and in the evening on Friday only
			{"Songs", map[string]int{"WE": 18 * 60}},
			{"Darts", map[string]int{"TU": 11 * 60, "TH": 20 * 60, "SA": 11 * 60}},
		} {
			id := p.activity(t, directory.Activity{Title: a.title, Kind: "arts", Text: "For all."}).ID
			for day, start := range a.at {
				p.weekly(t, id, day, start, 8, 0)
			}
		}
		for _, c := range []struct {
			q    directory.Query
			want string
		}{
			{directory.Query{}, "Clay Darts Songs"},
			{directory.Query{Part: directory.Evening}, "Songs Darts Clay"},
			{directory.Query{Part: directory.Weekend}, "Darts"},
			{directory.Query{Words: "all evening"}, "Songs Darts Clay"},
			{directory.Query{Words: "all", Part: directory.Evening}, "Songs Darts Clay"},
			{directory.Query{Words: "thursday", Part: directory.Evening}, "Darts"},
		} {
			var got []string
			for _, h := range p.search(t, c.q).Hits {
				got = append(got, h.Activity.Title)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%+v finds %q, want %s", c.q, got, c.want)
			}
		}
	})
}

// What is part of a support plan has no price for somebody who comes by themselves,
// and neither has what does not say what it costs.
func TestAPriceIsAskedOfWhatCanBePaidAtTheDoor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := newPlace(t, d)
		for _, a := range []directory.Activity{
			{Title: "Free for all", PriceKnown: true},
			{Title: "Free in a plan", PriceKnown: true, Tiers: 1},
			{Title: "Two pounds in a plan", OwnPrice: 200, PriceKnown: true, Tiers: 2},
			{Title: "Two pounds", OwnPrice: 200, PriceKnown: true},
		} {
			p.activity(t, a)
		}
		for want, q := range map[string]directory.Query{"Free for all": {Free: true}, "Two pounds": {Words: "pounds", MaxPrice: 300}} {
			if f := p.search(t, q); f.Total != 1 || f.Hits[0].Activity.Title != want {
				t.Errorf("%+v finds %+v", q, f.Hits)
			}
		}
	})
}
