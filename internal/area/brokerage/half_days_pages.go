package brokerage

import (
	g "maragu.dev/gomponents"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/web"
)

// planHalfDays says the least and the most half days a week of a plan.
func planHalfDays(c *web.Ctx, p plans.Plan) string {
	if p.MaxUnits == 0 {
		return c.T("brokerage.not_said")
	}
	return c.T("brokerage.half_days.plan", "least", p.MinUnits, "most", p.MaxUnits)
}

// weekHalfDays sets the half days of a week beside them.
func weekHalfDays(c *web.Ctx, p plans.Plan, n int) string {
	if p.MaxUnits == 0 {
		return c.N("brokerage.half_days", n)
	}
	return c.T("brokerage.half_days.of", "n", n, "least", p.MinUnits, "most", p.MaxUnits)
}

// beyond reports whether a week has more half days than the plan says.
func beyond(p plans.Plan, n int) bool { return p.MaxUnits > 0 && n > p.MaxUnits }

// beyondNote warns of a week with more half days than the plan says. It bars nothing:
// whoever approves the week gives a reason.
func beyondNote(c *web.Ctx, p plans.Plan, n int) g.Node {
	if !beyond(p, n) {
		return nil
	}
	return web.Inset(web.Block(c, "brokerage.half_days.beyond", "n", n, "most", p.MaxUnits))
}

// moreThanPlanned tells a person, while their week is still to be agreed, that it has more
// half days than their plan: then the manager needs a reason to agree, and may say no.
func moreThanPlanned(c *web.Ctx, v referralView, w shownWeek) g.Node {
	n := v.halfDays[w.ID]
	if !v.r.mayChange() || !beyond(v.plan, n) {
		return nil
	}
	return web.WhoseBlock(c, "brokerage.choose.beyond", "brokerage.choose_of.beyond", "n", n,
		"most", v.plan.MaxUnits)
}
