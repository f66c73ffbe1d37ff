package access

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

func accountsPage(c *web.Ctx, v accountList) web.Page {
	t := web.Table{Caption: "access.account.list", Quiet: true, FirstIsHead: true, Head: []govuk.Cell{
		web.Head(c, "access.account.name"), web.Head(c, "access.account.email"),
		web.Head(c, "access.account.roles"),
		web.NumHead(c, "access.account.limit_short")}}
	for _, a := range v.List {
		t.Rows = append(t.Rows, accountRow(c, a, v.organisations[a.OrganisationID]))
	}
	return web.Page{Title: c.T("access.account.list"), Register: web.Staff, Body: g.Group{
		web.H1(c.T("access.account.list")), web.Block(c, "access.account.how"),
		web.ButtonLink(c, "/admin/accounts/add", "access.account.add"),
		web.SearchBox(c, "/admin", web.Field{Name: "q", Label: "access.account.find", Value: v.words},
			"access.account.search"),
		g.If(len(v.List) == 0, web.Block(c, "access.account.none")),
		g.If(len(v.List) > 0, t.Show(c)),
		web.Place{Page: v.Page, Pages: v.Pages, Label: "access.account.pages", Before: "access.account.before",
			Where: "access.account.where", Next: "access.account.next",
			At: func(page int) string {
				return "/admin?" + url.Values{"q": {v.words}, "page": {strconv.Itoa(page)}}.Encode()
			}}.Show(c),
	}}
}

func accountRow(c *web.Ctx, a Account, organisation string) []govuk.Cell {
	limit := web.Num()
	if a.Is(RoleApprover) {
		limit = web.Money(c, a.ApprovalLimit)
	}
	return []govuk.Cell{
		web.Cell(h.A(h.Class("govuk-link"), h.Href("/admin/accounts/"+a.ID), web.Own(a.Name)),
			g.If(!a.Active, g.Group{g.Text(" "), web.Tag(c, "access.account.is_ended")})),
		web.Cell(web.Own(a.Email)),
		web.Cell(g.Text(workOf(c, a)), g.If(organisation != "", g.Group{g.Text(", "), web.Own(organisation)})),
		limit,
	}
}

// workOf names an account's roles.
func workOf(c *web.Ctx, a Account) string {
	var names []string
	for _, r := range a.Roles {
		names = append(names, c.T("access.kind."+string(r)))
	}
	return strings.Join(names, ", ")
}

// accountPage is the form of an account, new or kept.
func accountPage(c *web.Ctx, f accountForm) web.Page {
	action, title, press := "/admin/accounts/add", c.T("access.account.add"), "access.account.appoint"
	if f.ID != "" {
		action, title, press = "/admin/accounts/"+f.ID, c.T("access.account.change"), "access.account.keep"
	}
	if f.ID != "" && !f.kept.Active {
		press = "access.account.reopen"
	}
	return web.Page{Title: title, Register: web.Staff, Back: "/admin", Body: g.Group{
		web.H1(title),
		g.If(f.ID != "" && !f.kept.Active, web.Inset(web.Block(c, "access.account.has_ended"))),
		g.If(f.stale, web.Inset(web.Block(c, "access.account.now"), accountFacts(c, f))),
		web.Post(c, action, web.Hidden("opened", f.kept.Marks()), accountFields(c, f), web.Button(c, press)),
		g.If(f.ID != "" && f.kept.Active, h.Section(web.H2(c.T("access.account.end_title")),
			web.Block(c, "access.account.end_how"),
			web.PressFor(c, action+"/end", "access.account.end", f.kept.Name, govuk.Warning))),
	}}
}

func accountFields(c *web.Ctx, f accountForm) g.Node {
	roles, chosen := []web.Option{}, []string{}
	for _, r := range RolesToGive() {
		roles = append(roles, web.Option{Value: string(r), Text: c.T("access.kind." + string(r))})
		if slices.Contains(f.Roles, r) {
			chosen = append(chosen, string(r))
		}
	}
	organisations := []web.Option{{Value: "", Text: c.T("access.account.council")}}
	for _, o := range f.organisations {
		organisations = append(organisations, web.Option{Value: o.ID, Text: o.Name, Own: true})
	}
	return g.Group{
		web.Input(c, web.Field{Name: "name", Label: "access.account.name", Value: f.Name}),
		web.Input(c, web.Field{Name: "email", Label: "access.account.email", Hint: "access.account.email_hint",
			Value: f.Email, Mode: "email",
			More: govuk.Attrs{{Name: "spellcheck", Value: "false"}}}),
		web.Checkboxes(c, web.Field{Name: "roles", Label: "access.account.roles"}, chosen, roles...),
		web.Select(c, web.Field{Name: "organisation", Label: "access.account.organisation",
			Value: f.OrganisationID}, organisations...),
		web.Input(c, web.Field{Name: "limit", Label: "access.account.limit", Hint: "access.account.limit_hint",
			Value: f.limit, Sign: "£",
			Mode: "decimal", Width: 10}),
	}
}

// accountFacts tells an account as it is kept now.
func accountFacts(c *web.Ctx, f accountForm) g.Node {
	facts := []web.Fact{{Key: "access.account.name", Value: web.Own(f.kept.Name)},
		{Key: "access.account.email", Value: web.Own(f.kept.Email)},
		{Key: "access.account.roles", Value: g.Text(workOf(c, f.kept))}}
	for _, o := range f.organisations {
		if o.ID == f.kept.OrganisationID {
			facts = append(facts, web.Fact{Key: "access.account.organisation", Value: web.Own(o.Name)})
		}
	}
	if f.kept.Is(RoleApprover) {
		facts = append(facts, web.Fact{Key: "access.account.limit", Value: web.Own(f.kept.ApprovalLimit.Format())})
	}
	return web.Facts(c, facts...)
}
