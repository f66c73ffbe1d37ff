package govuk

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// ErrorSummaryOptions are those of the list of what is wrong with a form.
type ErrorSummaryOptions struct {
	TitleText        string
	TitleHTML        g.Node
	DescriptionText  string
	DescriptionHTML  g.Node
	ErrorList        []ErrorItem
	DisableAutoFocus Maybe
	Classes          string
	Attributes       Attrs
}

// ErrorItem is one fault; Href leads to its field: "#" and the field's id.
type ErrorItem struct {
	Text       string
	HTML       g.Node
	Href       string
	Attributes Attrs
}

// ErrorSummary lists what is wrong, each with a link to its field.
func ErrorSummary(o ErrorSummaryOptions) g.Node {
	var items g.Group
	for _, e := range o.ErrorList {
		words := said(e.Text, e.HTML)
		if e.Href != "" {
			words = h.A(href(e.Href), e.Attributes.nodes(), words)
		}
		items = append(items, h.Li(words))
	}
	return h.Div(class("govuk-error-summary", o.Classes), o.DisableAutoFocus.attr("data-disable-auto-focus"),
		o.Attributes.nodes(),
		h.Data("module", "govuk-error-summary"),
		h.Div(h.Role("alert"),
			h.H2(h.Class("govuk-error-summary__title"), said(o.TitleText, o.TitleHTML)),
			h.Div(h.Class("govuk-error-summary__body"),
				g.If(o.DescriptionText != "" || o.DescriptionHTML != nil,
					h.P(said(o.DescriptionText, o.DescriptionHTML))),
				g.If(len(items) > 0, h.Ul(h.Class("govuk-list govuk-error-summary__list"), items)))))
}

// BreadcrumbsOptions are those of the way from the home page to here.
type BreadcrumbsOptions struct {
	Items            []Crumb
	LabelText        string // "Breadcrumb", if empty
	CollapseOnMobile bool
	Classes          string
	Attributes       Attrs
}

// Crumb is one step of the way; without Href it is the page itself.
type Crumb struct {
	Text       string
	HTML       g.Node
	Href       string
	Attributes Attrs
}

// Breadcrumbs shows the way from the home page to here.
func Breadcrumbs(o BreadcrumbsOptions) g.Node {
	var items g.Group
	for _, c := range o.Items {
		if c.Href == "" {
			items = append(items, h.Li(h.Class("govuk-breadcrumbs__list-item"), h.Aria("current", "page"),
				said(c.Text, c.HTML)))
			continue
		}
		items = append(items, h.Li(h.Class("govuk-breadcrumbs__list-item"),
			h.A(h.Class("govuk-breadcrumbs__link"), href(c.Href), c.Attributes.nodes(), said(c.Text, c.HTML))))
	}
	return h.Nav(class("govuk-breadcrumbs", o.Classes,
		when(o.CollapseOnMobile, "govuk-breadcrumbs--collapse-on-mobile")),
		o.Attributes.nodes(), h.Aria("label", or(o.LabelText, "Breadcrumb")),
		h.Ol(h.Class("govuk-breadcrumbs__list"), items))
}

// PaginationOptions are those of the way through pages.
type PaginationOptions struct {
	Previous, Next *PageLink
	Items          []PageItem
	LandmarkLabel  string // "Pagination", if empty
	Classes        string
	Attributes     Attrs
}

// PageLink leads to the page before or after; LabelText says what is there.
type PageLink struct {
	Text       string
	HTML       g.Node
	Href       string
	LabelText  string
	Attributes Attrs
}

// PageItem is one numbered page, or the gap between pages.
type PageItem struct {
	Number, Href       string
	VisuallyHiddenText string // "Page 3", if empty
	Current, Ellipsis  bool
	Attributes         Attrs
}

// Pagination leads through pages.
func Pagination(o PaginationOptions) g.Node {
	block := o.Items == nil && (o.Previous != nil || o.Next != nil)
	var items g.Group
	for _, i := range o.Items {
		if i.Number != "" || i.Ellipsis {
			items = append(items, pageItem(i))
		}
	}
	return h.Nav(class("govuk-pagination", when(block, "govuk-pagination--block"), o.Classes),
		h.Aria("label", or(o.LandmarkLabel, "Pagination")), o.Attributes.nodes(),
		pageLink(o.Previous, "prev", "Previous", block),
		g.If(o.Items != nil, h.Ul(h.Class("govuk-pagination__list"), items)),
		pageLink(o.Next, "next", "Next", block))
}

func pageItem(i PageItem) g.Node {
	if i.Ellipsis {
		return h.Li(h.Class("govuk-pagination__item govuk-pagination__item--ellipsis"), g.Text("⋯"))
	}
	return h.Li(class("govuk-pagination__item", when(i.Current, "govuk-pagination__item--current")),
		h.A(h.Class("govuk-link govuk-pagination__link"), href(i.Href),
			h.Aria("label", or(i.VisuallyHiddenText, "Page "+i.Number)),
			attr("aria-current", when(i.Current, "page")), i.Attributes.nodes(), g.Text(i.Number)))
}

func pageLink(o *PageLink, way, usual string, block bool) g.Node {
	if o == nil || o.Href == "" {
		return nil
	}
	words := said(o.Text, o.HTML)
	if o.Text == "" && o.HTML == nil {
		words = g.Group{g.Text(usual), hidden(" page")}
	}
	plain := when(block && o.LabelText == "", "govuk-pagination__link-title--decorated")
	return h.Div(h.Class("govuk-pagination__"+way),
		h.A(h.Class("govuk-link govuk-pagination__link"), href(o.Href), h.Rel(way), o.Attributes.nodes(),
			g.If(block || way == "prev", arrow(way)),
			h.Span(class("govuk-pagination__link-title", plain), words),
			g.If(o.LabelText != "" && block,
				g.Group{hidden(":"), h.Span(h.Class("govuk-pagination__link-label"), g.Text(o.LabelText))}),
			g.If(!block && way == "next", arrow(way))))
}

// arrows are the outlines of GOV.UK's signs.
var arrows = map[string]string{
	"prev": "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z",
	"next": "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z",
}

func arrow(way string) g.Node {
	return g.El("svg", h.Class("govuk-pagination__icon govuk-pagination__icon--"+way),
		g.Attr("xmlns", "http://www.w3.org/2000/svg"),
		g.Attr("height", "13"), g.Attr("width", "15"), g.Attr("aria-hidden", "true"), g.Attr("focusable", "false"),
		g.Attr("viewBox", "0 0 15 13"), g.El("path", g.Attr("d", arrows[way])))
}

// TableOptions are those of a table.
type TableOptions struct {
	Caption, CaptionClasses string
	Head                    []Cell
	Rows                    [][]Cell
	Foot                    []Cell // a last row of sums, which GOV.UK's own table has not
	FirstCellIsHeader       bool
	Classes                 string
	Attributes              Attrs
}

// Cell is one cell; Format "numeric" sets figures right in columns.
type Cell struct {
	Text             string
	HTML             g.Node
	Format           string
	Colspan, Rowspan int
	Classes          string
	Attributes       Attrs
}

// Table shows facts in rows and columns.
func Table(o TableOptions) g.Node {
	var rows g.Group
	for _, r := range o.Rows {
		if r == nil {
			continue
		}
		rows = append(rows, tableRow(r, o.FirstCellIsHeader))
	}
	return h.Table(class("govuk-table", o.Classes), o.Attributes.nodes(),
		g.If(o.Caption != "", h.Caption(class("govuk-table__caption", o.CaptionClasses), g.Text(o.Caption))),
		g.If(o.Head != nil, tableHead(o.Head)),
		h.TBody(h.Class("govuk-table__body"), rows),
		g.Iff(o.Foot != nil, func() g.Node { return h.TFoot(tableRow(o.Foot, o.FirstCellIsHeader)) }))
}

func tableRow(row []Cell, firstIsHeader bool) g.Node {
	var cells g.Group
	for i, c := range row {
		cells = append(cells, c.draw(i == 0 && firstIsHeader))
	}
	return h.Tr(h.Class("govuk-table__row"), cells)
}

func tableHead(head []Cell) g.Node {
	var cells g.Group
	for _, c := range head {
		cells = append(cells, h.Th(g.Attr("scope", "col"),
			class("govuk-table__header", when(c.Format != "", "govuk-table__header--"+c.Format), c.Classes), c.spans(),
			said(c.Text, c.HTML)))
	}
	return h.THead(h.Class("govuk-table__head"), h.Tr(h.Class("govuk-table__row"), cells))
}

func (c Cell) draw(header bool) g.Node {
	if header {
		return h.Th(g.Attr("scope", "row"), class("govuk-table__header", c.Classes), c.spans(),
			said(c.Text, c.HTML))
	}
	return h.Td(class("govuk-table__cell", when(c.Format != "", "govuk-table__cell--"+c.Format), c.Classes),
		c.spans(), said(c.Text, c.HTML))
}

func (c Cell) spans() g.Node {
	return g.Group{number("colspan", c.Colspan), number("rowspan", c.Rowspan), c.Attributes.nodes()}
}

// SummaryListOptions are those of a list of facts, alone or in a card.
type SummaryListOptions struct {
	Rows       []SummaryRow
	Card       *SummaryCard
	Classes    string
	Attributes Attrs
}

// SummaryRow is one fact: its name, its value, and what can be done with it.
type SummaryRow struct {
	Key, Value SummaryCell
	Actions    Actions
	Classes    string
}

// SummaryCell is a name or a value.
type SummaryCell struct {
	Text    string
	HTML    g.Node
	Classes string
}

// Actions are links beside a fact or a card's title.
type Actions struct {
	Items   []Action
	Classes string
}

// Action is one link.
type Action struct {
	Text               string
	HTML               g.Node
	Href               string
	VisuallyHiddenText string
	Classes            string
	Attributes         Attrs
}

// SummaryCard is the box around a list of facts.
type SummaryCard struct {
	Title      *SummaryTitle
	Actions    Actions
	Classes    string
	Attributes Attrs
}

// SummaryTitle is the heading of a card: HeadingLevel is 2 if nought.
type SummaryTitle struct {
	Text         string
	HTML         g.Node
	HeadingLevel int
	Classes      string
}

// SummaryList shows facts as name and value.
func SummaryList(o SummaryListOptions) g.Node {
	anyActs := false
	for _, r := range o.Rows {
		anyActs = anyActs || len(r.Actions.Items) > 0
	}
	var title *SummaryTitle
	if o.Card != nil {
		title = o.Card.Title
	}
	var rows g.Group
	for _, r := range o.Rows {
		if r.Key.Text == "" && r.Key.HTML == nil {
			continue
		}
		rows = append(rows, h.Div(class("govuk-summary-list__row",
			when(anyActs && r.Actions.Items == nil, "govuk-summary-list__row--no-actions"), r.Classes),
			h.Dt(class("govuk-summary-list__key", r.Key.Classes), said(r.Key.Text, r.Key.HTML)),
			h.Dd(class("govuk-summary-list__value", r.Value.Classes), said(r.Value.Text, r.Value.HTML)),
			rowActions(r.Actions, title)))
	}
	list := h.Dl(class("govuk-summary-list", o.Classes), o.Attributes.nodes(), rows)
	if o.Card == nil {
		return list
	}
	return summaryCard(*o.Card, list)
}

func rowActions(a Actions, title *SummaryTitle) g.Node {
	switch len(a.Items) {
	case 0:
		return nil
	case 1:
		return h.Dd(class("govuk-summary-list__actions", a.Classes), a.Items[0].link(title))
	}
	var all g.Group
	for _, i := range a.Items {
		all = append(all, h.Li(h.Class("govuk-summary-list__actions-list-item"), i.link(title)))
	}
	return h.Dd(class("govuk-summary-list__actions", a.Classes),
		h.Ul(h.Class("govuk-summary-list__actions-list"), all))
}

func (a Action) link(title *SummaryTitle) g.Node {
	var more g.Group
	if a.VisuallyHiddenText != "" {
		more = append(more, g.Text(" "+a.VisuallyHiddenText))
	}
	if title != nil {
		more = append(more, g.Text(" ("), said(title.Text, title.HTML), g.Text(")"))
	}
	return h.A(class("govuk-link", a.Classes), href(a.Href), a.Attributes.nodes(), said(a.Text, a.HTML),
		g.If(len(more) > 0, h.Span(h.Class("govuk-visually-hidden"), more)))
}

func summaryCard(o SummaryCard, list g.Node) g.Node {
	var title g.Node
	if o.Title != nil {
		level := 2
		if o.Title.HeadingLevel > 0 {
			level = o.Title.HeadingLevel
		}
		title = heading(level, class("govuk-summary-card__title", o.Title.Classes),
			said(o.Title.Text, o.Title.HTML))
	}
	return h.Div(class("govuk-summary-card", o.Classes), o.Attributes.nodes(),
		h.Div(h.Class("govuk-summary-card__title-wrapper"), title, cardActions(o)),
		h.Div(h.Class("govuk-summary-card__content"), list))
}

func cardActions(o SummaryCard) g.Node {
	switch len(o.Actions.Items) {
	case 0:
		return nil
	case 1:
		return h.Div(class("govuk-summary-card__actions", o.Actions.Classes), o.Actions.Items[0].link(o.Title))
	}
	var all g.Group
	for _, i := range o.Actions.Items {
		all = append(all, h.Li(h.Class("govuk-summary-card__action"), i.link(o.Title)))
	}
	return h.Ul(class("govuk-summary-card__actions", o.Actions.Classes), all)
}

// Number is a cell that holds a count.
func Number(n int) Cell { return Cell{Text: strconv.Itoa(n), Format: "numeric"} }
