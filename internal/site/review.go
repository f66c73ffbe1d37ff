package site

import (
	"context"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// reviewView is a review's form with what plans do not know: where the person
// goes, and how it went there.
type reviewView struct {
	sheet  plans.Sheet
	places []brokerage.PlacementLine
	above  brokerage.Above
	longer brokerage.MoreTime
	went   bookings.Progress
}

func (s *Site) reviewOf(c *web.Ctx, a access.Actor) (reviewView, error) {
	var v reviewView
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		if v.sheet, err = s.Plans.SheetFor(ctx, tx, a, c.Path("person")); err != nil {
			return err
		}
		lines, err := s.Brokerage.PlacementLines(ctx, tx, v.sheet.Person.ID)
		if err != nil {
			return err
		}
		if v.above, err = s.Brokerage.AboveAfter(ctx, tx, v.sheet.Person.ID, tx.Today()); err != nil {
			return err
		}
		if v.longer, err = s.Brokerage.MoreTimeOf(ctx, tx, v.sheet.Person.ID); err != nil {
			return err
		}
		v.sheet.Begins = brokerage.Begins(lines, tx.Today())
		v.places = slices.DeleteFunc(lines, func(l brokerage.PlacementLine) bool {
			return !l.Going() && l.Status != brokerage.Suspended
		})
		v.went, err = s.Bookings.ProgressOf(ctx, tx, v.sheet.Person.ID, v.sheet.Since())
		return err
	})
	return v, err
}

func (s *Site) getReview(c *web.Ctx, a access.Actor) error {
	v, err := s.reviewOf(c, a)
	if err != nil {
		return err
	}
	return c.Render(v.page(c))
}

// postReview keeps the review; what it decides of places and referrals happens
// in the same transaction, where brokerage hears of it.
func (s *Site) postReview(c *web.Ctx, a access.Actor) error {
	var kept plans.Review
	var stay brokerage.Above
	r := plans.ReadReview(c)
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if kept, err = s.Plans.Review(ctx, tx, a, r); err == nil {
			stay, err = s.Brokerage.AboveAfter(ctx, tx, r.PersonID, later(r.LastDay, tx.Today()))
		}
		return c.WithUnread(err)
	})
	if err == nil {
		tellKept(c, kept, stay)
		return c.See("/people/" + r.PersonID + "/reviews/" + kept.ID)
	}
	v, pageErr := s.reviewOf(c, a)
	if pageErr != nil {
		return pageErr
	}
	return c.Invalid(v.page(c), err)
}

func later(a, b clock.Date) clock.Date {
	if a.After(b) {
		return a
	}
	return b
}

// tellKept says that a review is kept, and when the places that stay cost more
// than the new budget: nothing of them stops by itself.
func tellKept(c *web.Ctx, r plans.Review, stay brokerage.Above) {
	if (r.Way == plans.ChangeWeek || r.Way == plans.ChangeTier) && stay.More() > 0 {
		c.Flash("site.review.kept_above", aboveArgs(stay)...)
		return
	}
	c.Flash("site.review.kept")
}

func (v reviewView) page(c *web.Ctx) web.Page {
	return plans.ReviewPage(c, v.sheet,
		plans.Around{Places: v.placesToEnd(c), Longer: brokerage.MoreTimeNote(c, v.longer), Went: v.wentCard(c)})
}

// placesToEnd lists where the person goes, with a box to end each.
func (v reviewView) placesToEnd(c *web.Ctx) g.Node {
	last := web.Day(c, "last_day", "site.review.last_day", c.Field("last_day"))
	if len(v.places) == 0 {
		return h.Div(h.Class("card"), web.Block(c, "site.review.no_places"), last)
	}
	var places []web.Option
	for _, p := range v.places {
		places = append(places,
			web.Option{Value: p.ID, Node: h.Span(web.Own(titleOf(c, p.Activity)), g.Text(", "+p.When(c)+", "),
				web.Own(p.Organisation.Name),
				g.Text(", "+i18n.Money(c.Voice, p.WeekCost)+" "+c.T("site.review.a_week")))})
	}
	return h.Div(h.Class("card"),
		web.Checkboxes(c, web.Field{Name: "end_place", Label: "site.review.end_places",
			Hint: "site.review.all_end"}, c.Fields("end_place"), places...),
		h.P(g.Text(c.T("site.review.cost", "amount", i18n.Money(c.Voice, v.above.Cost),
			"budget", i18n.Money(c.Voice, v.above.Weekly)))), last)
}

// wentCard tells how it went since the last review: registers and faces.
func (v reviewView) wentCard(c *web.Ctx) g.Node {
	words := map[string]string{}
	for _, o := range v.sheet.Outcomes {
		words[o.ID] = o.Words
	}
	var notes []g.Node
	for _, n := range v.went.Notes {
		notes = append(notes, h.Li(h.P(h.Class("quiet"), g.Text(i18n.Date(c.Voice, n.Day)+", "), web.Own(n.Title)),
			h.P(web.Own(n.Note),
				g.If(words[n.Towards] != "", h.Span(h.Class("quiet"), g.Text(" "+c.T("site.review.towards")+" "),
					web.Own(words[n.Towards]))))))
	}
	w := v.went
	return h.Section(h.Class("card"), web.H2(c.T("site.review.went")),
		h.P(h.Class("quiet"), g.Text(c.T("site.review.since", "date", i18n.DateYear(c.Voice, v.sheet.Since())))),
		h.Ul(h.Class("govuk-list"), h.Li(g.Text(c.N("site.review.came", w.Came))),
			h.Li(g.Text(c.N("site.review.missed", w.Missed))),
			h.Li(g.Text(c.N("site.review.good", w.Good))), h.Li(g.Text(c.N("site.review.fair", w.Fair))),
			h.Li(g.Text(c.N("site.review.bad", w.Bad))),
			g.If(w.ByHelpers > 0, h.Li(g.Text(c.N("site.review.by_helpers", w.ByHelpers))))),
		g.If(len(notes) > 0, g.Group{web.H3(c.T("site.review.notes")),
			h.Ul(h.Class("govuk-list"), g.Group(notes))}))
}
