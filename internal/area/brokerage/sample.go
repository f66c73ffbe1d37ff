package brokerage

import (
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/matching"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/web"
)

// sampleViews are a referral with two weeks that can be chosen, and the week
// builder on the same case.
func sampleViews() (referralView, builderView) {
	jo := people.Person{ID: "jo", GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo"}
	aims := []matching.Aim{{ID: "friends", Words: "make friends", CareAct: []string{"O7"}},
		{ID: "cook", Words: "cook my own tea", CareAct: []string{"O1"}}}
	monday := clock.D(2026, time.November, 30)
	var candidates []matching.Candidate
	var places []shownPlace
	for _, c := range directory.SampleCards() {
		slot := matching.Slot{Day: matching.DayOf(c.Session.Date), Start: c.Session.Start, End: c.Session.End,
			What: c.Activity.Title}
		candidates = append(candidates,
			matching.Candidate{Offered: directory.Offered{Activity: c.Activity, Location: c.Location,
				Organisation: c.Organisation,
				Schedule:     directory.Schedule{ID: c.Activity.ID}, Sessions: []directory.Session{c.Session}},
				Slots: []matching.Slot{slot}, Minutes: 12, Rated: true, Own: c.Activity.Tiers == 0})
		places = append(places,
			shownPlace{Item{ScheduleID: c.Activity.ID, Funding: OwnMoney, OwnPrice: c.Activity.OwnPrice},
				Place{Activity: c.Activity, Location: c.Location, Organisation: c.Organisation,
					Slots: []matching.Slot{slot}}, 12, clock.Date{}})
	}
	week1 := shownWeek{Option: Option{ID: "w1", Number: 1, Status: OptionShown, WeekCost: 13100, Price: 1420,
		PriceKnown: true, Travel: 74,
		Reasons: matching.Reasons{
			{Rule: matching.ForOutcome, Good: true, Own: "make friends"},
			{Rule: matching.ForFriend, Good: true, Own: "Sam"}}},
		Places: places[:2]}
	week2 := shownWeek{Option: Option{ID: "w2", Number: 2, Status: OptionShown, WeekCost: 9000},
		Places: places[2:]}
	r := Referral{ID: "r", Number: 412, PersonID: "jo", Status: Shown, StartBy: monday}
	v := referralView{r: r, person: jo, aims: aims, plan: plans.Plan{Tier: 2, Weekly: 16400},
		weeks: []shownWeek{week1, week2}, mayBroker: true, begins: monday}
	k := Case{Referral: r, Person: jo, Plan: plans.Plan{Tier: 2, Weekly: 16400, StartBy: clock.SomeDate(monday)},
		Outcomes: []plans.Outcome{{}, {}},
		Wish:     matching.Wish{Tier: 2, Aims: aims, MaxUnits: 6}, Candidates: candidates, From: monday}
	draft := Option{ID: "w3", Number: 3, Status: OptionDraft, WeekCost: 13100,
		Items: []Item{{ScheduleID: "bowling", UnitPrice: 13100, SessionsAWeek: 1}}}
	return v, builderView{k: k, options: []Option{week1.Option, draft}, at: draft,
		week: matching.Week(candidates[:1])}
}

// Samples are the states of this area's pages, for the gallery.
func Samples() []web.Sample {
	v, b := sampleViews()
	chosen := v
	chosen.r.Status, chosen.r.OptionID, chosen.r.Why, chosen.r.HelpedBy = Chosen, "w1", "friends", "Grace Bright"
	unfit := []misfit{{"bowling", directory.SampleCards()[0].Activity,
		[]matching.Exclusion{{Rule: matching.RuleAccess, Word: "hoist"},
			{Rule: matching.RulePlaces, Value: 1, Limit: 8, Days: []clock.Date{v.r.StartBy}}}}}
	late, again := v, b
	late.misfits, again.misfits = map[string][]misfit{"w1": unfit}, map[string][]misfit{"w3": unfit}
	few := b
	few.isShort, few.short = true, shortage{weeks: 1, opens: []matching.Rule{matching.RuleFar,
		matching.RuleNotFree},
		by: map[matching.Rule]int{matching.RuleFar: 30, matching.RuleNotFree: 1}}
	toApprove := late
	toApprove.r.Status, toApprove.r.OptionID = Chosen, "w1"
	toApprove.ahead = ahead{hasBudget: true, budget: funds.Budget{Until: v.r.StartBy.AddDays(363),
		Available: 852800}, until: v.r.StartBy.AddDays(181), held: 340600,
		weeks: 12, ends: v.r.StartBy.AddDays(83), enabling: 157200, allowed: 196800}
	again.ahead = toApprove.ahead
	declined := v
	declined.r.Status, declined.r.OptionID = WithBroker, "w1"
	declined.placements = []PlacementLine{{Placement: Placement{OptionID: "w1", Status: Declined},
		Place: v.weeks[0].Places[0].Place, Said: "The group is closed until May.", Told: true},
		{Placement: Placement{OptionID: "w1", Status: Accepted}, Place: v.weeks[0].Places[1].Place}}
	refused := referralView{r: Referral{Status: WithBroker}, steps: []Step{{Act: Refuse}}}
	lines := []ReferralLine{{Referral: v.r, Name: "Jo B."},
		{Referral: Referral{ID: "s", Number: 413, Status: Submitted, StartBy: v.r.StartBy}, Name: "Sam A.",
			Above: Above{Cost: 16400, Weekly: 12000}, Waits: Waiting{
				Full:    []clock.Date{v.r.StartBy.AddDays(50), v.r.StartBy.AddDays(57)},
				Clashes: []clock.Date{v.r.StartBy}}}}
	sample := func(name string, make func(c *web.Ctx) web.Page) web.Sample {
		return web.Sample{Area: "brokerage", Name: name, Make: make}
	}
	return []web.Sample{
		sample("choose", func(c *web.Ctx) web.Page { return choosePage(c, v, access.Actor{Kind: access.Person}) }),
		sample("choose-helped", func(c *web.Ctx) web.Page {
			return choosePage(c, v, access.Actor{Kind: access.Supporter})
		}),
		sample("choose-unfit", func(c *web.Ctx) web.Page {
			return choosePage(c, late, access.Actor{Kind: access.Person})
		}),
		sample("choose-nothing", func(c *web.Ctx) web.Page { return nothingToChoosePage(c, referralView{}) }),
		sample("choose-refused", func(c *web.Ctx) web.Page { return nothingToChoosePage(c, refused) }),
		sample("choose-declined", func(c *web.Ctx) web.Page { return nothingToChoosePage(c, declined) }),
		sample("why", func(c *web.Ctx) web.Page { return whyPage(c, v, v.weeks[0]) }),
		sample("why-none", func(c *web.Ctx) web.Page { return nonePage(c, v) }),
		sample("chosen", func(c *web.Ctx) web.Page { return chosenPage(c, chosen) }),
		sample("referrals", func(c *web.Ctx) web.Page { return referralsPage(c, workView{page: 1, list: lines}) }),
		sample("referrals-none", func(c *web.Ctx) web.Page { return referralsPage(c, workView{page: 1}) }),
		sample("referral", func(c *web.Ctx) web.Page { return referralPage(c, v) }),
		sample("week-builder", func(c *web.Ctx) web.Page { return builderPage(c, b) }),
		sample("week-builder-empty", func(c *web.Ctx) web.Page { return builderPage(c, builderView{k: b.k}) }),
		sample("week-builder-few", func(c *web.Ctx) web.Page { return builderPage(c, few) }),
		sample("week-builder-unfit", func(c *web.Ctx) web.Page { return builderPage(c, again) }),
		sample("approval-unfit", func(c *web.Ctx) web.Page {
			return approvalPage(c, toApprove, access.Actor{ID: "helen", ApprovalLimit: 20000})
		}),
		sample("approvals", func(c *web.Ctx) web.Page {
			return approvalsPage(c, workView{page: 1, list: lines}, 20000)
		}),
		sample("talk", func(c *web.Ctx) web.Page {
			return talkPage(c, Talk{Above{Cost: 16400, Weekly: 12000}, "Amara Osei"})
		}),
		sample("offers-none", func(c *web.Ctx) web.Page { return offersPage(c, nil) }),
	}
}
