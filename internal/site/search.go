package site

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// longestQuery bounds what is looked for, in bytes.
const longestQuery = 200

// prices are the limits that the filter offers, in whole pounds.
var prices = []int{3, 5, 10}

// askedFor reads the search from the address. What it does not know it leaves
// out: a link from elsewhere must not break.
func askedFor(q url.Values) directory.Query {
	get := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	words := get("q")
	found := directory.Query{
		Words: strings.ToValidUTF8(words[:min(len(words), longestQuery)], ""),
		Town:  get("town"), Part: directory.PartOf(get("part")), Access: directory.AccessOf(q["access"]),
		Free: get("price") == "free", Online: get("online") == "yes",
	}
	if slices.Contains(directory.Kinds(), get("kind")) {
		found.Kind = get("kind")
	}
	if slices.Contains(directory.Groups(), get("for")) {
		found.Group = get("for")
	}
	if pounds, err := strconv.Atoi(get("price")); err == nil && slices.Contains(prices, pounds) {
		found.MaxPrice = pence.Pence(pounds * 100)
	}
	if page, err := strconv.Atoi(get("page")); err == nil && page > 1 && page < 10000 {
		found.Page = page
	}
	return found
}

// address writes a search back into an address of its page.
func address(q directory.Query, page int) string {
	v := url.Values{}
	set := func(on bool, name, value string) {
		if on {
			v.Add(name, value)
		}
	}
	set(q.Words != "", "q", q.Words)
	set(q.Kind != "", "kind", q.Kind)
	set(q.Town != "", "town", q.Town)
	set(q.Part != 0, "part", partWord(q.Part))
	set(q.Free, "price", "free")
	set(q.MaxPrice > 0, "price", strconv.Itoa(int(q.MaxPrice/100)))
	set(q.Online, "online", "yes")
	set(q.Group != "", "for", q.Group)
	for _, w := range q.Access.Words() {
		v.Add("access", w)
	}
	set(page > 1, "page", strconv.Itoa(page))
	if len(v) == 0 {
		return "/activities"
	}
	return "/activities?" + v.Encode()
}

func partWord(p directory.Part) string {
	switch p {
	case directory.Day:
		return "day"
	case directory.Evening:
		return "evening"
	}
	return "weekend"
}

func (s *Site) getSearch(c *web.Ctx, _ access.Actor) error {
	q := askedFor(c.R.URL.Query())
	var found directory.Found
	var towns []string
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if towns, err = s.Directory.Towns(ctx, tx); err != nil {
			return err
		}
		found, err = s.Directory.Search(ctx, tx, q)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(searchPage(c, q, found, towns, today(s.DB)))
}

func searchPage(c *web.Ctx, q directory.Query, f directory.Found, towns []string, now day) web.Page {
	return web.Page{Title: c.T("site.search.title"), Body: g.Group{
		web.H1(c.T("site.search.title")),
		searchForm(c, q, towns),
		results(c, q, f, now),
	}}
}

func searchForm(c *web.Ctx, q directory.Query, towns []string) g.Node {
	return h.Form(h.Class("search-form"), h.Action("/activities"), h.Method("get"), h.Role("search"),
		h.Div(h.Class("search-box"),
			h.Label(h.Class("search-box__label"), h.For("words"), g.Text(c.T("site.search.label"))),
			h.Div(h.Class("search-box__row"), wordsField(q.Words),
				h.Button(h.Type("submit"), h.Class("search-box__button"), g.Text(c.T("site.search.press"))))),
		h.Details(h.Class("govuk-details filters"), g.Attr("data-choices", "skip"), g.If(q.Filtered(), g.Attr("open")),
			h.Summary(h.Class("govuk-details__summary"), h.Span(h.Class("govuk-details__summary-text"), g.Text(c.T("site.filter.open")))),
			h.Div(h.Class("filters__fields"),
				choose(c, "kind", q.Kind, kindOptions(c)),
				choose(c, "town", q.Town, townOptions(towns)),
				choose(c, "part", partValue(q.Part), partOptions(c)),
				choose(c, "price", priceValue(q), priceOptions(c)),
				choose(c, "for", q.Group, groupOptions(c)),
				accessBoxes(c, q),
				h.Button(h.Type("submit"), h.Class("govuk-button"), g.Text(c.T("site.filter.press"))),
			)))
}

// option is one entry of a list to choose from; own marks a name.
type option struct {
	value, text string
	own         bool
}

// choose is one list of the filter, with "any" on top.
func choose(c *web.Ctx, name, chosen string, options []option) g.Node {
	nodes := []g.Node{h.Option(h.Value(""), g.Text(c.T("site.filter.any")))}
	for _, o := range options {
		nodes = append(nodes, h.Option(h.Value(o.value), g.If(o.value == chosen, h.Selected()),
			g.If(o.own, g.Attr("translate", "no")), g.Text(o.text)))
	}
	return h.Div(h.Class("govuk-form-group"),
		h.Label(h.Class("govuk-label"), h.For(name), g.Text(c.T("site.filter."+name))),
		h.Select(h.Class("govuk-select"), h.ID(name), h.Name(name), g.Group(nodes)))
}

func kindOptions(c *web.Ctx) []option {
	var list []option
	for _, k := range directory.Kinds() {
		list = append(list, option{k, c.T(directory.KindKey(k)), false})
	}
	return list
}

func townOptions(towns []string) []option {
	var list []option
	for _, t := range towns {
		list = append(list, option{t, t, true})
	}
	return list
}

func partOptions(c *web.Ctx) []option {
	var list []option
	for _, p := range []string{"day", "evening", "weekend"} {
		list = append(list, option{p, c.T("site.part." + p), false})
	}
	return list
}

func partValue(p directory.Part) string {
	if p == 0 {
		return ""
	}
	return partWord(p)
}

func priceOptions(c *web.Ctx) []option {
	list := []option{{"free", c.T("site.filter.free"), false}}
	for _, p := range prices {
		list = append(list, option{strconv.Itoa(p), c.T("site.filter.up_to", "amount", pence.Pence(p*100).Format()), false})
	}
	return list
}

func priceValue(q directory.Query) string {
	switch {
	case q.Free:
		return "free"
	case q.MaxPrice > 0:
		return strconv.Itoa(int(q.MaxPrice / 100))
	}
	return ""
}

func groupOptions(c *web.Ctx) []option {
	var list []option
	for _, k := range directory.Groups() {
		list = append(list, option{k, c.T(directory.GroupKey(k)), false})
	}
	return list
}

func accessBoxes(c *web.Ctx, q directory.Query) g.Node {
	boxes := []g.Node{checkbox("online", "yes", c.T("site.filter.online"), q.Online)}
	for _, f := range directory.Facts() {
		boxes = append(boxes, checkbox("access", f.Word, c.T(directory.FactKey(f.Word)), q.Access.Has(f.Bit)))
	}
	return h.FieldSet(h.Class("govuk-fieldset filters__access"),
		h.Legend(h.Class("govuk-fieldset__legend"), g.Text(c.T("site.filter.access"))),
		h.Div(h.Class("govuk-checkboxes"), g.Group(boxes)))
}

func checkbox(name, value, text string, on bool) g.Node {
	id := name + "-" + value
	return h.Div(h.Class("govuk-checkboxes__item"),
		h.Input(h.Class("govuk-checkboxes__input"), h.ID(id), h.Name(name), h.Type("checkbox"), h.Value(value), g.If(on, h.Checked())),
		h.Label(h.Class("govuk-label govuk-checkboxes__label"), h.For(id), g.Text(text)))
}

func results(c *web.Ctx, q directory.Query, f directory.Found, now day) g.Node {
	if f.Total == 0 {
		return nothing(c)
	}
	var items []g.Node
	for _, hit := range f.Hits {
		items = append(items, hitCard(c, hit, now))
	}
	return h.Section(h.Class("results"),
		web.H2(c.N("site.found", f.Total)),
		g.If(f.Loosened, web.Block(c, "site.search.loosened")),
		g.If(!f.Loosened && len(f.Instead) > 0, web.Block(c, "site.search.instead")),
		h.Ul(h.Class("activity-list"), g.Attr("data-choices", "skip"), g.Group(items)),
		pages(c, q, f))
}

// nothing says what to do next.
func nothing(c *web.Ctx) g.Node {
	return h.Section(h.Class("results"),
		web.H2(c.T("site.none.title")),
		web.Block(c, "site.none.how"),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link"), h.Href("/activities"), g.Text(c.T("site.none.all")))),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link"), h.Href("/help"), g.Text(c.T("site.home.help_me")))))
}

func pages(c *web.Ctx, q directory.Query, f directory.Found) g.Node {
	if f.Pages < 2 {
		return nil
	}
	return h.Nav(h.Class("pages"), h.Aria("label", c.T("site.pages.label")),
		g.If(f.Page > 1, h.A(h.Class("govuk-link"), h.Rel("prev"), h.Href(address(q, f.Page-1)), g.Text(c.T("site.pages.before")))),
		h.Span(h.Class("pages__where"), g.Text(c.T("site.pages.where", "page", f.Page, "pages", f.Pages))),
		g.If(f.Page < f.Pages, h.A(h.Class("govuk-link"), h.Rel("next"), h.Href(address(q, f.Page+1)), g.Text(c.T("site.pages.next")))))
}
