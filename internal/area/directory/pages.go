package directory

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

// ownPage lists an organisation's activities, and says which lack Easy Read.
func ownPage(c *web.Ctx, list []Activity) web.Page {
	t := web.Table{Caption: "directory.own.title", Quiet: true, FirstIsHead: true,
		Head: []govuk.Cell{web.Head(c, "directory.own.activity"),
			web.Head(c, "directory.own.kind"), web.Head(c, "directory.own.easy"),
			web.Head(c, "directory.own.checked")}}
	for _, a := range list {
		checked := c.T("directory.own.never")
		if !a.Checked.IsZero() {
			checked = i18n.DateYear(c.Voice, a.Checked)
		}
		easy := "directory.own.easy_yes"
		if a.EasyText == "" {
			easy = "directory.own.easy_no"
		}
		t.Rows = append(t.Rows, []govuk.Cell{
			web.Cell(h.A(h.Class("govuk-link"), h.Href("/provider/activities/"+a.ID), web.Own(a.Title))),
			{Text: c.T(KindKey(a.Kind))}, {Text: c.T(easy)}, {Text: checked}})
	}
	return web.Page{Title: c.T("directory.own.title"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("directory.own.title")),
		web.Block(c, "directory.own.how"),
		g.If(len(list) == 0, web.Block(c, "directory.own.none")),
		g.If(len(list) > 0, t.Show(c)),
	}}
}

// rewritePage changes both texts of an activity.
func rewritePage(c *web.Ctx, id string, r Rewriting) web.Page {
	label := "directory.rewrite.field."
	return web.Page{Title: c.T("directory.rewrite.title"), Register: web.Staff, Back: "/provider/activities",
		Body: g.Group{
			web.H1(c.T("directory.rewrite.title")),
			web.Block(c, "directory.rewrite.how"),
			web.Post(c, "/provider/activities/"+id, web.Hidden("version", r.Version),
				web.Input(c, web.Field{Name: "title", Label: label + "title", Value: r.Title}),
				web.Input(c, web.Field{Name: "easy_title", Label: label + "easy_title", Value: r.EasyTitle}),
				web.Textarea(c, web.Field{Name: "text", Label: label + "text", Value: r.Text, Rows: 10}),
				web.Textarea(c, web.Field{Name: "easy_text", Label: label + "easy_text", Value: r.EasyText, Rows: 8}),
				web.Tick(c, web.Field{Name: "checked", Value: "yes", Label: "directory.rewrite.checked"}, r.CheckedToday),
				web.Button(c, "directory.rewrite.press")),
		}}
}
