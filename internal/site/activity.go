package site

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// nextShown is how many coming sessions an activity's page lists.
const nextShown = 5

// shown is all that an activity's page says.
type shown struct {
	activity     directory.Activity
	organisation directory.Organisation
	coming       []directory.Session
	off          []directory.Session  // of the same days, that were called off
	locations    []directory.Location // of the coming sessions, each once
	book         func(sessionID string) string
	now          day
	price        funds.Price              // to the person who looks, of the next session
	mine         map[string]string        // the visitor's bookings, by session
	elsewhere    map[string]bookings.Line // where the visitor goes at the time of a session
	press        bool                     // the visitor may book with one press
	staff        bool                     // the visitor books for nobody here
	back         string                   // the list of activities with the visitor's search
}

func (s *Site) getActivity(c *web.Ctx, a access.Actor) error {
	v := shown{book: s.Book, now: today(s.DB), back: cameFrom(c)}
	err := s.readFor(c, a, func(ctx context.Context, tx *db.Tx) error {
		return s.loadActivity(ctx, tx, a, c.Path("id"), &v)
	})
	if err != nil {
		return err
	}
	if v.activity.Status != directory.Published &&
		(a.OrganisationID == "" || a.OrganisationID != v.activity.OrganisationID) {
		return fail.New(fail.NotFound, "fail.not_found")
	}
	return c.Render(activityPage(c, v))
}

func (s *Site) loadActivity(ctx context.Context, tx *db.Tx, a access.Actor, id string, v *shown) (err error) {
	if v.activity, err = s.Directory.ActivityByID(ctx, tx, id); err != nil {
		return err
	}
	if v.organisation, err = s.Directory.OrganisationByID(ctx, tx, v.activity.OrganisationID); err != nil {
		return err
	}
	if v.coming, err = s.Directory.Coming(ctx, tx, id, nextShown); err != nil {
		return err
	}
	if v.off, err = s.Directory.OffAhead(ctx, tx, id, nextShown); err != nil {
		return err
	}
	if err = s.loadMine(ctx, tx, a, v); err != nil {
		return err
	}
	seen := map[string]bool{"": true}
	for _, ses := range v.coming {
		if seen[ses.LocationID] {
			continue
		}
		seen[ses.LocationID] = true
		l, err := s.Directory.LocationByID(ctx, tx, ses.LocationID)
		if err != nil {
			return err
		}
		v.locations = append(v.locations, l)
	}
	if len(v.coming) == 0 {
		return nil
	}
	p, err := s.pricerFor(ctx, tx, a)
	if err != nil {
		return err
	}
	v.price, err = p.of(ctx, tx, v.activity, v.coming[0].Date)
	return err
}

// loadMine finds what the visitor has booked already, and whether they may book
// at all: a helper may not without a mandate for it.
func (s *Site) loadMine(ctx context.Context, tx *db.Tx, a access.Actor, v *shown) error {
	v.staff = a.SignedIn()
	if a.PersonID == "" {
		return nil
	}
	may, err := s.Bookings.PowersOver(ctx, tx, a, a.PersonID)
	if err != nil {
		return err
	}
	v.press, v.staff = may.Book, !may.Book
	var ids []string
	for _, ses := range v.coming {
		ids = append(ids, ses.ID)
	}
	if v.mine, err = s.Bookings.Mine(ctx, tx, a, ids); err != nil {
		return err
	}
	v.elsewhere, err = s.Bookings.Elsewhere(ctx, tx, a, v.coming)
	return err
}

// cameFrom is the list of activities with the search that the visitor came from, as
// the browser says, or else the plain list.
func cameFrom(c *web.Ctx) string {
	const list = "/activities"
	from, err := url.Parse(c.R.Referer())
	if err != nil || from.Host != c.R.Host || from.Path != list || from.RawQuery == "" {
		return list
	}
	return list + "?" + from.RawQuery
}

func activityPage(c *web.Ctx, v shown) web.Page {
	return web.Page{Title: titleOf(c, v.activity), Back: v.back, Body: h.Article(h.Class("activity"),
		h.Div(h.Class("activity__head"),
			web.Plate(c, v.activity.Kind, v.activity.Symbol, 160),
			h.Div(
				h.H1(h.Class("govuk-heading-xl"), web.Own(titleOf(c, v.activity))),
				h.P(h.Class("activity__kind"), g.Text(c.T(directory.KindKey(v.activity.Kind)))),
				h.P(h.Class("activity__price"), g.Text(priceTo(c, v.activity, v.price))), whyThatPrice(c, v.price))),
		whatItIs(c, v.activity),
		nextSessions(c, v),
		factsOf(c, v),
		howToGetThere(c, v),
		whomToAsk(c, v),
		h.P(h.Class("activity__checked"), web.Picture(c, "check-mark", 32),
			g.Text(checkedOn(c, v.activity.Checked, v.now))),
		eventData(c, v),
	)}
}

// whatItIs tells the activity in the visitor's voice, with the other voice's
// text one press away. Easy Read is written by people: where nobody has yet,
// the page says so and offers help.
func whatItIs(c *web.Ctx, a directory.Activity) g.Node {
	if !web.Easy(c) {
		return h.Section(web.H2(c.T("site.activity.what")), paragraphs(a.Text),
			g.If(a.EasyText != "", web.Unfold(c, "site.activity.easy_words", easyText(c, a))))
	}
	if a.EasyText == "" {
		return h.Section(web.H2(c.T("site.activity.what")), web.Block(c, "site.activity.no_easy"),
			web.Block(c, "site.activity.we_read", "phone", c.Site.Phone), paragraphs(a.Text))
	}
	return h.Section(web.H2(c.T("site.activity.what")), easyText(c, a),
		web.Unfold(c, "site.activity.more_words", paragraphs(a.Text)))
}

// easyText shows the lines of the Easy Read text beside the activity's picture.
func easyText(c *web.Ctx, a directory.Activity) g.Node {
	var lines []g.Node
	for _, line := range strings.Split(a.EasyText, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, h.P(web.Own(line)))
		}
	}
	return h.Div(h.Class("easy"), web.Picture(c, a.Symbol, 96), h.Div(h.Class("easy__words"), g.Group(lines)))
}

func nextSessions(c *web.Ctx, v shown) g.Node {
	title := web.H2(c.T("site.activity.next"))
	if len(v.coming)+len(v.off) == 0 {
		return h.Section(title, web.Block(c, "site.activity.no_times"))
	}
	var items []g.Node
	for _, ses := range v.inOrder() {
		items = append(items, h.Li(h.Class("session-line"),
			h.Div(h.Div(h.Class("session-line__when"), g.Text(whenOf(c, ses))), h.P(web.Own(locationName(v, ses)))),
			h.Div(placesPill(c, ses, true)), pressOf(bookLink(c, v, ses))))
	}
	return h.Section(title, g.If(len(v.coming) == 0, web.Block(c, "site.activity.no_times")),
		g.If(v.book == nil, web.Block(c, "site.help.book")),
		h.Ul(h.Class("session-list"), g.Attr("data-choices", "skip"), g.Group(items)),
		severalDays(c, v),
		g.If(anyFull(v.coming), web.Block(c, "bookings.book.full", "phone", c.Site.Phone)))
}

// severalDays offers to book all listed days at once that still have a place, where it is
// more than one.
func severalDays(c *web.Ctx, v shown) g.Node {
	if !v.press || v.staff || v.book == nil || v.activity.Tiers != 0 {
		return nil
	}
	list := slices.DeleteFunc(slices.Clone(v.coming), func(ses directory.Session) bool {
		_, elsewhere := v.elsewhere[ses.ID]
		return elsewhere || ses.Left() <= 0 || v.mine[ses.ID] != "" || ses.Status != directory.SessionOpen
	})
	if len(list) < 2 {
		return nil
	}
	return bookings.BookDaysForm(c, v.activity, list)
}

// inOrder are the coming sessions with those that were called off, as far as the
// last that is on.
func (v shown) inOrder() []directory.Session {
	all := slices.Clone(v.coming)
	for _, ses := range v.off {
		if n := len(v.coming); n < nextShown || ses.Starts.Before(v.coming[n-1].Starts) {
			all = append(all, ses)
		}
	}
	slices.SortStableFunc(all, func(a, b directory.Session) int {
		return a.Starts.Time().Compare(b.Starts.Time())
	})
	return all
}

func anyFull(list []directory.Session) bool {
	return slices.ContainsFunc(list, func(s directory.Session) bool { return s.Left() <= 0 })
}

func locationName(v shown, ses directory.Session) string {
	for _, l := range v.locations {
		if l.ID == ses.LocationID {
			return placeName(l)
		}
	}
	return v.organisation.Name
}

// pressOf keeps what is pressed apart from the words beside it.
func pressOf(link g.Node) g.Node {
	if link == nil {
		return nil
	}
	return h.Div(h.Class("session-line__press"), link)
}

// bookLink offers what is true: a press, the booking that is there, or nothing
// when the session is full, the activity needs a plan, or the visitor books for
// nobody.
func bookLink(c *web.Ctx, v shown, ses directory.Session) g.Node {
	day := h.Span(h.Class("govuk-visually-hidden"), g.Text(" "+i18n.Date(c.Voice, ses.Date)))
	switch {
	case ses.Status != directory.SessionOpen:
		return nil
	case v.mine[ses.ID] != "":
		return h.A(h.Class("govuk-link press-link"), h.Href(bookings.BookingPath(v.mine[ses.ID])),
			g.Text(c.T("site.yours")), day)
	case v.book == nil || v.staff || v.activity.Tiers != 0 || ses.Left() <= 0:
		return nil
	case v.elsewhere[ses.ID].Booking.ID != "":
		return goesElsewhere(c, v.elsewhere[ses.ID])
	case v.press:
		return bookings.BookForm(c, ses)
	}
	return govuk.Button(govuk.ButtonOptions{Href: v.book(ses.ID), HTML: g.Group{g.Text(c.T("site.book")), day}})
}

// goesElsewhere says what the visitor has at the time of a session, and leads there.
func goesElsewhere(c *web.Ctx, l bookings.Line) g.Node {
	return h.P(g.Text(web.Whose(c, "site.activity.then", "site.activity.then_of")+" "),
		h.A(h.Class("govuk-link press-link"), h.Href(bookings.BookingPath(l.Booking.ID)),
			web.Own(titleOf(c, l.Card.Activity))))
}

// factsOf lists what helps to decide: access, ages, for whom, how to join.
func factsOf(c *web.Ctx, v shown) g.Node {
	a := v.activity
	facts := a.Access
	if len(v.locations) == 1 {
		facts |= v.locations[0].Access
	}
	var items []g.Node
	for _, w := range facts.Words() {
		items = append(items, h.Li(web.Picture(c, "check-mark", 32), g.Text(c.T(directory.FactKey(w)))))
	}
	return h.Section(web.H2(c.T("site.activity.good_to_know")),
		g.If(len(items) > 0, h.Ul(h.Class("fact-list"), g.Group(items))),
		g.If(len(items) == 0, web.Block(c, "site.activity.no_access")),
		g.If(len(a.For) > 0, forWhom(c, a)),
		g.If(a.AgeFrom > 0 || a.AgeTo > 0, h.P(h.Class("govuk-body"), g.Text(ages(c, a)))),
		g.If(a.Online != directory.InPerson, web.Block(c, "site.activity.online")),
		g.If(a.DropIn && !booked(v), web.Block(c, "site.activity.drop_in")),
		g.If(a.Tiers != 0, web.Block(c, "site.activity.needs_plan")))
}

// booked reports whether one comes by a booking: of a session that is listed,
// be it full, or by a plan. Nobody is told there to just come along.
func booked(v shown) bool { return len(v.coming) > 0 || v.activity.Tiers != 0 }

func forWhom(c *web.Ctx, a directory.Activity) g.Node {
	var items []g.Node
	for _, group := range a.For {
		items = append(items, h.Li(g.Text(c.T(directory.GroupKey(group)))))
	}
	return g.Group{h.H3(h.Class("govuk-heading-m"), g.Text(c.T("site.activity.for"))),
		h.Ul(h.Class("fact-list"), g.Group(items))}
}

func ages(c *web.Ctx, a directory.Activity) string {
	switch {
	case a.AgeTo == 0:
		return c.T("site.activity.age_from", "from", a.AgeFrom)
	case a.AgeFrom == 0:
		return c.T("site.activity.age_to", "to", a.AgeTo)
	}
	return c.T("site.activity.ages", "from", a.AgeFrom, "to", a.AgeTo)
}

func howToGetThere(c *web.Ctx, v shown) g.Node {
	var places []g.Node
	for _, l := range v.locations {
		how := l.HowToGetThere
		if web.Easy(c) && l.EasyHowTo != "" {
			how = l.EasyHowTo
		}
		places = append(places, h.Div(h.Class("place"),
			h.P(h.Class("govuk-body"), h.Strong(web.Own(l.Name)), h.Br(),
				web.Own(oneLine(l.Address, l.Town, l.Postcode))),
			paragraphs(how)))
	}
	if len(places) == 0 {
		return nil
	}
	return h.Section(web.H2(c.T("site.activity.get_there")), g.Group(places))
}

// oneLine joins what is known of an address, each part once.
func oneLine(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" && !strings.Contains(strings.Join(said, ", "), p) {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

func whomToAsk(c *web.Ctx, v shown) g.Node {
	o := v.organisation
	return h.Section(web.H2(c.T("site.activity.ask")),
		h.P(h.Class("govuk-body"), h.Strong(web.Own(o.Name))),
		h.Ul(h.Class("fact-list"), g.Attr("data-choices", "skip"),
			g.If(o.Phone != "", h.Li(web.Picture(c, "phone", 32), h.A(h.Class("govuk-link"),
				h.Href("tel:"+digits(o.Phone)), web.Own(o.Phone)))),
			g.If(o.Email != "", h.Li(web.Picture(c, "letter", 32), h.A(h.Class("govuk-link"),
				h.Href("mailto:"+o.Email), web.Own(o.Email)))),
			g.If(safeWeb(o.Web), h.Li(web.Picture(c, "computer", 32), h.A(h.Class("govuk-link"),
				h.Href(o.Web), h.Rel("noopener nofollow"), web.Own(hostOf(o.Web)))))))
}

// digits keeps what a telephone dials.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// safeWeb admits only addresses of the web: an import may hold anything.
func safeWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}

func hostOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// eventData tells search engines of the next session in schema.org's words. A
// block of data is no script to the content policy.
func eventData(c *web.Ctx, v shown) g.Node {
	if len(v.coming) == 0 || c.Who != nil {
		return nil
	}
	ses, a := v.coming[0], v.activity
	data := map[string]any{
		"@context": "https://schema.org", "@type": "Event", "name": a.Title, "description": firstWords(a.Text, 300),
		"startDate": ses.Starts.String(), "endDate": ses.Ends.String(),
		"eventStatus":               "https://schema.org/EventScheduled",
		"organizer":                 map[string]any{"@type": "Organization", "name": v.organisation.Name},
		"remainingAttendeeCapacity": ses.Left(),
	}
	if len(v.locations) > 0 {
		l := v.locations[0]
		data["location"] = map[string]any{"@type": "Place", "name": l.Name,
			"address": oneLine(l.Address, l.Town, l.Postcode)}
	}
	if a.PriceKnown {
		data["offers"] = map[string]any{"@type": "Offer", "priceCurrency": "GBP",
			"price": fmt.Sprintf("%d.%02d", a.OwnPrice/100, a.OwnPrice%100)}
	}
	return govuk.Data("application/ld+json", data)
}

// firstWords cuts a text at a word, to at most n runes.
func firstWords(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
