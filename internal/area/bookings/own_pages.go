package bookings

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// bookingPage is one booking: what, when, where, with whom, and what the person
// can do with it now.
func bookingPage(c *web.Ctx, v Shown) web.Page {
	return web.Page{Title: web.Whose(c, "bookings.own.title", "bookings.own_of.title", "date",
		i18n.Date(c.Voice, v.Card.Session.Date)),
		NoIndex: true, Back: WeekPath(v.Card.Session.Date), Body: h.Article(
			headOf(c, v),
			StateBlock(c, v.Line),
			whereBlock(c, v.Card, v.Over),
			FriendsBlock(c, v.Friends),
			whoHelped(c, v.Booking),
			correctedBlock(c, v.Corrected),
			actions(c, v),
			g.If(v.Off(), OffAsk(c, v.Card.Organisation)),
			g.If(!v.Off(), AskBlock(c, v.Card.Organisation)))}
}

func headOf(c *web.Ctx, v Shown) g.Node {
	a := v.Card.Activity
	return h.Div(h.Class("activity__head"), web.Plate(c, a.Kind, a.Symbol, 160),
		h.Div(h.H1(h.Class("govuk-heading-xl"), web.Own(titleOf(c, a))),
			h.Div(h.Class("when"), g.Text(whenOf(c, v.Card.Session)))))
}

// StateBlock says in one sentence how a booking stands.
func StateBlock(c *web.Ctx, l Line) g.Node {
	switch {
	case l.Off():
		return OffBlock(c, l)
	case l.Booking.without() && !l.Begun:
		return web.WhoseBlock(c, "bookings.state.lost", "bookings.state.lost_of")
	case l.Booking.Status == Cancelled && l.Over:
		return web.WhoseBlock(c, "bookings.state.missed", "bookings.state.missed_of")
	case l.Booking.Status == Cancelled && (l.Booking.ChangedBy != "" || l.Booking.calledOff()):
		return web.WhoseBlock(c, "bookings.state.not", "bookings.state.cancelled_of")
	case l.Booking.Status == Cancelled:
		return web.WhoseBlock(c, "bookings.state.cancelled", "bookings.state.cancelled_of")
	case l.Over:
		return web.Block(c, "bookings.state.over")
	}
	return web.WhoseBlock(c, "bookings.state.going", "bookings.state.going_of")
}

// AtWords begins to say where a session is, or was once it is over.
func AtWords(c *web.Ctx, over bool) g.Node {
	if over {
		return g.Text(c.T("bookings.own.was_at") + " ")
	}
	return g.Text(c.T("bookings.own.at") + " ")
}

// whereBlock says where it is and how to get there; of what is over, where it was.
func whereBlock(c *web.Ctx, card directory.Card, over bool) g.Node {
	if card.Location.ID == "" {
		return web.WhoseBlock(c, "bookings.own.online", "bookings.own_of.online")
	}
	how := card.Location.HowToGetThere
	if web.Easy(c) && card.Location.EasyHowTo != "" {
		how = card.Location.EasyHowTo
	}
	return g.Group{
		web.EasyBlock(c, "map", AtWords(c, over), web.OwnStrong(placeOf(card)), g.Text(".")),
		g.If(how != "" && !over, web.EasyBlock(c, "bus", web.Own(how))),
	}
}

// FriendsBlock names the friends who go too; without any it says nothing.
func FriendsBlock(c *web.Ctx, friends []string) g.Node {
	if len(friends) == 0 {
		return nil
	}
	return web.EasyBlock(c, "friends", Names(c, friends), g.Text(" "+c.N("bookings.own.too", len(friends))))
}

// Names joins names as one says them: "Sam B., Lee and Priya K.".
func Names(c *web.Ctx, names []string) g.Node {
	var all []g.Node
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			all = append(all, g.Text(" "+c.T("bookings.own.and")+" "))
		case i > 0:
			all = append(all, g.Text(", "))
		}
		all = append(all, web.OwnStrong(n))
	}
	return g.Group(all)
}

// whoHelped says who did what for the person.
func whoHelped(c *web.Ctx, b Booking) g.Node {
	var lines []g.Node
	add := func(name, act string) {
		if name != "" {
			lines = append(lines, h.P(web.OwnStrong(name), g.Text(" "+Helped(c, act))))
		}
	}
	add(b.MadeBy, "booked")
	if b.Status == Cancelled {
		add(b.ChangedBy, "cancelled")
	} else {
		add(b.ChangedBy, "again")
	}
	if len(lines) == 0 {
		return nil
	}
	return h.Div(h.Class("easy"), web.Picture(c, "people", 96), h.Div(h.Class("easy__words"), g.Group(lines)))
}

// Helped says what somebody did for the person: an act of bookings.helped.
func Helped(c *web.Ctx, act string) string {
	return web.Whose(c, "bookings.helped."+act, "bookings.helped_of."+act)
}

// SaidBlock says how it went, and whose view that is: the person's, or that of the
// helper who said it for them.
func SaidBlock(c *web.Ctx, b Booking) g.Node {
	f := string(b.Feeling)
	if f == "" {
		return nil
	}
	words := g.Text(web.Whose(c, "bookings.said."+f, "bookings.said_of."+f))
	if b.FeelingBy != "" {
		words = g.Group{web.OwnStrong(b.FeelingBy),
			g.Text(" " + web.Whose(c, "bookings.helper_said."+f, "bookings.helper_said_of."+f))}
	}
	return web.EasyBlock(c, facePictures[b.Feeling], words)
}

// CannotGo is on the button that leads to cancelling a place.
func CannotGo(c *web.Ctx) string {
	return web.Whose(c, "bookings.own.cannot", "bookings.own_of.cannot")
}

// GoesAfterAll is on the button that takes a cancelled place back.
func GoesAfterAll(c *web.Ctx) string {
	return web.Whose(c, "bookings.own.again", "bookings.own_of.again")
}

// HowTitle asks how it went.
func HowTitle(c *web.Ctx) string { return web.Whose(c, "bookings.how.title", "bookings.how_of.title") }

// actions offer only what is possible now, and allowed.
func actions(c *web.Ctx, v Shown) g.Node {
	path := BookingPath(v.Booking.ID)
	switch {
	case v.Off():
		return nil
	case v.Booking.Status == Confirmed && !v.Begun && v.MayBook:
		return web.ButtonLinkWith(path+"/cancel", govuk.Secondary, g.Text(CannotGo(c)))
	case v.Booking.MayHaveAgain() && !v.Begun && v.MayBook:
		return web.WhosePress(c, path+"/again", "bookings.own.again", "bookings.own_of.again", "")
	case v.Booking.Status != Cancelled && v.Over && v.MaySay && !(web.Helps(c) && v.Booking.OwnWord()):
		return h.Section(h.ID("feeling"), h.TabIndex("-1"), web.H2(HowTitle(c)), SaidBlock(c, v.Booking),
			Faces(c, v.Line))
	}
	return SaidBlock(c, v.Booking)
}

var facePictures = map[Feeling]string{Good: "smile", OK: "neutral", Bad: "sad"}

// FacePicture names the symbol of a feeling.
func FacePicture(f Feeling) string { return facePictures[f] }

// Faces asks how it went: three faces, one press.
func Faces(c *web.Ctx, l Line) g.Node {
	var all []g.Node
	for _, f := range Feelings() {
		all = append(all, h.Button(h.Type("submit"), h.Name("feeling"), h.Value(string(f)), h.Class("face"),
			g.If(f == l.Booking.Feeling, h.Aria("pressed", "true")),
			web.Picture(c, facePictures[f], 56), h.Span(g.Text(c.T("bookings.how."+string(f)))),
			h.Span(h.Class("govuk-visually-hidden"), g.Text(": "), web.Own(titleOf(c, l.Card.Activity)),
				g.Text(" "+i18n.Date(c.Voice, l.Card.Session.Date)))))
	}
	return h.Form(h.Method("post"), h.Action(BookingPath(l.Booking.ID)+"/how"), h.Class("faces"), c.FormKey(),
		g.Group(all))
}

// AskBlock says whom to ring about what an organisation runs; without a number, nothing.
func AskBlock(c *web.Ctx, o directory.Organisation) g.Node {
	if o.Phone == "" {
		return nil
	}
	return h.P(g.Text(c.T("bookings.own.ask")+" "), web.Own(o.Name+", "+o.Phone))
}

// cancelPage tells what it comes to before anything is done.
func cancelPage(c *web.Ctx, v Shown) web.Page {
	path := BookingPath(v.Booking.ID)
	says := func(word string) string {
		return web.Whose(c, "bookings.cancel."+word, "bookings.cancel_of."+word)
	}
	return web.Page{Title: says("title"), NoIndex: true, Back: path, Body: g.Group{
		web.H1(says("title")),
		h.Div(h.Class("easy"), web.Plate(c, v.Card.Activity.Kind, v.Card.Activity.Symbol, 72),
			h.Div(h.Class("easy__words"), h.P(web.OwnStrong(titleOf(c, v.Card.Activity))),
				h.Div(g.Text(whenOf(c, v.Card.Session))))),
		termsBlock(c, v),
		web.WhoseBlock(c, "bookings.cancel.free", "bookings.cancel_of.free"),
		web.Post(c, path+"/cancel", h.Class("presses"),
			web.ButtonWith("", g.Text(says("press"))),
			web.ButtonLinkWith(path, govuk.Secondary, g.Text(says("keep")))),
	}}
}

// termsBlock says what a cancelling now costs: nothing at the door, nothing in
// time, and the place itself when the notice is short.
func termsBlock(c *web.Ctx, v Shown) g.Node {
	switch {
	case v.Booking.PlacementID == "":
		return web.WhoseBlock(c, "bookings.cancel.own", "bookings.cancel_of.own")
	case v.InTime:
		return web.WhoseBlock(c, "bookings.cancel.in_time", "bookings.cancel_of.in_time")
	}
	return g.Group{web.WhoseBlock(c, "bookings.cancel.late", "bookings.cancel_of.late", "hours", v.Notice),
		web.WhoseBlock(c, "bookings.cancel.paid", "bookings.cancel_of.paid")}
}
