package access

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
)

type signInForm struct {
	email, next string
	ended       bool // they pressed something and were not signed in any more
}

// signInPage asks for an address; in the demo it lists the personas.
func (s *Service) signInPage(c *web.Ctx, f signInForm) (web.Page, error) {
	var personas []persona
	if s.Site.Demo {
		err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
			open, err := s.openToAll(ctx, tx)
			if err != nil || !open {
				return err
			}
			personas, err = s.personas(ctx, tx)
			return err
		})
		if err != nil {
			return web.Page{}, err
		}
	}
	return signInBody(c, f, personas), nil
}

// Stage is how far a person is with their week, as the demo's sign-in page says
// it.
type Stage string

// The stages, in the order in which the page shows people: who comes new to the
// demo meets a full week first.
const (
	HasWeek Stage = "week"
	Chooses Stage = "choose"
	Chose   Stage = "chosen"
	IsNew   Stage = "new"
)

// persona is somebody whom a visitor of the demo may be.
type persona struct {
	Actor
	stage Stage  // of a person among the first; empty is unsaid
	at    string // the organisation of who provides activities
}

// personas lists whom a visitor may be: the first few of each role lead, those
// with a full week before the others.
func (s *Service) personas(ctx context.Context, tx *db.Tx) ([]persona, error) {
	rows, err := demoActors(ctx, tx)
	if err != nil {
		return nil, err
	}
	names, err := s.namesOfOrganisations(ctx, tx, rows)
	if err != nil {
		return nil, err
	}
	var all []persona
	people := 0
	for _, r := range rows {
		p := persona{Actor: r.actor()}
		p.at = names[p.OrganisationID]
		if primary(p.Actor) == RolePerson && people < fewOf[RolePerson] && s.Stage != nil {
			people++
			if p.stage, err = s.Stage(ctx, tx, p.PersonID); err != nil {
				return nil, fmt.Errorf("how far a person is: %w", err)
			}
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b persona) int { return a.rank() - b.rank() })
	return all, nil
}

// rank is where a persona stands: people whose stage is said, then the rest in
// their order.
func (p persona) rank() int {
	stages := []Stage{HasWeek, Chooses, Chose, IsNew}
	if i := slices.Index(stages, p.stage); i >= 0 {
		return i
	}
	return len(stages)
}

func signInBody(c *web.Ctx, f signInForm, personas []persona) web.Page {
	return web.Page{Title: c.T("access.sign_in.title"), Back: "/", NoIndex: true, Body: g.Group{
		web.H1(c.T("access.sign_in.title")),
		g.If(f.ended, web.Inset(web.Block(c, "access.signed_out.pressed"))),
		web.Block(c, "access.sign_in.how"),
		web.Post(c, "/sign-in", web.Hidden("next", f.next),
			web.Input(c, web.Field{Name: "email", Label: "access.sign_in.email", Value: f.email, Kind: "email",
				Complete: "email",
				More:     govuk.Attrs{{Name: "spellcheck", Value: "false"}}}),
			web.Button(c, "access.sign_in.send")),
		h.P(h.A(h.Class("govuk-link press-link"), h.Href(CodePath), g.Text(c.T("access.sign_in.by_code")))),
		g.If(len(personas) > 0, personaList(c, personas, f.next)),
	}}
}

// personaList lets a visitor of the demo be anybody: a few of each sort are
// shown, the others unfold.
func personaList(c *web.Ctx, personas []persona, next string) g.Node {
	few, more := firstOfEach(personas)
	return h.Section(h.Class("personas"), g.Attr("data-choices", "skip"),
		web.H2(c.T("access.demo.title")), web.Block(c, "access.demo.how"),
		personaButtons(c, few, next, true),
		g.If(len(more) > 0, web.Unfold(c, "access.demo.more", otherPersonas(c, more, next))),
		toMailbox(c))
}

func toMailbox(c *web.Ctx) g.Node {
	return h.P(h.A(h.Class("govuk-link press-link"), h.Href("/demo/mailbox"),
		g.Text(c.T("access.demo.mailbox"))))
}

// otherPersonas lists actors under the name of their role, said once.
func otherPersonas(c *web.Ctx, personas []persona, next string) g.Node {
	var roles []Role
	of := map[Role][]persona{}
	for _, a := range personas {
		r := primary(a.Actor)
		if of[r] == nil {
			roles = append(roles, r)
		}
		of[r] = append(of[r], a)
	}
	var parts []g.Node
	for _, r := range roles {
		parts = append(parts, web.H3(c.T("access.kind."+string(r))), personaButtons(c, of[r], next, false))
	}
	return g.Group(parts)
}

func personaButtons(c *web.Ctx, personas []persona, next string, roles bool) g.Node {
	var rows []g.Node
	for _, a := range personas {
		rows = append(rows, h.Li(h.Form(h.Method("post"), h.Action("/sign-in/as"), c.FormKey(),
			web.Hidden("actor", a.ID), web.Hidden("next", next),
			h.Button(h.Type("submit"), h.Class("persona"), web.Own(a.Name), a.line(c, roles)))))
	}
	return h.Ul(h.Class("persona-list"), g.Group(rows))
}

// line says under a persona's name as what they are here, where that does not stand
// above, and at which organisation.
func (p persona) line(c *web.Ctx, role bool) g.Node {
	if !role && p.at == "" {
		return nil
	}
	return h.Span(h.Class("persona__as"), g.If(role, g.Text(p.as(c))), g.If(role && p.at != "", g.Text(" · ")),
		g.If(p.at != "", web.Own(p.at)))
}

// as says in which role a persona is here, and how far a person is.
func (p persona) as(c *web.Ctx) string {
	if p.stage != "" {
		return c.T("access.demo.stage." + string(p.stage))
	}
	return c.T("access.kind." + string(primary(p.Actor)))
}

// fewOf is how many of a role are shown at once; of the others it is one.
var fewOf = map[Role]int{RolePerson: 3, RoleSupporter: 2, RoleProvider: 3}

// firstOfEach parts a list of actors into the first of each role and the rest.
func firstOfEach(list []persona) (few, more []persona) {
	seen := map[Role]int{}
	for _, a := range list {
		r := primary(a.Actor)
		if seen[r]++; seen[r] <= max(1, fewOf[r]) {
			few = append(few, a)
		} else {
			more = append(more, a)
		}
	}
	return few, more
}

func sentPage(c *web.Ctx) web.Page {
	return web.Page{Title: c.T("access.sent.title"), Back: "/sign-in", NoIndex: true, Body: g.Group{
		web.H1(c.T("access.sent.title")),
		web.Block(c, "access.sent.how"),
		web.Block(c, "access.sent.again"),
		g.If(c.Site.Demo, toMailbox(c)),
	}}
}

// CodePath is where somebody signs in by a code on paper.
const CodePath = "/sign-in/code"

// codePage asks for the code that stands on the paper. Without a tick the device counts
// as one that others use too.
func codePage(c *web.Ctx) web.Page {
	return web.Page{Title: c.T("access.code.title"), Back: "/sign-in", NoIndex: true, Body: g.Group{
		web.H1(c.T("access.code.title")),
		web.Block(c, "access.code.how"),
		web.Post(c, CodePath,
			web.Input(c, web.Field{Name: "code", Label: "access.code.label", Value: c.Field("code"), Width: 10,
				Complete: "one-time-code", More: govuk.Attrs{{Name: "spellcheck", Value: "false"},
					{Name: "autocapitalize", Value: "characters"}}}),
			web.Tick(c, web.Field{Name: "own", Value: "yes", Label: "access.code.own"}, c.Field("own") == "yes"),
			web.Button(c, "access.link.press")),
		web.Block(c, "access.code.lost", "phone", c.Site.Phone),
	}}
}

// linkPage has the one button that signs in: mail scanners follow links, and
// following must not use one up.
func linkPage(c *web.Ctx, secret string) web.Page {
	return web.Page{Title: c.T("access.link.title"), NoIndex: true, Body: g.Group{
		web.H1(c.T("access.link.title")),
		web.Block(c, "access.link.how"),
		web.Press(c, "/sign-in/"+secret, "access.link.press", ""),
	}}
}

func openPage(c *web.Ctx, person, reason string) web.Page {
	return web.Page{Title: c.T("access.open.title"), Register: web.Staff, Back: "/", NoIndex: true,
		Body: g.Group{
			web.H1(c.T("access.open.title")),
			web.Block(c, "access.open.why"),
			web.Post(c, "/people/"+person+"/open",
				web.Textarea(c, web.Field{Name: "reason", Label: "access.open.reason", Value: reason}),
				web.Button(c, "access.open.press", govuk.Warning)),
		}}
}

// looked is one page of who looked at a record, and who reads it.
type looked struct {
	Looks
	by string // the actor who reads
}

// whoLookedPage tells the looks day by day, so that no line repeats its date.
func whoLookedPage(c *web.Ctx, v looked) web.Page {
	newer, older := "", ""
	if v.Newer && len(v.Lines) == 0 {
		newer = "/me/who-looked"
	} else if v.Newer {
		newer = "?after=" + v.Lines[0].ID
	}
	if v.Older {
		older = "?before=" + v.Lines[len(v.Lines)-1].ID
	}
	title := web.Whose(c, "access.looked.title", "access.looked.title_of")
	return web.Page{Title: title, Back: "/me/profile", Body: g.Group{
		web.H1(title),
		web.WhoseBlock(c, "access.looked.how", "access.looked.how_of"),
		g.If(len(v.Lines)+len(v.Own) == 0, web.WhoseBlock(c, "access.looked.none", "access.looked.none_of")),
		lookedDays(c, v),
		web.Pages(c, "access.looked.pages", newer, "access.looked.newer", older, "access.looked.older"),
	}}
}

// lookedDays has what others did on each day, and below it how often the reader and the
// person looked.
func lookedDays(c *web.Ctx, v looked) g.Node {
	var days []g.Node
	lines, own := merge(v.Lines), v.Own
	for len(lines)+len(own) > 0 {
		var rows []g.Node
		d := newestDay(lines, own)
		for ; len(lines) > 0 && dayOf(lines[0]) == d; lines = lines[1:] {
			rows = append(rows, lookedLine(c, v, lines[0]))
		}
		for ; len(own) > 0 && own[0].Day == d; own = own[1:] {
			rows = append(rows, ownLine(c, v, own[0]))
		}
		days = append(days, web.H2(c.Past(d)), h.Ul(h.Class("looked-list"), g.Group(rows)))
	}
	return g.Group(days)
}

func newestDay(lines []Line, own []Own) clock.Date {
	switch {
	case len(lines) == 0:
		return own[0].Day
	case len(own) > 0 && own[0].Day.After(dayOf(lines[0])):
		return own[0].Day
	}
	return dayOf(lines[0])
}

func ownLine(c *web.Ctx, v looked, o Own) g.Node {
	if o.ActorID == v.by {
		return h.Li(h.Class("looked quiet"), g.Text(c.N("access.looked.own", o.N)))
	}
	return h.Li(h.Class("looked quiet"), web.Own(o.Actor), g.Text(" "+c.N("access.looked.theirs", o.N)))
}

func dayOf(l Line) clock.Date {
	d, _ := clock.London(l.At)
	return d
}

func lookedLine(c *web.Ctx, v looked, l Line) g.Node {
	_, minute := clock.London(l.At)
	who := web.OwnStrong(l.Actor)
	if l.ActorID == v.by {
		who = h.Strong(g.Text(c.T("access.looked.you")))
	}
	return h.Li(h.Class("looked"),
		h.Div(who, g.Text(" "+didWhat(c, l))),
		g.If(l.Reason != "", h.Div(g.Text(c.T("access.looked.reason")+" "), web.Own(l.Reason))),
		h.Div(h.Class("quiet"), whoIs(c, v.Who[l.ActorID], l.ActorID == v.by),
			g.Text(i18n.TimeOfDay(c.Voice, minute))))
}

// whoIs says what somebody is today, and that it is today: a helper, a worker of the council by their roles, or
// staff of an organisation. Of those who read it themselves it says nothing.
func whoIs(c *web.Ctx, r Reader, reads bool) g.Node {
	switch {
	case reads:
		return nil
	case r.Ended && (r.Kind == Staff || r.Kind == Worker):
		return g.Text(c.T("access.looked.ended") + " · ")
	case r.Kind == Staff && r.Organisation != "":
		return g.Group{g.Text(c.T("access.looked.works_at") + " "), web.Own(r.Organisation), g.Text(" · ")}
	case r.Kind == Worker && len(r.Roles) > 0:
		var roles []string
		for _, role := range r.Roles {
			roles = append(roles, c.T("access.kind."+string(role)))
		}
		return g.Text(c.T("access.looked.of_council", "roles", strings.Join(roles, ", ")) + " · ")
	case r.Kind == Supporter:
		return g.Text(c.T("access.kind.supporter") + " · ")
	}
	return nil
}

// merge keeps one line of several that say the same of one actor in a row.
func merge(lines []Line) []Line {
	var kept []Line
	for _, l := range lines {
		if n := len(kept); n > 0 && kept[n-1].ActorID == l.ActorID && actWord(kept[n-1]) == actWord(l) &&
			l.Reason == "" {
			continue
		}
		kept = append(kept, l)
	}
	return kept
}

// didWhat says what was read or changed; some texts name the person to who helps them.
func didWhat(c *web.Ctx, l Line) string {
	word := actWord(l)
	if !i18n.Has("access.act_of." + word) {
		return c.T("access.act." + word)
	}
	return web.Whose(c, "access.act."+word, "access.act_of."+word)
}

// actWord is the word of the catalogue for a line; an area's own acts that
// have none are changes.
func actWord(l Line) string {
	if word := l.word(); i18n.Has("access.act." + word) {
		return word
	}
	return "change"
}

func mailboxPage(c *web.Ctx, letters []mail.Letter) web.Page {
	var rows []g.Node
	for _, l := range letters {
		rows = append(rows, h.Article(h.Class("card"),
			h.H2(h.Class("govuk-heading-m"), web.Own(l.Subject)),
			h.P(web.Own(l.To)), h.Div(g.Attr("translate", "no"), letterText(l.Text))))
	}
	return web.Page{Title: c.T("access.mailbox.title"), Register: web.Staff, Back: "/sign-in", NoIndex: true,
		Body: g.Group{
			web.H1(c.T("access.mailbox.title")),
			web.Block(c, "access.mailbox.how"),
			g.Group(rows),
		}}
}

// letterText shows a letter with its links of this site to follow.
func letterText(text string) g.Node {
	var parts []g.Node
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) {
		if to, err := url.Parse(strings.TrimSpace(line)); err == nil && to.Host != "" {
			parts = append(parts, h.P(h.A(h.Class("govuk-link"), h.Href(to.RequestURI()), g.Text(line))))
			continue
		}
		parts = append(parts, h.P(g.Text(line)))
	}
	return g.Group(parts)
}
