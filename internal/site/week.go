package site

import (
	"context"
	"fmt"
	"math"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// weekView is a person's week with all that its pages say.
type weekView struct {
	person  people.Person
	lines   []bookings.Line
	from    clock.Date // a Monday
	day     clock.Date // on top, and alone on a phone
	today   clock.Date
	may     bookings.Powers
	left    bookings.Left
	hasLeft bool
	price   funds.Price     // of the week, to the person
	helping bool            // a supporter looks
	waits   brokerage.Waits // of their referral, where they may choose
	next    clock.Date      // on which they go somewhere after an empty week, if on any
	unsaid  []clock.Date    // of the last days, on which nobody has said how it went
	full    []brokerage.FullDay
	ends    []brokerage.PlaceEnds
}

// getWeek shows the week of the person whose record the visitor is at: of the
// day that the address names, or else of today.
func (s *Site) getWeek(c *web.Ctx, a access.Actor) error {
	v, err := s.loadOwnWeek(c, a)
	if err != nil {
		return err
	}
	return c.Render(weekPage(c, v))
}

func (s *Site) loadOwnWeek(c *web.Ctx, a access.Actor) (weekView, error) {
	if a.PersonID == "" {
		return weekView{}, fail.New(fail.NotFound, "site.week.nobody")
	}
	v := weekView{helping: a.Kind == access.Supporter}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if err = s.loadWeek(ctx, tx, c, a, a.PersonID, &v); err != nil {
			return err
		}
		if v.may.Say && v.day == v.today {
			if v.unsaid, err = s.Bookings.Unsaid(ctx, tx, a.PersonID); err != nil {
				return err
			}
		}
		if v.waits, err = s.Brokerage.OwnState(ctx, tx, a, a.PersonID); err != nil || !v.may.Money {
			return err
		}
		if v.left, v.hasLeft, err = s.Bookings.LeftOf(ctx, tx, a, a.PersonID); err != nil {
			return err
		}
		v.price, err = s.priceOfWeek(ctx, tx, a, v.from)
		return err
	})
	return v, err
}

// loadWeek reads a week. The bookings ask access before anything is read.
func (s *Site) loadWeek(ctx context.Context, tx *db.Tx, c *web.Ctx, a access.Actor, personID string,
	v *weekView) (err error) {
	v.today = tx.Today()
	v.from, v.day = askedDay(c, v.today)
	if v.lines, err = s.Bookings.Week(ctx, tx, a, personID, v.from); err != nil {
		return err
	}
	if v.person, err = s.People.Load(ctx, tx, personID); err != nil {
		return err
	}
	if v.full, err = s.Brokerage.FullDays(ctx, tx, personID, v.from, v.from.AddDays(6)); err != nil {
		return err
	}
	if v.ends, err = s.Brokerage.EndsOf(ctx, tx, personID); err != nil {
		return err
	}
	if len(v.lines) == 0 {
		if v.next, _, err = s.Bookings.NextDay(ctx, tx, personID, v.from.AddDays(6)); err != nil {
			return err
		}
	}
	v.may, err = s.Bookings.PowersOver(ctx, tx, a, personID)
	return err
}

// askedDay reads the day that the address names, or only its week; what is no
// date is today. In the present week today is on top.
func askedDay(c *web.Ctx, today clock.Date) (from, day clock.Date) {
	if d, err := clock.ParseDate(c.Query("day")); err == nil {
		return d.Monday(), d
	}
	if d, err := clock.ParseDate(c.Query("from")); err == nil && d.Monday() != today.Monday() {
		return d.Monday(), d.Monday()
	}
	return today.Monday(), today
}

// weekPage is the week: one day at a time on a phone, with links to the others;
// all days where there is room.
func weekPage(c *web.Ctx, v weekView) web.Page {
	var days []g.Node
	for i := range 7 {
		days = append(days, dayOf(c, v, v.from.AddDays(i)))
	}
	waits := brokerage.WaitsFor(c, v.waits)
	title := web.Whose(c, "site.week.title", "site.week.title_of")
	return web.Page{Title: title, NoIndex: true, Body: g.Group{
		web.H1(title),
		g.If(v.helping, h.P(g.Text(c.T("site.week.helping")+" "), web.OwnStrong(v.person.Name()))),
		waits,
		dayStrip(c, v), howWere(c, v.unsaid),
		brokerage.LastDays(c, v.ends), brokerage.NoPlace(c, v.full),
		g.If(len(v.lines) == 0, web.WhoseBlock(c, "site.week.empty", "site.week.empty_of")),
		comesNext(c, v, bookings.WeekPath(v.next)),
		g.If(len(v.lines) == 0 && v.next.IsZero() && waits == nil, g.Group{
			web.WhoseBlock(c, "site.week.find", "site.week.find_of"),
			h.P(h.Class("no-print"), web.ButtonLink(c, "/activities", "site.none.all"))}),
		h.Div(h.Class("days"), g.Attr("data-choices", "skip"), g.Group(days)),
		h.Div(h.Class("days-free"), nothingOn(c, v)),
		g.If(len(v.lines) > 0, whatItCosts(c, v.lines, v.price)),
		moneyLeft(c, v),
		h.Div(h.Class("presses no-print"),
			web.ButtonLinkWith("/me/week/print?from="+v.from.String(), govuk.Secondary, web.Picture(c, "printer", 28),
				g.Text(web.Whose(c, "site.week.print", "site.week.print_of"))),
			web.ButtonLinkWith(bookings.FeedPath, govuk.Secondary, web.Picture(c, "calendar", 28),
				g.Text(web.Whose(c, "site.week.calendar", "site.week.calendar_of")))),
		otherWeeks(c, v, "/me/week?from="),
	}}
}

// comesNext leads from an empty week to the next day on which there is something.
func comesNext(c *web.Ctx, v weekView, path string) g.Node {
	if v.next.IsZero() {
		return nil
	}
	day := i18n.Date(c.Voice, v.next)
	return g.Group{web.WhoseBlock(c, "site.week.comes", "site.week.comes_of", "date", day),
		h.P(h.Class("no-print"), web.ButtonLink(c, path, "site.week.that_week"))}
}

func otherWeeks(c *web.Ctx, v weekView, path string) g.Node {
	return h.Nav(h.Class("pages no-print"), h.Aria("label", c.T("site.week.other")),
		h.A(h.Class("govuk-link"), h.Href(path+v.from.AddDays(-7).String()), g.Text(c.T("site.week.before"))),
		h.A(h.Class("govuk-link"), h.Href(path+v.from.AddDays(7).String()), g.Text(c.T("site.week.next"))))
}

// dayStrip links to each day of the week; a dot says that there is something.
func dayStrip(c *web.Ctx, v weekView) g.Node {
	var items []g.Node
	for i := range 7 {
		d := v.from.AddDays(i)
		n := goingOn(v.lines, d)
		items = append(items,
			h.Li(h.A(h.Href(bookings.WeekPath(d)), h.Class("day-link"),
				g.If(d == v.day, g.Attr("aria-current", "date")),
				h.Span(g.Text(i18n.ShortDay(c.Voice, d.Weekday()))), h.Span(g.Text(strconv.Itoa(d.Day))),
				g.If(n > 0, g.Group{h.Span(h.Class("day-link__dot")), h.Span(h.Class("govuk-visually-hidden"),
					g.Text(c.N("site.week.things", n)))}))))
	}
	return h.Nav(h.Class("day-strip no-print"), h.Aria("label", c.T("site.week.days")),
		h.Ol(g.Attr("data-choices", "skip"), g.Group(items)))
}

// howWere leads from today to the days before of which nobody has said how they were:
// on a phone they are not on the page, and those of the week before are nowhere.
func howWere(c *web.Ctx, days []clock.Date) g.Node {
	if len(days) == 0 {
		return nil
	}
	var links []g.Node
	for _, d := range days {
		links = append(links, h.Li(h.A(h.Class("govuk-link press-link"), h.Href(bookings.WeekPath(d)),
			g.Text(web.Whose(c, "site.week.how_was", "site.week.how_was_of", "date", i18n.Date(c.Voice, d))))))
	}
	return h.Div(h.Class("easy no-print"), web.Picture(c, "smile", 96),
		h.Div(h.Class("easy__words"), h.Ul(h.Class("govuk-list"), g.Attr("data-choices", "skip"), g.Group(links))))
}

func onDay(lines []bookings.Line, d clock.Date) []bookings.Line {
	var list []bookings.Line
	for _, l := range lines {
		if l.Card.Session.Date == d {
			list = append(list, l)
		}
	}
	return list
}

// goingOn counts what somebody goes to, or went to, on a day.
func goingOn(lines []bookings.Line, d clock.Date) (n int) {
	for _, l := range onDay(lines, d) {
		if l.Going() && !l.Missed() {
			n++
		}
	}
	return n
}

// dayOf is one day. An empty one that is on top leads to the next that is not.
func dayOf(c *web.Ctx, v weekView, d clock.Date) g.Node {
	class, list := "day", onDay(v.lines, d)
	if d == v.day {
		class += " day--top"
	}
	if len(list) == 0 {
		class += " day--empty"
	}
	var items []g.Node
	for _, l := range list {
		items = append(items, h.Li(h.Class("card thing"), thing(c, v, l)))
	}
	return h.Section(h.Class(class),
		h.H2(h.Class("govuk-heading-l"), g.Text(i18n.Date(c.Voice, d)+" "),
			g.If(d == v.today, h.Span(h.Class("pill pill--few"), g.Text(c.T("site.week.today"))))),
		g.If(len(list) == 0, h.P(h.Class("quiet"),
			g.Text(web.Whose(c, "site.week.nothing", "site.week.nothing_of")))),
		g.If(len(list) == 0 && d == v.day, nextThing(c, v.lines, d)),
		g.If(len(list) > 0, h.Ul(h.Class("cards"), g.Group(items))))
}

func nextThing(c *web.Ctx, lines []bookings.Line, after clock.Date) g.Node {
	for _, l := range lines {
		if d := l.Card.Session.Date; d.After(after) && l.Going() {
			return h.P(h.A(h.Class("govuk-link press-link"), h.Href(bookings.WeekPath(d)),
				g.Text(c.T("site.week.coming", "date", i18n.Date(c.Voice, d)))))
		}
	}
	return nil
}

// thing is one thing of a week: clock, picture, words, then what can be done.
func thing(c *web.Ctx, v weekView, l bookings.Line) g.Node {
	ses := l.Card.Session
	return g.Group{
		h.P(h.Class("thing__time"), clockFace(ses.Start), g.Text(i18n.Times(c.Voice, ses.Start, ses.End))),
		whatAndWhere(c, l),
		bookings.FriendsBlock(c, l.Friends),
		g.If(l.Booking.MadeBy != "" && l.Going(), h.P(h.Class("quiet"), web.Own(l.Booking.MadeBy),
			g.Text(" "+bookings.Helped(c, "booked")))),
		g.If(!l.Going(), bookings.StateBlock(c, l)),
		g.If(l.Booking.Status == bookings.Cancelled && l.Booking.ChangedBy != "" && !l.Off(),
			h.P(h.Class("quiet"), web.Own(l.Booking.ChangedBy), g.Text(" "+bookings.Helped(c, "cancelled")))),
		g.If(l.Off(), bookings.OffAsk(c, l.Card.Organisation)),
		howItWent(c, v, l),
		steps(c, v, l),
	}
}

// whatAndWhere are the two sentences beside the picture.
func whatAndWhere(c *web.Ctx, l bookings.Line) g.Node {
	a := l.Card.Activity
	return h.Div(h.Class("easy"), web.Plate(c, a.Kind, a.Symbol, 88), h.Div(h.Class("easy__words"),
		h.H3(h.Class("thing__title"), g.If(web.Easy(c) && !l.Off(), goesTo(c, l)),
			web.Own(titleOf(c, a))),
		g.If(!l.Off(), h.P(placeWords(c, l)))))
}

// goesTo begins what a thing of the week is, in Easy Read.
func goesTo(c *web.Ctx, l bookings.Line) g.Node {
	words := web.Whose(c, "site.week.go", "site.week.go_of")
	switch {
	case l.Over && (l.Missed() || !l.Going()):
		words = web.Whose(c, "site.week.missed", "site.week.missed_of")
	case !l.Going():
		words = web.Whose(c, "site.week.not", "site.week.not_of")
	case l.Over:
		words = web.Whose(c, "site.week.went", "site.week.went_of")
	}
	return g.Text(words + " ")
}

func placeWords(c *web.Ctx, l bookings.Line) g.Node {
	card := l.Card
	if card.Location.ID == "" {
		return g.Text(c.T("site.where.online"))
	}
	return g.Group{bookings.AtWords(c, l.Over), web.Own(placeName(card.Location)), g.Text(".")}
}

// howItWent asks for a face after a session, or says which one it was.
func howItWent(c *web.Ctx, v weekView, l bookings.Line) g.Node {
	if !l.Going() || !l.Over {
		return nil
	}
	if l.Booking.Feeling != "" {
		return bookings.SaidBlock(c, l.Booking)
	}
	if !v.may.Say || l.Missed() {
		return nil
	}
	return g.Group{h.P(h.Strong(g.Text(bookings.HowTitle(c)))), bookings.Faces(c, l)}
}

// steps are what the person can do about a thing that has not begun.
func steps(c *web.Ctx, v weekView, l bookings.Line) g.Node {
	path := bookings.BookingPath(l.Booking.ID)
	which := web.Heard(web.Own(titleOf(c, l.Card.Activity)), g.Text(" "+i18n.Date(c.Voice, l.Card.Session.Date)))
	more := web.ButtonLinkWith(path, "", g.Text(c.T("site.week.more")), which)
	switch {
	case l.Over || l.Off():
		return nil
	case l.Booking.MayHaveAgain() && !l.Begun && v.may.Book:
		return web.Post(c, path+"/again", h.Class("presses no-print"),
			web.ButtonWith(govuk.Secondary, g.Text(bookings.GoesAfterAll(c)), which))
	case l.Booking.Status == bookings.Confirmed && !l.Begun && v.may.Book:
		return h.Div(h.Class("presses no-print"), more,
			web.ButtonLinkWith(path+"/cancel", govuk.Secondary, g.Text(bookings.CannotGo(c)), which))
	}
	return h.Div(h.Class("presses no-print"), more)
}

// mostTimes is the largest number of sessions that says more than "many".
const mostTimes = 20

// moneyLeft says for how many more times there is enough; the figures stand
// second. Who pays the full cost has no money of the council's that could run
// out: what the week costs them stands above.
func moneyLeft(c *web.Ctx, v weekView) g.Node {
	if !v.hasLeft || v.price.Full {
		return nil
	}
	b := v.left.Budget
	times := g.Node(nil)
	if v.left.Known {
		enough := web.WhoseN(c, "site.money.times", "site.money.times_of", int(v.left.Times))
		if v.left.Times > mostTimes {
			enough = web.Whose(c, "site.money.many", "site.money.many_of")
		}
		times = h.P(h.Class("thing__title"), h.Strong(g.Text(enough)))
	}
	return h.Section(h.Class("no-print"), web.H2(c.T("site.money.title")),
		h.Div(h.Class("easy"), web.Plate(c, "arts", "money", 88), h.Div(h.Class("easy__words"), times,
			g.If(v.left.Used() != 0, h.P(g.Text(web.Whose(c, "site.money.used", "site.money.used_of", "amount",
				i18n.Money(c.Voice, v.left.Used()))))),
			h.P(g.Text(c.T("site.money.left", "amount", i18n.Money(c.Voice, b.Available),
				"date", i18n.DateYear(c.Voice, b.Until)))))))
}

// clockFace draws the time at which something begins; the words beside it say
// the same.
func clockFace(minute int) g.Node {
	hand := func(turn, length float64) g.Node {
		x, y := 24+length*math.Sin(2*math.Pi*turn), 24-length*math.Cos(2*math.Pi*turn)
		return g.El("path", g.Attr("d", fmt.Sprintf("M24 24L%.1f %.1f", x, y)))
	}
	ring := g.El("circle", g.Attr("cx", "24"), g.Attr("cy", "24"), g.Attr("r", "21"))
	marks := g.El("path", g.Attr("d", "M24 4v4M24 40v4M4 24h4M40 24h4"))
	return g.El("svg", h.Class("clock"), g.Attr("viewBox", "0 0 48 48"), g.Attr("width", "48"),
		g.Attr("height", "48"),
		g.Attr("aria-hidden", "true"), g.Attr("focusable", "false"), ring, marks,
		hand(float64(minute%720)/720, 11), hand(float64(minute%60)/60, 16))
}
