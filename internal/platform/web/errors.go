package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// status maps the kinds of refusal to HTTP; nothing else in the program does.
func status(k fail.Kind) int {
	switch k {
	case fail.Invalid:
		return http.StatusUnprocessableEntity
	case fail.NotFound:
		return http.StatusNotFound
	case fail.Forbidden:
		return http.StatusForbidden
	case fail.Conflict, fail.Full:
		return http.StatusConflict
	case fail.Unavailable:
		return http.StatusServiceUnavailable
	case fail.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}

// Fail turns an error into a page. What is not a refusal is logged with an
// incident number, and the visitor sees the number and nothing else of it.
func (c *Ctx) Fail(err error) {
	if errors.Is(err, db.ErrRepeated) && c.key != nil {
		if err = c.Repeat(); err == nil {
			return
		}
	}
	e, ok := fail.As(err)
	incident := ""
	if !ok {
		incident = randomKey()[:8]
		c.Site.Log.Error("incident", slog.String("incident", incident), slog.String("method", c.R.Method),
			slog.String("route", c.R.Pattern), slog.Any("error", err))
		e = fail.New(fail.Internal, "web.error.internal", "incident", incident)
	}
	if c.answered {
		return
	}
	code := status(e.Kind)
	page := Page{Title: c.T(titleOf(e.Kind)), Body: c.errorBody(e), NoIndex: true}
	if e.Key == db.TooOld {
		code, page = http.StatusConflict, c.openAnewPage(e, c.CameFrom()) // as OpenAnew
	}
	if err := c.send(code, page); err != nil {
		c.Site.Log.Error("show error page", slog.Any("error", err))
	}
}

func titleOf(k fail.Kind) string {
	switch k {
	case fail.NotFound:
		return "web.error.title_not_found"
	case fail.Forbidden:
		return "web.error.title_forbidden"
	case fail.Conflict, fail.Full:
		return "web.error.title_conflict"
	case fail.Invalid:
		return "web.error.title_invalid"
	case fail.Unavailable:
		return "web.error.title_unavailable"
	case fail.Internal:
		return "web.error.title_internal"
	}
	return "web.error.title_internal"
}

// nextOf names what to do now. Trying again helps nobody who may not.
func nextOf(k fail.Kind) string {
	if k == fail.Forbidden {
		return "web.error.forbidden_next"
	}
	return "web.error.what_next"
}

func (c *Ctx) errorBody(e *fail.Error) g.Node {
	key := e.Key
	if !i18n.Has(key) {
		key = titleOf(e.Kind)
	}
	var fields []g.Node
	for _, f := range e.Fields {
		fields = append(fields, h.Li(g.Text(c.Tell(f))))
	}
	return g.Group{
		H1(c.T(titleOf(e.Kind))),
		Block(c, key, e.Args...),
		g.If(len(fields) > 0, h.Ul(h.Class("govuk-list govuk-list--bullet"), g.Group(fields))),
		Block(c, nextOf(e.Kind), "phone", c.Site.Phone),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link press-link"), h.Href("/"),
			g.Text(c.T("web.error.home")))),
	}
}

// OpenAnew answers a form that is too old, and that no page shows again, with the way to
// the page that it is on. Any other error is returned.
func (c *Ctx) OpenAnew(err error, at string) error {
	e, ok := fail.As(err)
	if !ok || e.Key != db.TooOld {
		return err
	}
	return c.Stale(c.openAnewPage(e, at))
}

func (c *Ctx) openAnewPage(e *fail.Error, at string) Page {
	return c.anewPage("web.error.title_too_old", Block(c, TooOldBare, e.Args...), at)
}

// NotYours answers a form whose page somebody else opened (OpenedByOther) with the way to
// the page that it is on; nothing of what they typed is shown.
func (c *Ctx) NotYours(at string) error { return c.Stale(c.notYoursPage(at)) }

func (c *Ctx) notYoursPage(at string) Page {
	return c.anewPage(titleOf(fail.Conflict), Block(c, "web.error.others_form"), at)
}

// anewPage says why a form is not taken, and leads to its page.
func (c *Ctx) anewPage(key string, why g.Node, at string) Page {
	title := c.T(key)
	return Page{Title: title, NoIndex: true, Body: g.Group{
		H1(title),
		why,
		g.If(at != "", ButtonLink(c, at, "web.error.open_anew")),
		Block(c, "web.error.old_next", "phone", c.Site.Phone),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link press-link"), h.Href("/"),
			g.Text(c.T("web.error.home")))),
	}}
}

// TooOldBare is the text of db.TooOld where the form does not stand below it.
const TooOldBare = "web.error.form_too_old_bare"

// CameFrom is the page of this site with the form that was pressed; empty where it is not
// told, or was the answer to a form and is no page to open.
func (c *Ctx) CameFrom() string {
	from, err := url.Parse(c.R.Referer())
	if err != nil || from.Host != c.R.Host || from.Path == c.R.URL.Path || !strings.HasPrefix(from.Path, "/") ||
		strings.HasPrefix(from.Path, "//") {
		return ""
	}
	return from.RequestURI()
}

// Invalid shows the page again with what was wrong, and keeps what was typed. It
// answers 422, or 409 where somebody was first or the thing has moved on. An
// error that a visitor cannot mend here is returned.
func (c *Ctx) Invalid(p Page, err error) error {
	e, ok := fail.As(err)
	if !ok || e.Kind != fail.Invalid && e.Kind != fail.Conflict && e.Kind != fail.Full {
		return err
	}
	p.Errors = e.Fields
	if len(p.Errors) == 0 {
		p.Errors = []fail.Field{{Key: e.Key, Args: e.Args}}
	}
	c.errors = p.Errors
	return c.send(status(e.Kind), p)
}

// Samples are the pages that say no.
func Samples() []Sample {
	var all []Sample
	all = append(all, Sample{"refusals", "too-old", func(c *Ctx) Page {
		return c.openAnewPage(fail.New(fail.Invalid, db.TooOld, "days", 7), "/me/week")
	}})
	all = append(all, Sample{"refusals", "not-yours", func(c *Ctx) Page {
		return c.notYoursPage("/people/add")
	}})
	for name, e := range map[string]*fail.Error{
		"not-found":   fail.New(fail.NotFound, "fail.not_found"),
		"forbidden":   fail.New(fail.Forbidden, "access.refused.role"),
		"conflict":    fail.New(fail.Conflict, "web.error.pressed_before"),
		"too-large":   fail.New(fail.Invalid, "web.error.form_too_large"),
		"unavailable": fail.New(fail.Unavailable, "web.error.title_unavailable"),
		"internal":    fail.New(fail.Internal, "web.error.internal", "incident", "k3Tz9QwA")} {
		all = append(all, Sample{"refusals", name, func(c *Ctx) Page {
			return Page{Title: c.T(titleOf(e.Kind)), Body: c.errorBody(e)}
		}})
	}
	return all
}
