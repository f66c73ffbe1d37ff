package brokerage

import (
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/matching"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// whole is the week on the table together with the places that the person has
// already.
func (v builderView) whole() matching.Week { return v.k.wholeOf(v.at) }

// had is the places that the person has already and that are not in the week on the table.
func (v builderView) had() matching.Week {
	return slices.DeleteFunc(v.whole(), func(c matching.Candidate) bool { return v.at.Has(c.Schedule.ID) })
}

// reasons are those that the week on the table was kept with; a week that was taken
// over has none.
func (v builderView) reasons() matching.Reasons {
	if len(v.at.Reasons) > 0 {
		return v.at.Reasons
	}
	return matching.ReasonsOf(v.k.Wish, v.week)
}

const rowMinutes = 30

// rowsOf gives where a session stands in the table: its first row, and the one
// after its last.
func rowsOf(s matching.Slot) (from, to int) {
	return s.Start / rowMinutes, (s.End + rowMinutes - 1) / rowMinutes
}

// hour is one cell of the table, by day and row.
type hour struct{ day, row int }

// block is what the table shows in one place: a session, and what clashes with
// it, since a table has one cell there.
type block struct {
	all  matching.Week
	when []matching.Slot
	tall int // rows
}

// blocks lays sessions out by the hours that they take; a block is found from
// each of its hours.
func blocks(k matching.Week) map[hour]*block {
	in := map[hour]*block{}
	for _, cand := range k {
		for _, s := range cand.Slots {
			from, to := rowsOf(s)
			var there *block
			for r := from; r < to && there == nil; r++ {
				there = in[hour{s.Day, r}]
			}
			if there == nil {
				there = &block{tall: to - from}
				for r := from; r < to; r++ {
					in[hour{s.Day, r}] = there
				}
			}
			there.all, there.when = append(there.all, cand), append(there.when, s)
		}
	}
	return in
}

// begins reports whether the hour is the block's first.
func (b *block) begins(at hour) bool {
	from, _ := rowsOf(b.when[0])
	return at.row == from
}

// weekTable draws the usual week as hours: a row for each half hour, a column for
// each day, and each session as tall as it is long.
func weekTable(c *web.Ctx, v builderView) g.Node {
	whole := v.whole()
	first, last, days := bounds(whole)
	in := blocks(whole)
	t := web.Table{Caption: "brokerage.builder.caption", Quiet: true, FirstIsHead: true, Classes: "hours",
		Head: []govuk.Cell{web.Cell(h.Span(h.Class("govuk-visually-hidden"), g.Text(c.T("brokerage.col.time"))))}}
	for d := range days {
		t.Head = append(t.Head, govuk.Cell{Text: i18n.DayName(c.Voice, matching.WeekdayOf(d))})
	}
	for r := first; r < last; r++ {
		cells := []govuk.Cell{hourCell(c, r)}
		for d := range days {
			at := hour{d, r}
			switch b := in[at]; {
			case b == nil:
				cells = append(cells, govuk.Cell{})
			case b.begins(at):
				cells = append(cells, b.cell(c, v))
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return t.Show(c)
}

// bounds gives the rows and the number of days that the week's table shows: at
// least nine to five, Monday to Friday.
func bounds(k matching.Week) (first, last, days int) {
	first, last, days = 9*60/rowMinutes, 17*60/rowMinutes, 5
	for _, c := range k {
		for _, s := range c.Slots {
			from, to := rowsOf(s)
			first, last, days = min(first, from), max(last, to), max(days, s.Day+1)
		}
	}
	return first, last, days
}

// hourCell heads a row with its time; half hours are said and not shown.
func hourCell(c *web.Ctx, row int) govuk.Cell {
	at := g.Text(i18n.TimeOfDay(c.Voice, row*rowMinutes))
	if row%2 != 0 {
		at = h.Span(h.Class("govuk-visually-hidden"), at)
	}
	return govuk.Cell{HTML: at, Classes: "hours__time"}
}

// cell is a block of the week. Where there is no room for hours the blocks stand
// one beneath the other, each with its day and times.
func (b *block) cell(c *web.Ctx, v builderView) govuk.Cell {
	var all []g.Node
	for _, cand := range b.all {
		all = append(all, h.Div(sessionFacts(c, v, cand)...))
	}
	s := b.when[0]
	cell := web.Cell(all...)
	cell.Rowspan, cell.Classes = b.tall, "hours__session hours__day-"+strconv.Itoa(s.Day)+" plate-"+
		b.all[0].Activity.Kind
	return web.Under(cell, i18n.DayName(c.Voice, matching.WeekdayOf(s.Day))+", "+i18n.Times(c.Voice,
		s.Start, s.End))
}

// sessionFacts are what decides about a session of the week, with the button that
// takes it out where it can be.
func sessionFacts(c *web.Ctx, v builderView, cand matching.Candidate) []g.Node {
	item, place := v.item(cand.Schedule.ID), placeOfCandidate(cand)
	own, goes := !v.at.Has(cand.Schedule.ID), "brokerage.builder.goes"
	if slices.Contains(v.k.Wish.Asked, cand.Schedule.ID) {
		goes = "brokerage.builder.asked"
	}
	return []g.Node{h.Strong(web.Own(titleOf(c, cand.Activity))), h.Br(), web.Own(place.where()), h.Br(),
		g.Text(ratioText(c, item.Ratio) + " "), g.Text(shownPlace{Item: item, Place: place}.cost(c)), h.Br(),
		g.Text(wayText(c, cand)),
		laterHere(c, v, cand), unfitHere(c, v, cand), g.If(own, h.Div(h.Class("misfit"), g.Text(c.T(goes)))),
		g.If(!own && !v.at.Fixed(), h.Form(h.Method("post"), h.Action(optionPath(v)+"/remove"), c.FormKey(),
			web.Hidden("schedule", cand.Schedule.ID),
			h.Button(h.Type("submit"), h.Class("link-button"), g.Text(c.T("brokerage.builder.remove")+" "),
				h.Span(h.Class("govuk-visually-hidden"), web.Own(titleOf(c, cand.Activity))))))}
}

// unfitHere says at a session of the week why it does not fit any more.
func unfitHere(c *web.Ctx, v builderView, cand matching.Candidate) g.Node {
	for _, m := range v.misfits[v.at.ID] {
		if m.scheduleID == cand.Schedule.ID {
			return h.Div(h.Class("misfit"), h.Strong(g.Text(c.T("brokerage.option.unfit")+" ")),
				g.Text(whyText(c, m.out)))
		}
	}
	return nil
}
