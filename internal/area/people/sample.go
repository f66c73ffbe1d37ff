package people

import (
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	jo := Person{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo", Born: clock.D(1994, time.March, 3), Town: "Crewe",
		Ward: "Crewe East", Postcode: "CW1 9ZZ", Needs: NeedsOf([]string{"step_free", "quiet"}), SupportReason: "learning_disability",
		EasyRead: true, Ratio: 4,
		GoodAt: "I remember birthdays.", Likes: "Cooking, and my friend Sam.", Wants: "To cook my own tea.",
		HowToTalk: "Use signs and pictures.", Free: FreeAt(0, 0) | FreeAt(0, 1) | FreeAt(1, 0) | FreeAt(4, 2), TravelMinutes: 30}
	towns := Towns{"Crewe", "Nantwich", "Sandbach"}
	r := record{person: jo, name: jo.FullName(), towns: towns, age: 32, mayEdit: true,
		mandates: []Mandate{{ID: "m", Supporter: "Grace Bright", Basis: "parent", May: db.List{"see", "choose"}}}}
	bare := record{person: Person{ID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Town: "Chester"}, name: "Samuel Achebe", age: 35, towns: towns}
	return []web.Sample{
		{Area: "people", Name: "list", Make: func(c *web.Ctx) web.Page {
			return listPage(c, []Listed{{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", Town: "Crewe"},
				{ID: "sam", GivenName: "Samuel", FamilyName: "Achebe", Town: "Nantwich"}})
		}},
		{Area: "people", Name: "list-empty", Make: func(c *web.Ctx) web.Page { return listPage(c, nil) }},
		{Area: "people", Name: "record", Make: func(c *web.Ctx) web.Page { return recordPage(c, r) }},
		{Area: "people", Name: "record-bare", Make: func(c *web.Ctx) web.Page { return recordPage(c, bare) }},
		{Area: "people", Name: "profile", Make: func(c *web.Ctx) web.Page { return profilePage(c, r, jo.Born.String()) }},
		{Area: "people", Name: "profile-refused", Make: func(c *web.Ctx) web.Page {
			p := profilePage(c, record{person: Person{FamilyName: "Bright", Town: "Crewe"}, towns: towns}, "3rd of Marchember")
			p.Errors = []fail.Field{{Name: "given_name", Key: "people.refused.name"}, {Name: "born", Key: "people.refused.born"},
				{Name: "ratio", Key: "people.refused.ratio"},
				{Name: "good_at", Key: "people.refused.long", Args: []any{"most", longestWords}}}
			return p
		}},
		{Area: "people", Name: "profile-stale", Make: func(c *web.Ctx) web.Page {
			stale := r
			stale.now, stale.changed = jo, []string{"born", "ward", "ratio", "needs", "free", "travel_minutes", "easy_read", "support_reason", "likes"}
			stale.now.Ward = ""
			p := profilePage(c, stale, jo.Born.String())
			p.Errors = []fail.Field{{Key: "people.refused.stale"}}
			return p
		}},
		{Area: "people", Name: "profile-off-map", Make: func(c *web.Ctx) web.Page { return profilePage(c, bare, "") }},
		{Area: "people", Name: "about-me", Make: func(c *web.Ctx) web.Page { return ownPage(c, r) }},
		{Area: "people", Name: "about-me-bare", Make: func(c *web.Ctx) web.Page { return ownPage(c, bare) }},
	}
}
