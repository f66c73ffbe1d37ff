package site

import (
	"sort"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/web"
)

// getDesign lists every component and every state of a page. It is for those
// who build Ourdays: a council's site has no such page.
func (s *Site) getDesign(c *web.Ctx, _ access.Actor) error {
	if !c.Site.Demo {
		return fail.New(fail.NotFound, "fail.not_found")
	}
	return c.Render(web.Page{Title: c.T("site.design.title"), NoIndex: true, Body: g.Group{
		web.H1(c.T("site.design.title")), web.Block(c, "site.design.how"),
		web.H2(c.T("site.design.states")), states(s.Samples),
		web.H2(c.T("site.design.parts")), h.Div(g.Attr("data-readability", "skip"), g.Attr("data-choices", "skip"),
			parts(c)),
	}})
}

// getSample shows one state of a page.
func (s *Site) getSample(c *web.Ctx, _ access.Actor) error {
	for _, sample := range s.Samples {
		if c.Site.Demo && sample.Area == c.Path("area") && sample.Name == c.Path("state") {
			return c.ShowSample(sample)
		}
	}
	return fail.New(fail.NotFound, "fail.not_found")
}

// states lists samples; their names are names of the program, in no voice.
func states(samples []web.Sample) g.Node {
	sorted := append([]web.Sample{}, samples...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Path() < sorted[j].Path() })
	var items []g.Node
	for _, one := range sorted {
		items = append(items, h.Li(h.A(h.Class("govuk-link"), h.Href(one.Path()), web.Own(one.Area+"/"+one.Name))))
	}
	return h.Ul(h.Class("govuk-list govuk-list--bullet"), g.Attr("data-choices", "skip"), g.Group(items))
}

// part is one component with its name.
func part(name string, shown ...g.Node) g.Node {
	return h.Section(h.Class("card"), h.H3(h.Class("govuk-heading-m"), web.Own(name)), g.Group(shown))
}

// parts shows every component, in words that the catalogue has for other pages.
func parts(c *web.Ctx) g.Node {
	label, wrong := c.T("access.sign_in.email"), c.T("access.sign_in.email_wrong")
	none := ""
	fault := &govuk.ErrorMessageOptions{Text: wrong, VisuallyHiddenText: &none}
	name := func(key string) govuk.LabelOptions { return govuk.LabelOptions{Text: c.T(key)} }
	kinds := func() (items []govuk.ChoiceItem) {
		for _, k := range directory.Kinds()[:2] {
			items = append(items, govuk.ChoiceItem{Value: k, Text: c.T(directory.KindKey(k))})
		}
		return items
	}
	legend := &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: c.T("site.filter.kind")}}
	return g.Group{
		part("Button", web.Button(c, "site.search.press"), web.Button(c, "site.filter.press", govuk.Secondary),
			web.Button(c, "access.open.press", govuk.Warning),
			web.ButtonLink(c, "/help", "site.home.help_me"),
			govuk.Button(govuk.ButtonOptions{Text: c.T("web.sign_out"), Disabled: true, Classes: govuk.Secondary})),
		part("Input", web.Input(c, web.Field{Name: "d-plain", Label: "people.field.town", Value: "Crewe"}),
			web.Input(c, web.Field{Name: "d-hint", Label: "access.sign_in.email", Hint: "access.sign_in.how",
				Width: 10}),
			govuk.Input(govuk.InputOptions{Name: "d-sign", Label: name("site.filter.price"),
				Prefix: &govuk.AffixOptions{HTML: web.Own("£")}, Classes: govuk.Width5, InputMode: "decimal"}),
			govuk.Input(govuk.InputOptions{Name: "d-wrong", Label: govuk.LabelOptions{Text: label},
				ErrorMessage: fault,
				Attributes:   govuk.Attrs{{Name: "value", Value: "jo at home"}}})),
		part("Textarea", govuk.Textarea(govuk.TextareaOptions{Name: "d-text", Label: name("people.field.likes"),
			Rows: 3, ErrorMessage: fault})),
		part("Select", web.Select(c, web.Field{Name: "d-select", Label: "site.filter.part", Value: "evening"},
			partOptions(c)...)),
		part("Radios", govuk.Radios(govuk.RadiosOptions{Name: "d-radios", Value: "films", Fieldset: legend,
			Items: kinds()}),
			govuk.Radios(govuk.RadiosOptions{Name: "d-radios-wrong", Fieldset: legend, Items: kinds(),
				ErrorMessage: fault})),
		part("Checkboxes", govuk.Checkboxes(govuk.CheckboxesOptions{Name: "d-checks", Values: []string{"friends"},
			Fieldset: legend,
			Items:    kinds()}),
			web.Tick(c, web.Field{Name: "d-tick", Value: "yes", Label: "site.filter.online"}, true)),
		part("Error summary", govuk.ErrorSummary(govuk.ErrorSummaryOptions{TitleText: c.T("web.error.summary"),
			ErrorList: []govuk.ErrorItem{{Text: wrong, Href: "#d-wrong"}}})),
		part("Summary list", web.Facts(c, web.Fact{Key: "people.field.town", Value: web.Own("Crewe")},
			web.Fact{Key: "people.field.age", Value: web.Own("32")})),
		part("Table", web.Table{Caption: "people.list.yours", FirstIsHead: true,
			Head: []govuk.Cell{web.Head(c, "people.head.person"), web.NumHead(c, "people.field.age")},
			Rows: [][]govuk.Cell{{web.Cell(web.Own("Jo B.")), web.Num(web.Own("32"))},
				{web.Cell(web.Own("Sam A.")), web.Num(web.Own("105"))}}}.Show(c)),
		part("Tag", web.Tag(c, "web.done"), g.Text(" "), web.Tag(c, "web.error.prefix", "tag-few"), g.Text(" "),
			web.Tag(c, "site.places.full", "tag-full")),
		part("Notification banner",
			govuk.NotificationBanner(govuk.NotificationBannerOptions{Type: "success", TitleText: c.T("web.done"),
				TitleID: "d-banner",
				Text:    c.T("directory.own.saved"), DisableAutoFocus: govuk.Yes, Role: "region"})),
		part("Inset text", web.Inset(g.Text(c.T("site.help.danger")))),
		part("Warning text", govuk.WarningText(govuk.WarningTextOptions{Text: c.T("site.help.danger"),
			IconFallbackText: c.T("web.warning")})),
		part("Details", web.Unfold(c, "site.filter.open", h.P(g.Text(c.T("site.help.person"))))),
		part("Panel", govuk.Panel(govuk.PanelOptions{TitleText: c.T("web.done"), HeadingLevel: 4,
			Text: c.T("site.help.person")})),
		part("Pagination", web.Pages(c, "site.pages.label", "/design", "site.pages.before", "/design",
			"site.pages.next")),
		part("Date input", govuk.DateInput(govuk.DateInputOptions{ID: "d-date",
			Fieldset: &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: c.T("people.field.born")}},
			Day:      &govuk.DateItem{Label: c.T("site.design.day")},
			Month:    &govuk.DateItem{Label: c.T("site.design.month")},
			Year:     &govuk.DateItem{Label: c.T("site.design.year")}})),
		part("Breadcrumbs, back link",
			govuk.Breadcrumbs(govuk.BreadcrumbsOptions{LabelText: c.T("site.design.parts"),
				Items: []govuk.Crumb{{Text: c.T("people.list.title"), Href: "/design"},
					{Text: c.T("people.record.title")}}}),
			govuk.BackLink(govuk.LinkOptions{Text: c.T("web.back"), Href: "/design"})),
		part("Search", web.SearchRow(c, web.Field{Name: "d-search", Label: "site.search.label"},
			"site.search.press")),
		part("Plates", kindGrid(c, directory.Kinds())),
		part("Easy Read block", web.EasyBlock(c, "heart", g.Text(c.T("site.help.person")))),
	}
}
