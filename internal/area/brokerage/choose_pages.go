package brokerage

import (
	"cmp"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// became tells a person why their referral is with the broker again: what a provider
// declined, and their words, which are written for the person too. The reason that an
// approver gave is for workers, who explain it.
func became(c *web.Ctx, v referralView) g.Node {
	if v.r.Status != WithBroker {
		return nil
	}
	ask := web.WhoseBlock(c, "brokerage.became.ask", "brokerage.became_of.ask", "phone", c.Site.Phone)
	if p := partsOf(v.r, v.placements); len(p.declined()) > 0 {
		return partsNote(c, p, ask)
	}
	for _, s := range slices.Backward(v.steps) {
		switch kept := staying(v.placements); {
		case s.Act == HandBack && len(kept) > 0:
			says := web.WhoseBlock(c, "brokerage.became.part", "brokerage.became_of.part")
			return g.Group{says, partList(c, "has", kept), ask}
		case s.Act == Refuse || s.Act == HandBack:
			return g.Group{web.WhoseBlock(c, "brokerage.became."+string(s.Act), "brokerage.became_of."+string(s.Act)),
				ask}
		case s.Act == LikeNone:
			return web.WhoseBlock(c, "brokerage.became.like_none", "brokerage.became_of.like_none")
		}
	}
	return nil
}

// nothingToChoosePage also says what became of the week that was chosen before,
// when that is why there is nothing to choose.
func nothingToChoosePage(c *web.Ctx, v referralView) web.Page {
	title := c.T("brokerage.choose.nothing_title")
	if len(partsOf(v.r, v.placements).declined()) > 0 {
		title = chosenTitle(c)
	}
	return web.Page{Title: title, NoIndex: true,
		Body: g.Group{web.H1(title), became(c, v), web.WhoseBlock(c, "brokerage.choose.nothing",
			"brokerage.choose_of.nothing"),
			h.P(h.A(h.Class("govuk-link press-link"), h.Href("/activities"),
				g.Text(c.T("brokerage.choose.look"))))}}
}

// choosePage sets the weeks side by side: each card tells the same facts in
// the same order, so that they compare by eye.
func choosePage(c *web.Ctx, v referralView, a access.Actor) web.Page {
	title := web.Whose(c, "brokerage.choose.title", "brokerage.choose_of.title")
	split := g.Node(nil)
	if p := partsOf(v.r, v.placements); p.split() {
		split = partsNote(c, p)
	}
	var cards []g.Node
	for _, w := range v.weeks {
		cards = append(cards, h.Li(h.Class("choice"), weekCard(c, v, w)))
	}
	nobodyGoes := g.Node(nil)
	if web.Easy(c) && !v.friendsGo() {
		nobodyGoes = friendsLine(c, shownWeek{}) // once, and not of each week
	}
	return web.Page{Title: title, NoIndex: true, Body: g.Group{
		g.If(!web.Easy(c), h.P(h.Class("quiet"), g.Text(c.T("brokerage.choose.step", "step", 1)))), // for its words
		web.H1(title), split, g.If(!web.Easy(c), lookAt(c, v)), // there it stands on the next page
		wanted(c, v),
		g.If(a.Kind == access.Supporter, web.WhoseBlock(c, "brokerage.choose.you_help",
			"brokerage.choose_of.you_help")),
		g.If(v.noneFits(), web.WhoseBlock(c, "brokerage.choose.none_fits", "brokerage.choose_of.none_fits")),
		g.If(web.Easy(c) && v.sameCount(), countLine(c, "brokerage.choose.count_each", v.weeks)),
		nobodyGoes, noPrice(c, v.weeks), h.Ul(h.Class(choicesClass(len(cards))), g.Group(cards)),
		h.Div(h.Class("presses"),
			web.ButtonLinkWith("/me/choose/"+v.r.ID+"/none", govuk.Secondary,
				g.Text(web.Whose(c, "brokerage.choose.none", "brokerage.choose_of.none"))),
			govuk.Button(govuk.ButtonOptions{Href: "/help", Classes: govuk.Secondary,
				HTML: g.Group{web.Picture(c, "help", 28), g.Text(c.T("brokerage.choose.help"))}})),
	}}
}

// choicesClass sets two or four weeks in pairs, so that none stands alone below three.
func choicesClass(weeks int) string {
	if weeks == 2 || weeks == 4 {
		return "choices choices--even"
	}
	return "choices"
}

// lookAt asks to look at days and times, and says when a week begins.
func lookAt(c *web.Ctx, v referralView) g.Node {
	return g.Group{web.WhoseBlock(c, "brokerage.choose.check", "brokerage.choose_of.check"), beginsNote(c, v)}
}

// wanted says again what the person wants to change, in their words, and claims of no
// week what nothing in it does.
func wanted(c *web.Ctx, v referralView) g.Node {
	if len(v.aims) == 0 {
		return nil
	}
	some, none := v.helped()
	list := func(says g.Node, words []string) g.Node {
		var aims []g.Node
		for _, w := range words {
			aims = append(aims, h.Li(h.Strong(web.Own(w))))
		}
		if len(aims) == 0 {
			return nil
		}
		return g.Group{says, h.Ul(h.Class("govuk-list"), g.Group(aims))}
	}
	says := web.WhoseBlock(c, "brokerage.choose.wanted", "brokerage.choose_of.wanted")
	if v.sameHelp() && web.Easy(c) {
		says = web.Block(c, "brokerage.choose.wanted_all")
	}
	return h.Div(list(says, some),
		list(web.Block(c, "brokerage.choose.wanted_none"), none))
}

// helped parts what the person wants by whether any week that they see has something
// for it. What is tied to it by the Care Act alone, and is about something else than the
// words, is nothing for it.
func (v referralView) helped() (some, none []string) {
	for _, a := range v.aims {
		if slices.ContainsFunc(v.weeks, func(w shownWeek) bool { return w.Reasons.HelpsWith(a) }) {
			some = append(some, a.Words)
		} else {
			none = append(none, a.Words)
		}
	}
	return some, none
}

// sameHelp reports whether all weeks help with the same things; in Easy Read that is
// said once.
func (v referralView) sameHelp() bool {
	some, _ := v.helped()
	return !slices.ContainsFunc(v.aims, func(a matching.Aim) bool {
		return slices.Contains(some, a.Words) &&
			slices.ContainsFunc(v.weeks, func(w shownWeek) bool { return !w.Reasons.HelpsWith(a) })
	})
}

// sameCount reports whether all weeks have as many activities.
func (v referralView) sameCount() bool {
	return !slices.ContainsFunc(v.weeks, func(w shownWeek) bool {
		return len(w.times()) != len(v.weeks[0].times())
	})
}

// countLine says how many activities a week has, or each of some.
func countLine(c *web.Ctx, key string, weeks []shownWeek) g.Node {
	if len(weeks) == 0 {
		return nil
	}
	return h.P(h.Strong(g.Text(c.N(key, len(weeks[0].times())))))
}

// helpsLine says which of the things that the person wants a week helps with, in their
// words. Where no week helps with any, it stands above all of them.
func helpsLine(c *web.Ctx, v referralView, w shownWeek) g.Node {
	some, _ := v.helped()
	if len(some) == 0 {
		return nil
	}
	var aims []g.Node
	for _, a := range v.aims {
		if w.Reasons.HelpsWith(a) {
			aims = append(aims, h.Br(), h.Strong(web.Own(a.Words)))
		}
	}
	says, picture := "brokerage.choose.helps", "check-mark"
	if len(aims) == 0 {
		says, picture = "brokerage.choose.helps_none", "question"
	}
	return h.P(h.Class("choice__fact"), web.Picture(c, picture, 32), h.Span(g.Text(c.T(says)), g.Group(aims)))
}

func weekCard(c *web.Ctx, v referralView, w shownWeek) g.Node {
	do := govuk.Button(govuk.ButtonOptions{Href: "/me/choose/" + v.r.ID + "/" + w.ID,
		Text: c.T("brokerage.choose.press", "n", w.Number)})
	if list := v.misfits[w.ID]; len(list) > 0 {
		do = notNow(c, list)
	}
	return g.Group{
		h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.choose.week", "n", w.Number))),
		g.If(!web.Easy(c) || !v.sameCount(), countLine(c, "brokerage.choose.count", []shownWeek{w})),
		standsOut(c, v, w),
		outline(c, w), g.If(!web.Easy(c) || !v.sameHelp(), helpsLine(c, v, w)), whenLine(c, w),
		g.If(!web.Easy(c) || v.friendsGo(), friendsLine(c, w)),
		priceLine(c, w, ""), do,
	}
}

// friendsGo reports whether friends go in any of the weeks.
func (v referralView) friendsGo() bool {
	return slices.ContainsFunc(v.weeks, func(w shownWeek) bool { return len(w.Reasons.Friends()) > 0 })
}

// notNow stands where the button would: something of the week has changed since
// it was shown, and the week cannot be had any more.
func notNow(c *web.Ctx, list []misfit) g.Node {
	return h.Div(web.Block(c, "brokerage.choose.unfit"), misfitLines(c, list, yourWhy))
}

// noneFits reports whether of all weeks that were shown none can be chosen.
func (v referralView) noneFits() bool {
	return len(v.weeks) > 0 && !slices.ContainsFunc(v.weeks, func(w shownWeek) bool {
		return len(v.misfits[w.ID]) == 0
	})
}

// outline shows a week among others. In Easy Read it is short, so that five weeks
// are read beside each other: picture, day, when it begins, what it is and how long the
// way is. Until when and at which house in which town stands on the next page, before
// the choice is made.
func outline(c *web.Ctx, w shownWeek) g.Node {
	if !web.Easy(c) {
		return activities(c, w)
	}
	var all []g.Node
	for _, at := range w.times() {
		all = append(all, h.Li(h.Class("choice__day"), web.Plate(c, at.Activity.Kind, at.Activity.Symbol, 64),
			h.Div(h.Strong(g.Text(i18n.DayName(c.Voice, matching.WeekdayOf(at.slot.Day)))),
				g.Text(" "+i18n.TimeOfDay(c.Voice, at.slot.Start)), h.Br(),
				web.Own(titleOf(c, at.Activity)), h.Br(), at.wayShort(c), at.startsNote(c))))
	}
	return h.Ul(h.Class("choice__days"), g.Group(all))
}

// wayShort says how long the way is, and names the town where that is not known.
func (p shownPlace) wayShort(c *web.Ctx) g.Node {
	if p.Location.ID == "" || p.minutes == 0 {
		return g.Group{g.If(p.Location.Town != "", g.Group{web.Own(p.Location.Town), g.Text(": ")}),
			h.Span(h.Class("quiet"), g.Text(p.way(c)))}
	}
	return h.Span(h.Class("way"), web.Picture(c, "bus", 32),
		h.Span(h.Class("quiet"), g.Text(c.N("brokerage.choose.minutes", p.minutes))))
}

// activities shows each session with its picture: when it is, where, and how
// long the way is.
func activities(c *web.Ctx, w shownWeek) g.Node {
	var all []g.Node
	for _, at := range w.times() {
		all = append(all, h.Li(h.Class("choice__day"), web.Plate(c, at.Activity.Kind, at.Activity.Symbol, 64),
			h.Div(h.Strong(g.Text(i18n.DayName(c.Voice, matching.WeekdayOf(at.slot.Day)))),
				g.Text(" "+i18n.Times(c.Voice, at.slot.Start, at.slot.End)), h.Br(),
				web.Own(titleOf(c, at.Activity)), h.Br(), web.Own(at.whereTold()), h.Br(),
				h.Span(h.Class("quiet"), g.Text(at.way(c))), at.startsNote(c))))
	}
	return h.Ul(h.Class("choice__days"), g.Group(all))
}

// whereTold names the place with its town, which a name often has already.
func (p Place) whereTold() string {
	if p.Location.Town == "" || strings.Contains(p.where(), p.Location.Town) {
		return p.where()
	}
	return p.where() + ", " + p.Location.Town
}

// way says how long the way to the place is, from the middle of the person's
// town.
func (p shownPlace) way(c *web.Ctx) string {
	switch {
	case p.Location.ID == "":
		return c.T("brokerage.choose.online")
	case p.minutes == 0:
		return c.T("brokerage.choose.way_unknown")
	}
	return c.N("brokerage.choose.way", p.minutes)
}

// titleOf is an activity's title in the visitor's voice.
func titleOf(c *web.Ctx, a directory.Activity) string {
	if web.Easy(c) {
		return a.EasyTitle
	}
	return a.Title
}

// friendsLine names the friends who go, as they were when the week was shown.
func friendsLine(c *web.Ctx, w shownWeek) g.Node {
	var names []g.Node
	for _, r := range w.Reasons {
		if r.Rule == matching.ForFriend {
			names = append(names, g.Text(" "), web.Own(r.Own))
		}
	}
	line := g.Node(g.Group{g.Text(c.T("brokerage.choose.friends")), g.Group(names)})
	if len(names) == 0 {
		line = g.Text(web.Whose(c, "brokerage.choose.no_friends", "brokerage.choose_of.no_friends"))
	}
	return h.P(h.Class("choice__fact"), web.Picture(c, "friends", 32), h.Span(line))
}

// whenLine names what is when the person wished for it.
func whenLine(c *web.Ctx, w shownWeek) g.Node {
	var all []g.Node
	for _, r := range w.Reasons {
		if r.Rule == matching.ForWhen {
			all = append(all, h.P(h.Class("choice__fact"), web.Picture(c, "thumbs-up", 32),
				h.Span(web.Own(ownOf(c, r)), g.Text(web.Whose(c, "brokerage.choose.when",
					"brokerage.choose_of.when", "when",
					r.Wished().Text(c.Voice))))))
		}
	}
	return g.Group(all)
}

// priceLine says what the week costs the person: the council's part, and what
// they pay at the door. It is nothing for a helper who may not see their money.
func priceLine(c *web.Ctx, w shownWeek, unknown string) g.Node {
	if w.noMoney || !w.PriceKnown && unknown == "" {
		return nil
	}
	text := unknown
	if w.PriceKnown {
		text = web.Whose(c, "brokerage.choose.price", "brokerage.choose_of.price", "amount",
			i18n.Money(c.Voice, w.Price+w.OwnWeek))
	}
	return h.P(h.Class("choice__fact"), web.Picture(c, "money", 32), h.Span(g.Text(text)))
}

// noPrice says once that nobody knows what the weeks cost the person: finance has
// recorded no contribution, and a sum would mislead.
func noPrice(c *web.Ctx, weeks []shownWeek) g.Node {
	unknown := func(w shownWeek) bool { return !w.noMoney && !w.PriceKnown }
	if !slices.ContainsFunc(weeks, unknown) {
		return nil
	}
	return web.WhoseBlock(c, "brokerage.choose.price_unknown", "brokerage.choose_of.price_unknown")
}

// whyPage asks for the reason: one tap chooses and says why.
func whyPage(c *web.Ctx, v referralView, w shownWeek) web.Page {
	title := web.Whose(c, "brokerage.why.title", "brokerage.why_of.title", "n", w.Number)
	do := g.Node(g.Group{activities(c, w), lookAt(c, v), moreThanPlanned(c, v, w),
		web.Block(c, "brokerage.why.how"),
		taps(c, "/me/choose/"+v.r.ID+"/"+w.ID, reasonKeys{"brokerage.why.", "brokerage.why_of."}, whysOf(w))})
	if list := v.misfits[w.ID]; len(list) > 0 {
		title, do = c.T("brokerage.choose.week", "n", w.Number), notNow(c, list)
	}
	return web.Page{Title: title, NoIndex: true, Back: "/me/choose/" + v.r.ID, Body: g.Group{
		h.P(h.Class("quiet"), g.Text(c.T("brokerage.choose.step", "step", 2))), web.H1(title), do}}
}

// whysOf leaves out the friends where none goes, and the price where who chooses
// does not read one.
func whysOf(w shownWeek) []string {
	return slices.DeleteFunc(Whys(), func(why string) bool {
		return why == "friends" && len(w.Reasons.Friends()) == 0 || why == "price" && (w.noMoney || !w.PriceKnown)
	})
}

func nonePage(c *web.Ctx, v referralView) web.Page {
	title := web.Whose(c, "brokerage.why_none.title", "brokerage.why_none_of.title")
	return web.Page{Title: title, NoIndex: true, Back: "/me/choose/" + v.r.ID, Body: g.Group{
		web.H1(title), web.Block(c, "brokerage.why_none.how"),
		taps(c, "/me/choose/"+v.r.ID+"/none", reasonKeys{"brokerage.why_none.", "brokerage.why_none_of."},
			WhysNot()),
	}}
}

// tapPictures are the symbols of the reasons; what is not liked has its own.
var tapPictures = map[string]string{"activities": "thumbs-up", "brokerage.why_none.activities": "thumbs-down",
	"friends": "friends", "days": "calendar",
	"near": "walk", "far": "bus",
	"price": "money", "else": "question"}

// reasonKeys are the families of texts of the reasons: to the person, and to who helps.
type reasonKeys struct{ own, theirs string }

// taps is a form whose buttons are the answers.
func taps(c *web.Ctx, action string, keys reasonKeys, words []string) g.Node {
	var all []g.Node
	for _, w := range words {
		all = append(all, govuk.Button(govuk.ButtonOptions{Name: "why", Value: w,
			Classes: govuk.Secondary + " tap",
			HTML: g.Group{web.Picture(c, cmp.Or(tapPictures[keys.own+w], tapPictures[w]), 40),
				h.Span(g.Text(web.Whose(c, keys.own+w, keys.theirs+w)))}}))
	}
	return h.Form(h.ID("why"), h.TabIndex("-1"), // where the note of an error leads
		h.Method("post"), h.Action(action), h.Class("taps"), c.FormKey(), g.Group(all))
}

// settledPage stands where there is nothing to press: it says what was chosen, or that
// there is nothing to choose.
func settledPage(c *web.Ctx, v referralView) web.Page {
	switch v.r.Status {
	case Chosen, Approved, Placed:
		return chosenPage(c, v)
	}
	return nothingToChoosePage(c, v)
}

func chosenTitle(c *web.Ctx) string {
	return web.Whose(c, "brokerage.chosen.title", "brokerage.chosen_of.title")
}

// chosenPage says what was chosen and what happens now.
func chosenPage(c *web.Ctx, v referralView) web.Page {
	title := chosenTitle(c)
	w, found := v.chosen()
	now := web.WhoseBlock(c, "brokerage.chosen."+string(v.r.Status), "brokerage.chosen_of."+string(v.r.Status))
	if v.r.Status == Approved {
		now = agreedNote(c, partsOf(v.r, v.placements))
	}
	return web.Page{Title: title, NoIndex: true, Body: g.Group{
		h.P(h.Class("quiet"), g.Text(c.T("brokerage.choose.step", "step", 3))), web.H1(title),
		now, beginsNote(c, v), moreThanPlanned(c, v, w),
		g.If(found, h.Div(h.Class("choice"),
			h.H2(h.Class("govuk-heading-m"), g.Text(c.T("brokerage.choose.week", "n", w.Number))),
			activities(c, w),
			g.If(len(w.Reasons) > 0, friendsLine(c, w)), // nobody knew of a week that was taken over
			priceLine(c, w, web.Whose(c, "brokerage.chosen.price_unknown", "brokerage.chosen_of.price_unknown")))),
		whyChosen(c, v.r),
		web.WhoseBlock(c, "brokerage.chosen.change", "brokerage.chosen_of.change", "phone", c.Site.Phone),
	}}
}

// whyChosen tells the person again why they chose, as they tapped it, and who helped.
func whyChosen(c *web.Ctx, r Referral) g.Node {
	why := g.Node(nil)
	if r.Why != "" {
		why = h.P(h.Class("choice__fact"), web.Picture(c, tapPictures[r.Why], 32),
			h.Span(g.Text(web.Whose(c, "brokerage.chosen.why", "brokerage.chosen_of.why")+" "),
				h.Strong(g.Text(web.Whose(c, "brokerage.why."+r.Why, "brokerage.why_of."+r.Why)))))
	}
	return g.Group{why, g.If(r.HelpedBy != "",
		h.P(g.Text(web.Whose(c, "brokerage.chosen.helped", "brokerage.chosen_of.helped")+" "),
			web.Own(r.HelpedBy)))}
}
