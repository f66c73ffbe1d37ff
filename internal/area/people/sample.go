package people

import (
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	jo := Person{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo",
		Born: clock.D(1994, time.March, 3), Town: "Crewe",
		Ward: "Crewe East", Postcode: "CW1 9ZZ", Needs: NeedsOf([]string{"step_free", "quiet"}),
		SupportReason: "learning_disability",
		EasyRead:      true, Ratio: 4,
		GoodAt: "I remember birthdays.", Likes: "Cooking, and my friend Sam.",
		Kinds: db.List{"music", "learning"}, Wants: "To cook my own tea.",
		HowToTalk: "Use signs and pictures.", Free: FreeAt(0, 0) | FreeAt(0, 1) | FreeAt(1, 0) | FreeAt(4, 2),
		TravelMinutes: 30}
	towns := Towns{"Crewe", "Nantwich", "Sandbach"}
	r := record{person: jo, name: jo.FullName(), towns: towns, age: 32, works: true, mayEdit: true,
		mayLike:  true,
		mandates: []Mandate{{ID: "m", Supporter: "Grace Bright", Basis: "parent", May: db.List{"see", "choose"}}}}
	v := helpSample(jo)
	bare := record{person: Person{ID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Town: "Chester"},
		mayLike: true, name: "Samuel Achebe", age: 35, towns: towns}
	return append(v.samples(), []web.Sample{
		{Area: "people", Name: "list", Make: func(c *web.Ctx) web.Page {
			return listPage(c, []Listed{{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", Town: "Crewe"},
				{ID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Town: "Nantwich"}})
		}},
		{Area: "people", Name: "list-empty", Make: func(c *web.Ctx) web.Page { return listPage(c, nil) }},
		{Area: "people", Name: "record", Make: func(c *web.Ctx) web.Page { return recordPage(c, r) }},
		{Area: "people", Name: "record-bare", Make: func(c *web.Ctx) web.Page { return recordPage(c, bare) }},
		{Area: "people", Name: "profile", Make: func(c *web.Ctx) web.Page {
			return profilePage(c, r, jo.Born.String())
		}},
		{Area: "people", Name: "profile-refused", Make: func(c *web.Ctx) web.Page {
			p := profilePage(c, record{person: Person{FamilyName: "Bright", Town: "Crewe"}, towns: towns},
				"3rd of Marchember")
			p.Errors = []fail.Field{{Name: "given_name", Key: "people.refused.name"},
				{Name: "born", Key: "people.refused.born"},
				{Name: "ratio", Key: "people.refused.ratio"},
				{Name: "good_at", Key: "people.refused.long", Args: []any{"field",
					fail.Key("people.field.good_at"), "most", longestWords}}}
			return p
		}},
		{Area: "people", Name: "profile-stale", Make: func(c *web.Ctx) web.Page {
			stale := r
			stale.now, stale.changed = jo, []string{"born", "ward", "ratio", "needs", "free", "travel_minutes",
				"easy_read", "support_reason", "likes", "kinds"}
			stale.now.Ward = ""
			p := profilePage(c, stale, jo.Born.String())
			p.Errors = []fail.Field{{Key: "people.refused.stale"}}
			return p
		}},
		{Area: "people", Name: "profile-off-map", Make: func(c *web.Ctx) web.Page {
			return profilePage(c, bare, "")
		}},
		{Area: "people", Name: "likes", Make: func(c *web.Ctx) web.Page { return likesPage(c, jo.Kinds) }},
		{Area: "people", Name: "about-me", Make: func(c *web.Ctx) web.Page { return ownPage(c, r) }},
		{Area: "people", Name: "about-me-bare", Make: func(c *web.Ctx) web.Page { return ownPage(c, bare) }},
	}...)
}

// helpSample is a person with a helper in each state.
func helpSample(jo Person) help {
	today := clock.D(2026, time.November, 24)
	day := func(n int) clock.NullDate { return clock.SomeDate(today.AddDays(n)) }
	grace := Mandate{ID: "m", Supporter: "Grace Bright", Email: "grace@weaverdale.example", Related: "my mum",
		Basis: "parent", SaidOn: day(-40),
		SaidHow: "She signed yes, at home, with her picture book.", May: db.List{"see", "choose", "book"},
		Starts: today.AddDays(-40), ReviewOn: day(300), GivenBy: "Dina Okafor"}
	deputy := Mandate{ID: "d", Supporter: "Ann Lee", Email: "lee@law.example", Related: "my deputy",
		Basis: "deputy", Paper: "Order of the Court of Protection, seen.",
		May: db.List{"see", "money"}, Starts: today.AddDays(-90), ReviewOn: day(-1), GivenBy: "Dina Okafor"}
	later, over, ended := grace, grace, deputy
	stopped := grace
	stopped.ID, stopped.Ended, stopped.EndedBy, stopped.Unread = "s", day(-1), "Joanna Bright", true
	later.ID, later.Supporter, later.Starts, later.Basis = "l", "Sam Achebe", today.AddDays(7), "asked"
	over.ID, over.Supporter, over.Until, over.Basis = "o", "Mo Ellis", day(-3), "advocate"
	ended.ID, ended.Supporter, ended.Ended, ended.EndReason, ended.EndedBy, ended.Basis = "e", "Pat Dunne", day(
		-9), "The DWP chose somebody else.", "Dina Okafor", "appointee"
	return help{person: jo, today: today, own: true, list: []Mandate{grace, deputy, later, over, ended, stopped},
		one: grace}
}

func (v help) samples() []web.Sample {
	on := func(i int) help { v.one = v.list[i]; return v }
	pages := map[string]func(c *web.Ctx) web.Page{
		"mandates": func(c *web.Ctx) web.Page { return mandatesPage(c, v) },
		"mandate":  func(c *web.Ctx) web.Page { return mandatePage(c, on(0)) },
		"mandate-ended": func(c *web.Ctx) web.Page {
			p := mandatePage(c, on(4))
			p.Errors = []fail.Field{{Key: "people.refused.over"}}
			return p
		},
		"mandate-stopped": func(c *web.Ctx) web.Page { return mandatePage(c, on(5)) },
		"let-help":        func(c *web.Ctx) web.Page { return letHelpPage(c, on(0)) },
		"helpers":         func(c *web.Ctx) web.Page { return helpersPage(c, v) },
		"helpers-none": func(c *web.Ctx) web.Page {
			return helpersPage(c, help{person: v.person, today: v.today})
		},
		"stop":      func(c *web.Ctx) web.Page { return stopPage(c, on(0)) },
		"stop-ask":  func(c *web.Ctx) web.Page { return stopPage(c, on(1)) },
		"stop-over": func(c *web.Ctx) web.Page { return stopPage(c, on(3)) },
		"helped": func(c *web.Ctx) web.Page {
			return helpedPage(c, []Person{v.person, {ID: "sam", GivenName: "Samuel", FamilyName: "Achebe"}}, "jo")
		},
		"way-in":      func(c *web.Ctx) web.Page { return wayInPage(c, wayIn{person: v.person}) },
		"way-in-used": func(c *web.Ctx) web.Page { return wayInPage(c, usedWay(v.person)) },
		"way-in-ended": func(c *web.Ctx) web.Page {
			w := usedWay(v.person)
			w.way.Active = false
			p := wayInPage(c, w)
			p.Errors = []fail.Field{{Key: "access.way_in.stale"}}
			return p
		},
		"code-on-paper": func(c *web.Ctx) web.Page { return codePage(c, usedWay(v.person)) },
		"code-on-paper-made": func(c *web.Ctx) web.Page {
			w := usedWay(v.person)
			w.code, w.last = "BCDF6789", clock.D(2026, time.December, 1)
			c.ReadEasy()
			return codePaper(c, w, "https://days.weaverdale.example")
		},
		"way-in-by-code": func(c *web.Ctx) web.Page {
			w := usedWay(v.person)
			w.email, w.way.Email = "", ""
			w.way.Code = clock.NullInstant{V: clock.At(clock.D(2026, time.December, 2), 0), Valid: true}
			return wayInPage(c, w)
		},
		"helped-none": func(c *web.Ctx) web.Page { return helpedPage(c, nil, "") },
	}
	var all []web.Sample
	for name, page := range pages {
		all = append(all, web.Sample{Area: "people", Name: name, Make: page})
	}
	return all
}

func usedWay(p Person) wayIn {
	return wayIn{person: p, email: "jo@weaverdale.example",
		way: access.WayIn{ID: "a", Email: "jo@weaverdale.example", Active: true,
			Used: clock.NullInstant{V: clock.At(clock.D(2026, time.November, 20), 9*60), Valid: true}}}
}
