package directory

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// ownPage lists an organisation's activities, and says which lack Easy Read.
func ownPage(c *web.Ctx, list []Activity) web.Page {
	var rows []g.Node
	for _, a := range list {
		checked := c.T("directory.own.never")
		if !a.Checked.IsZero() {
			checked = i18n.DateYear(c.Voice, a.Checked)
		}
		easy := "directory.own.easy_yes"
		if a.EasyText == "" {
			easy = "directory.own.easy_no"
		}
		rows = append(rows, h.Tr(h.Class("govuk-table__row"),
			h.Th(h.Class("govuk-table__header"), h.Scope("row"), h.A(h.Class("govuk-link"), h.Href("/provider/activities/"+a.ID), web.Own(a.Title))),
			h.Td(h.Class("govuk-table__cell"), g.Text(c.T(KindKey(a.Kind)))),
			h.Td(h.Class("govuk-table__cell"), g.Text(c.T(easy))),
			h.Td(h.Class("govuk-table__cell"), g.Text(checked))))
	}
	return web.Page{Title: c.T("directory.own.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("directory.own.title")),
		web.Block(c, "directory.own.how"),
		g.If(len(list) == 0, web.Block(c, "directory.own.none")),
		g.If(len(list) > 0, h.Table(h.Class("govuk-table"),
			h.THead(h.Class("govuk-table__head"), h.Tr(head(c, "directory.own.activity"), head(c, "directory.own.kind"),
				head(c, "directory.own.easy"), head(c, "directory.own.checked"))),
			h.TBody(h.Class("govuk-table__body"), g.Group(rows)))),
	}}
}

func head(c *web.Ctx, key string) g.Node {
	return h.Th(h.Class("govuk-table__header"), h.Scope("col"), g.Text(c.T(key)))
}

// rewritePage changes both texts of an activity.
func rewritePage(c *web.Ctx, id string, r Rewriting, wrong []fail.Field) web.Page {
	return web.Page{Title: c.T("directory.rewrite.title"), Register: web.Staff, Back: "/provider/activities", Body: g.Group{
		web.H1(c.T("directory.rewrite.title")),
		web.Block(c, "directory.rewrite.how"),
		h.Form(h.Method("post"), h.Action("/provider/activities/"+id), g.Attr("novalidate"), c.FormKey(),
			h.Input(h.Type("hidden"), h.Name("version"), h.Value(r.Version)),
			field(c, "title", wrong, h.Input(h.Class("govuk-input"), h.ID("title"), h.Name("title"), h.Value(r.Title), said("title", wrong))),
			field(c, "easy_title", wrong, h.Input(h.Class("govuk-input"), h.ID("easy_title"), h.Name("easy_title"), h.Value(r.EasyTitle))),
			field(c, "text", wrong, h.Textarea(h.Class("govuk-textarea"), h.ID("text"), h.Name("text"), h.Rows("10"), said("text", wrong), g.Text(r.Text))),
			field(c, "easy_text", wrong, h.Textarea(h.Class("govuk-textarea"), h.ID("easy_text"), h.Name("easy_text"), h.Rows("8"), said("easy_text", wrong), g.Text(r.EasyText))),
			h.Div(h.Class("govuk-checkboxes govuk-form-group"), h.Div(h.Class("govuk-checkboxes__item"),
				h.Input(h.Class("govuk-checkboxes__input"), h.ID("checked"), h.Name("checked"), h.Type("checkbox"), h.Value("yes"), g.If(r.CheckedToday, h.Checked())),
				h.Label(h.Class("govuk-label govuk-checkboxes__label"), h.For("checked"), g.Text(c.T("directory.rewrite.checked"))))),
			h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("directory.rewrite.press")))),
	}}
}

// field ties a label and what is wrong to a control.
func field(c *web.Ctx, name string, wrong []fail.Field, control g.Node) g.Node {
	key, args := faultOf(name, wrong)
	return h.Div(h.Class("govuk-form-group"), g.If(key != "", h.Class("govuk-form-group--error")),
		h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T("directory.rewrite.field."+name))),
		g.If(key != "", h.P(h.Class("govuk-error-message"), h.ID(name+"-error"), g.Text(c.T(key, args...)))),
		control)
}

func faultOf(name string, wrong []fail.Field) (string, []any) {
	for _, f := range wrong {
		if f.Name == name {
			return f.Key, f.Args
		}
	}
	return "", nil
}

// said ties a control to the sentence that says what is wrong with it.
func said(name string, wrong []fail.Field) g.Node {
	if key, _ := faultOf(name, wrong); key == "" {
		return nil
	}
	return g.Attr("aria-describedby", name+"-error")
}
