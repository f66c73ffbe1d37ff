package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
)

// Page is what an area says of a page; the shell does the rest. The body holds
// the one h1.
type Page struct {
	Title    string
	Register Register
	Body     g.Node
	Back     string // path; empty shows no way back
	Crumbs   []Link
	Errors   []fail.Field
	Name     func(field string) string // says in the summary which field is meant, where several have the same fault
	Mend     func(field string) string // where a field is mended that is not on this page; "" is here
	Wide     bool                      // the body brings its own width, as the home page does
	NoIndex  bool
	Print    bool   // a page made for paper: no navigation
	Turned   g.Node // what the switch of voices sends along, where the page cannot be asked for again
}

// Render sends the page.
func (c *Ctx) Render(p Page) error { return c.send(http.StatusOK, p) }

// send renders to memory first: a page is sent whole or not at all. A form that
// is answered with a page and not with a way on had no effect to remember: it
// was refused, or it only worked something out, so it may be pressed again. The
// body of a refused form is written twice, first to see where its fields stand:
// every node says the same each time.
func (c *Ctx) send(code int, p Page) error {
	if err := c.forgetPress(); err != nil {
		return err
	}
	if len(p.Errors) > 0 {
		var body bytes.Buffer
		if err := p.Body.Render(&body); err != nil {
			return fmt.Errorf("render form: %w", err)
		}
		p.Errors = inFormOrder(p.Errors, body.Bytes())
	}
	var b bytes.Buffer
	if err := c.shell(p).Render(&b); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	c.answered = true
	head := c.W.Header()
	head.Set("Content-Type", "text/html; charset=utf-8")
	if c.Who != nil || c.R.Method != http.MethodGet {
		head.Set("Cache-Control", "no-store")
	} else {
		head.Set("Cache-Control", "no-cache, private")
	}
	c.W.WriteHeader(code)
	if _, err := c.W.Write(b.Bytes()); err != nil {
		return fmt.Errorf("send page: %w", err)
	}
	return nil
}

// forgetPress gives the form's key back, if a transaction took it.
func (c *Ctx) forgetPress() error {
	if c.key == nil || !c.key.Claimed() {
		return nil
	}
	key := c.key.Key
	c.key = nil
	if err := c.Site.DB.ForgetPress(c.Context(), key); err != nil {
		return fmt.Errorf("forget press: %w", err)
	}
	return nil
}

// lang is the language of the page for browsers and screen readers.
func (c *Ctx) lang() string { return "en-GB" }

func (c *Ctx) shell(p Page) g.Node {
	title := p.Title + " – " + c.Site.Name
	if len(p.Errors) > 0 {
		title = c.T("web.error.prefix") + " " + title
	}
	note, flashed := c.takeFlash()
	return h.Doctype(h.HTML(h.Lang(c.lang()), h.Class("govuk-template "+c.classes(p)),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.TitleEl(g.Text(title)),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1, viewport-fit=cover")),
			h.Meta(h.Name("theme-color"), h.Content(c.Site.Look.Brand)),
			h.Link(h.Rel("icon"), h.Href("/assets/icon.svg"), h.Type("image/svg+xml")),
			g.If(p.NoIndex || c.Who != nil, h.Meta(h.Name("robots"), h.Content("noindex"))),
			govuk.Style(c.Site.Look.CSS(p.Register)),
			g.If(c.Site.Look.Script != "", h.Script(h.Type("module"), h.Src(c.Site.Look.Script))),
		),
		h.Body(h.Class("govuk-template__body"),
			govuk.SkipLink(govuk.LinkOptions{Href: "#main", Text: c.T("web.skip")}),
			g.If(!p.Print, c.header(p)),
			c.above(p),
			h.Main(h.ID("main"), h.TabIndex("-1"), h.Class(mainClass(p)),
				g.If(flashed && i18n.Has(note.Key), c.flashNote(note)),
				g.If(len(p.Errors) > 0, c.errorSummary(p)),
				p.Body,
			),
			c.footer(p),
		),
	))
}

func (c *Ctx) classes(p Page) string {
	class := "citizen"
	if p.Register == Staff {
		class = "staff"
	}
	if Easy(c) {
		class += " easy-read"
	}
	if p.Print {
		class += " paper"
	}
	return class
}

func mainClass(p Page) string {
	if p.Wide {
		return "main main--wide"
	}
	return "main width"
}

func (c *Ctx) header(p Page) g.Node {
	return h.Header(h.Class("site-header"),
		h.Div(h.Class("width site-header__top"),
			h.A(h.Class("site-header__name"), h.Href("/"), c.mark(), Own(c.Site.Name)),
			h.Div(h.Class("site-header__side"), c.visitor(), c.voiceSwitch(p.Turned)),
		),
		c.nav(p),
	)
}

// mark is the council's logo, or else ours.
func (c *Ctx) mark() g.Node {
	if c.Site.Look.Logo != "" {
		return h.Img(h.Class("site-header__logo"), h.Src(c.Site.Look.Logo), h.Alt(c.Site.Council))
	}
	return brandMark()
}

// brandMark is three bars, like days of a week.
func brandMark() g.Node {
	bar := func(x, y, height, class string) g.Node {
		return g.El("rect", g.Attr("x", x), g.Attr("y", y), g.Attr("width", "10"), g.Attr("height", height),
			g.Attr("rx", "2"), h.Class(class))
	}
	return g.El("svg", h.Class("brand-mark"), g.Attr("viewBox", "0 0 36 28"), g.Attr("width", "36"),
		g.Attr("height", "28"), g.Attr("aria-hidden", "true"), g.Attr("focusable", "false"),
		bar("0", "14", "14", "brand-mark__a"), bar("13", "2", "26", "brand-mark__b"),
		bar("26", "8", "20", "brand-mark__a"))
}

func (c *Ctx) nav(p Page) g.Node {
	links := []Link{
		{Path: "/activities", Text: c.T("web.nav.find")},
		{Path: "/help", Text: c.T("web.nav.help")},
		{Path: "/sign-in", Text: c.T("web.sign_in")},
	}
	if c.Who != nil {
		links = c.Who.Nav
	}
	at := current(links, c.R.URL.Path)
	var items []g.Node
	for i, l := range links {
		items = append(items,
			h.Li(h.A(h.Href(l.Path), g.If(i == at, g.Attr("aria-current", "page")), g.Text(l.Text))))
	}
	return h.Nav(h.Class("site-nav"), h.Aria("label", c.T("web.nav.label")),
		h.Div(h.Class("width"), h.Ul(items...)))
}

// current is the number of the link that a page belongs to, or -1: the one that
// names most of its address.
func current(links []Link, here string) int {
	at, most := -1, 0
	for i, l := range links {
		for _, path := range []string{l.Path, l.Holds} {
			in := path == here || path != "/" && path != "" && strings.HasPrefix(here, path+"/")
			if in && len(path) > most {
				at, most = i, len(path)
			}
		}
	}
	return at
}

func (c *Ctx) visitor() g.Node {
	if c.Who == nil {
		return nil
	}
	return g.Group{
		h.Span(h.Class("site-header__who"), Own(c.Who.Name), g.Text(" · "), c.hereAs()),
		h.Form(h.Method("post"), h.Action("/sign-out"), h.Class("site-header__form"), c.FormKey(),
			h.Button(h.Type("submit"), h.Class("site-header__button"), g.Text(c.T("web.sign_out")))),
	}
}

// hereAs says what visitors are here as: whoever helps somebody is here for them.
func (c *Ctx) hereAs() g.Node {
	if c.Who.For == "" {
		return g.Text(c.Who.As)
	}
	return g.Group{g.Text(c.T("web.helping") + " "), Own(c.Who.For)}
}

// voiceSwitch offers the other voice on every page.
func (c *Ctx) voiceSwitch(more g.Node) g.Node {
	other, text := i18n.Easy, "web.voice.easy"
	if Easy(c) {
		other, text = i18n.Standard, "web.voice.standard"
	}
	return h.Form(h.Method("post"), h.Action("/voice"), h.Class("site-header__form"),
		h.Input(h.Type("hidden"), h.Name("voice"), h.Value(string(other))),
		h.Input(h.Type("hidden"), h.Name("back"), h.Value(c.here())), more,
		h.Button(h.Type("submit"), h.Class("voice-switch"), Picture(c, "easy-read", 24), g.Text(c.T(text))))
}

// here is the present page without a voice in its address, to come back to; of the answer
// to a form, the form's page.
func (c *Ctx) here() string {
	if c.R.Method != http.MethodGet {
		return cmp.Or(c.formPage, "/")
	}
	u := *c.R.URL
	q := u.Query()
	q.Del("voice")
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

func (c *Ctx) above(p Page) g.Node {
	if p.Print || p.Back == "" && len(p.Crumbs) == 0 {
		return nil
	}
	if p.Back != "" {
		return h.Nav(h.Class("width"), h.Aria("label", c.T("web.back_label")),
			govuk.BackLink(govuk.LinkOptions{Href: p.Back, Text: c.T("web.back")}))
	}
	o := govuk.BreadcrumbsOptions{LabelText: c.T("web.crumbs_label"), Classes: "width"}
	for _, l := range p.Crumbs {
		o.Items = append(o.Items, govuk.Crumb{Href: l.Path, Text: l.Text})
	}
	return govuk.Breadcrumbs(o)
}

func (c *Ctx) flashNote(f flash) g.Node {
	return govuk.NotificationBanner(govuk.NotificationBannerOptions{Type: "success", TitleID: "flash-title",
		TitleText: c.T("web.done"), Text: c.T(f.Key, f.Args...)})
}

// inFormOrder puts what is wrong in the order in which its fields stand on the
// page: whoever goes down the list goes down the form. What belongs to no field
// comes first.
func inFormOrder(errors []fail.Field, body []byte) []fail.Field {
	place := func(f fail.Field) int {
		if f.Name == "" {
			return -1
		}
		if i := bytes.Index(body, []byte(` id="`+f.Name+`"`)); i >= 0 {
			return i
		}
		return len(body)
	}
	ordered := slices.Clone(errors)
	slices.SortStableFunc(ordered, func(a, b fail.Field) int { return cmp.Compare(place(a), place(b)) })
	return ordered
}

// errorSummary takes the focus with scripts off too.
func (c *Ctx) errorSummary(p Page) g.Node {
	o := govuk.ErrorSummaryOptions{TitleText: c.T("web.error.summary"),
		Attributes: govuk.Attrs{{Name: "tabindex", Value: "-1"}, {Name: "autofocus"}}}
	for _, e := range p.Errors {
		item := govuk.ErrorItem{Text: c.Tell(e)}
		if p.Name != nil && e.Name != "" {
			item.Text = c.T("web.error.at", "field", p.Name(e.Name), "what", item.Text)
		}
		if e.Name != "" {
			item.Href = p.at(e.Name)
		}
		o.ErrorList = append(o.ErrorList, item)
	}
	return govuk.ErrorSummary(o)
}

// at is the address of the field of an error: on this page, or where it is mended.
func (p Page) at(field string) string {
	if p.Mend != nil {
		if to := p.Mend(field); to != "" {
			return to
		}
	}
	return "#" + field
}

// footer holds a human on every page, in the same place.
func (c *Ctx) footer(p Page) g.Node {
	links := []Link{
		{Path: "/accessibility", Text: c.T("web.foot.accessibility")},
		{Path: "/privacy", Text: c.T("web.foot.privacy")},
		{Path: "/credits", Text: c.T("web.foot.credits")},
	}
	var items []g.Node
	for _, l := range links {
		items = append(items, h.Li(h.A(h.Href(l.Path), g.Text(l.Text))))
	}
	return h.Footer(h.Class("site-footer"), h.Div(h.Class("width"),
		h.P(h.Class("site-footer__human"), Picture(c, "phone", 32),
			g.Text(c.T("web.foot.human")+" "), h.A(h.Href("tel:"+telephone(c.Site.Phone)), g.Text(c.Site.Phone))),
		g.If(!p.Print, h.Ul(h.Class("site-footer__links"), g.Attr("data-choices", "skip"), g.Group(items))),
		h.P(h.Class("site-footer__council"), Own(c.Site.Council)),
	))
}

func telephone(s string) string { return strings.ReplaceAll(s, " ", "") }

// Refuse sends the page with status 403: it says no and offers a way on.
func (c *Ctx) Refuse(p Page) error { return c.send(http.StatusForbidden, p) }

// Stale sends the page with status 409: somebody was first, or the thing has
// moved on since the visitor saw it. The page says so and offers the way on.
func (c *Ctx) Stale(p Page) error { return c.send(http.StatusConflict, p) }
