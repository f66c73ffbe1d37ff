package site

import (
	"time"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/web"
)

// Samples are the states of the composed pages, for the gallery.
func Samples() []web.Sample {
	cards := directory.SampleCards()
	now := clock.D(2026, time.November, 24)
	var hits []directory.Hit
	var sessions []directory.Session
	var lines []bookings.Line
	for _, c := range cards {
		hits = append(hits, directory.Hit{Activity: c.Activity, Organisation: c.Organisation, Location: c.Location,
			Next:    c.Session,
			HasNext: true})
		c.Session.Status = directory.SessionOpen
		sessions = append(sessions, c.Session)
		lines = append(lines, bookings.Line{Booking: bookings.Booking{ID: c.Session.ID, Status: bookings.Confirmed},
			Card:    c,
			Friends: []string{"Sam A."}})
	}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "site", Name: name, Make: make}
	}
	bowling := shown{activity: cards[0].Activity, organisation: cards[0].Organisation,
		coming: sessions[:1], now: now,
		locations: []directory.Location{cards[0].Location}, book: func(id string) string {
			return "/design/site/activity"
		}}
	bare := shown{activity: cards[2].Activity, organisation: directory.Organisation{Name: "Long Lane Farm"},
		now: now}
	dropIn := shown{activity: cards[0].Activity, organisation: cards[0].Organisation, now: now}
	bowling.back, bare.back, dropIn.back = "/activities", "/activities", "/activities"
	found := directory.Found{Hits: hits, Total: 43, Page: 2, Pages: 3}
	offer := choices{directory.AllKinds(), []string{"Crewe"}}
	full := week(lines, now)
	full.full = []brokerage.FullDay{{Activity: directory.SampleCards()[0].Activity, Day: now.AddDays(1)}}
	return []web.Sample{
		sample("home", func(c *web.Ctx) web.Page { return homePage(c, directory.AllKinds(), cards, now) }),
		sample("home-empty", func(c *web.Ctx) web.Page { return homePage(c, directory.Kinds(), nil, now) }),
		sample("guide", func(c *web.Ctx) web.Page {
			return guidePage(c, guide{2, "site.guide.part",
				partAnswers(c, directory.Query{}, directory.InParts{Day: 12, Evening: 1}), guidePath})
		}),
		sample("search", func(c *web.Ctx) web.Page {
			return searchPage(c, directory.Query{}, found, offer, shelf{now: now})
		}),
		sample("search-filtered", func(c *web.Ctx) web.Page {
			q := directory.Query{Words: "bowls", Kind: "sport", Town: "Crewe", Access: directory.StepFree,
				Online: true}
			return searchPage(c, q, directory.Found{Hits: hits[:1], Total: 1, Page: 1, Pages: 1, Loosened: true},
				offer,
				shelf{now: now})
		}),
		sample("search-nothing", func(c *web.Ctx) web.Page {
			return searchPage(c, directory.Query{Words: "xylophone"}, directory.Found{}, offer, shelf{now: now})
		}),
		sample("search-wordless", func(c *web.Ctx) web.Page {
			return searchPage(c, directory.Query{Words: "🎨"}, directory.Found{Wordless: true}, offer, shelf{now: now})
		}),
		sample("activity", func(c *web.Ctx) web.Page { return activityPage(c, bowling) }),
		sample("activity-bare", func(c *web.Ctx) web.Page { return activityPage(c, bare) }),
		sample("activity-drop-in", func(c *web.Ctx) web.Page { return activityPage(c, dropIn) }),
		sample("week", func(c *web.Ctx) web.Page {
			return weekPage(c, week(lines, now))
		}),
		sample("week-empty", func(c *web.Ctx) web.Page { return weekPage(c, week(nil, now)) }),
		sample("week-choose", func(c *web.Ctx) web.Page {
			v := week(nil, now)
			v.waits.State = brokerage.Shown
			return weekPage(c, v)
		}),
		sample("week-full", func(c *web.Ctx) web.Page { return weekPage(c, full) }),
		sample("week-paper", func(c *web.Ctx) web.Page { return paperPage(c, week(lines, now)) }),
		sample("week-paper-full", func(c *web.Ctx) web.Page { return paperPage(c, full) }),
		sample("week-of-person", func(c *web.Ctx) web.Page { return staffWeekPage(c, week(lines, now), "p") }),
	}
}

// week is a sample week of somebody who may do everything with it.
func week(lines []bookings.Line, now clock.Date) weekView {
	return weekView{person: people.Person{GivenName: "Jo", FamilyName: "Bright"}, lines: lines,
		from: now.Monday(), day: now, today: now,
		may: bookings.Powers{Book: true, Say: true, Money: true}, price: funds.Price{Weekly: 1420, Known: true},
		hasLeft: true,
		left: bookings.Left{Times: 4, Known: true, Budget: funds.Budget{Available: 4800, Spent: 7200,
			Until: now.AddDays(120)}}}
}
