package access

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// lostForm is a form that was pressed by somebody who is not signed in any more.
type lostForm struct {
	next   string // the page of the form, to come back to
	action string
	fields url.Values
}

// secretFields open doors: a form that has one is neither listed nor kept to be sent again.
var secretFields = []string{"code", "secret", "token", "password"}

// ofTheForm are fields that a page fills in, and nobody types.
var ofTheForm = []string{"form", "opened", "version", "next", "back", "do"}

// codeWord is the shape of what a form's choices and ids post; it is kept, not listed.
var codeWord = regexp.MustCompile(`^[a-z0-9_.:/-]*$`)

// holds reports whether the form has anything to send again: figures and ticks are lost
// as words are. A form with a secret is let go.
func (f lostForm) holds() bool {
	filled := false
	for name, values := range f.fields {
		if slices.Contains(secretFields, name) {
			return false
		}
		if !slices.Contains(ofTheForm, name) {
			filled = filled || strings.Join(values, "") != ""
		}
	}
	return filled
}

// typed are the words of the form that somebody wrote and can copy.
func (f lostForm) typed() []string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(f.fields)) {
		if slices.Contains(secretFields, name) {
			return nil
		}
		if slices.Contains(ofTheForm, name) {
			continue
		}
		for _, v := range f.fields[name] {
			if !codeWord.MatchString(v) {
				words = append(words, v)
			}
		}
	}
	return words
}

// signedOutPage says that nothing was kept, and holds what was typed: it can be sent
// again from here after signing in in another window, or copied.
func signedOutPage(c *web.Ctx, f lostForm) web.Page {
	return web.Page{Title: c.T("access.signed_out.title"), NoIndex: true, Turned: f.turned(), Body: g.Group{
		web.H1(c.T("access.signed_out.title")),
		web.Block(c, "access.signed_out.how"),
		web.Block(c, "access.signed_out.steps"),
		govuk.Button(govuk.ButtonOptions{Text: c.T("access.signed_out.sign_in"), Href: signInAt(f.next),
			Attributes: govuk.Attrs{{Name: "target", Value: "_blank"}, {Name: "rel", Value: "noopener"}}}),
		sendAgain(c, f),
		g.If(len(f.typed()) > 0, h.Section(web.H2(c.T("access.signed_out.typed")),
			web.Block(c, "access.signed_out.copy"),
			h.Ul(h.Class("govuk-list"), g.Map(f.typed(), func(words string) g.Node {
				return h.Li(h.Class("own-text"), web.Own(words))
			})))),
	}}
}

// turned is the lost form as the switch of voices sends it along, so that the words are on
// the page in the other voice too: nobody else holds them.
func (f lostForm) turned() g.Node {
	return g.Group{web.Hidden("lost_action", f.action), web.Hidden("lost_next", f.next),
		web.Hidden("lost", f.fields.Encode())}
}

// turnedFrom reads it back; none is one that leads nowhere on this site.
func turnedFrom(c *web.Ctx) (lostForm, bool) {
	fields, err := url.ParseQuery(c.Form().Get("lost"))
	f := lostForm{localNext(c.Field("lost_next")), localNext(c.Field("lost_action")), fields}
	return f, err == nil && f.action != ""
}

// sendAgain is the form as it was pressed, with its own key: what its page was opened on
// is asked again, and so is who presses.
func sendAgain(c *web.Ctx, f lostForm) g.Node {
	var fields []g.Node
	for _, name := range slices.Sorted(maps.Keys(f.fields)) {
		for _, v := range f.fields[name] {
			fields = append(fields, web.Hidden(name, v))
		}
	}
	return h.Form(h.Method("post"), h.Action(f.action), g.Group(fields),
		web.Button(c, "access.signed_out.again", govuk.Secondary))
}

// signInAt is where to sign in, and to come back from to a page of this site.
func signInAt(next string) string {
	if next == "" {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(next)
}
