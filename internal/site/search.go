package site

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/govuk"
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
	if slices.Contains(directory.AllKinds(), get("kind")) {
		found.Kind = get("kind")
	}
	if slices.Contains(directory.Groups(), get("for")) {
		found.Group = get("for")
	}
	if pounds, err := strconv.Atoi(get("price")); err == nil && slices.Contains(prices, pounds) {
		found.MaxPrice = pence.Pence(pounds * 100)
	}
	if page, err := strconv.Atoi(get("page")); err == nil ||
		errors.Is(err, strconv.ErrRange) { // too large a number is the last page
		found.Page = page
	}
	return found
}

// leftOut names the filters of an address that ask for what there is not: they are left
// out, and it is said.
func leftOut(v url.Values, q directory.Query) (names []string) {
	unknown := map[string]bool{"kind": q.Kind == "", "town": q.Town == "", "part": q.Part == 0,
		"price": !q.Free && q.MaxPrice == 0, "for": q.Group == "", "online": !q.Online,
		"access": len(q.Access.Words()) < len(v["access"])}
	for _, name := range []string{"kind", "town", "part", "price", "for", "access", "online"} {
		if strings.TrimSpace(v.Get(name)) != "" && unknown[name] {
			names = append(names, name)
		}
	}
	return names
}

// leftOutNote says which filters were left out.
func leftOutNote(c *web.Ctx, names []string) g.Node {
	if len(names) == 0 {
		return nil
	}
	var said []string
	for _, n := range names {
		said = append(said, c.T("site.filter."+n))
	}
	return web.Inset(web.Block(c, "site.search.left_out", "filters", strings.Join(said, ", ")))
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

func (s *Site) getSearch(c *web.Ctx, a access.Actor) error {
	q := askedFor(c.R.URL.Query())
	var found directory.Found
	var offer choices
	var prices map[string]funds.Price
	err := s.readFor(c, a, func(ctx context.Context, tx *db.Tx) (err error) {
		if offer.towns, err = s.Directory.Towns(ctx, tx); err != nil {
			return err
		}
		if offer.kinds, err = s.Directory.KindsFound(ctx, tx); err != nil {
			return err
		}
		q = offer.only(q)
		if found, err = s.Directory.Search(ctx, tx, q); err != nil {
			return err
		}
		prices, err = s.pricesOf(ctx, tx, a, found.Hits)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(searchPage(c, q, found, offer, shelf{today(s.DB), prices}))
}

// choices are what the filter offers of what is there.
type choices struct{ kinds, towns []string }

// only leaves out of a query what is not there: nothing can be found in it.
func (o choices) only(q directory.Query) directory.Query {
	if !slices.Contains(o.towns, q.Town) {
		q.Town = ""
	}
	if !slices.Contains(o.kinds, q.Kind) {
		q.Kind = ""
	}
	return q
}

// shelf is what a list of activities knows beside them: the day, and what each
// costs the person, by activity.
type shelf struct {
	now    day
	prices map[string]funds.Price
}

// pricesOf asks what the next session of each hit costs the person.
func (s *Site) pricesOf(ctx context.Context, tx *db.Tx, a access.Actor,
	hits []directory.Hit) (map[string]funds.Price, error) {
	p, err := s.pricerFor(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	prices := map[string]funds.Price{}
	for _, hit := range hits {
		if !hit.HasNext {
			continue
		}
		if prices[hit.Activity.ID], err = p.of(ctx, tx, hit.Activity, hit.Next.Date); err != nil {
			return nil, err
		}
	}
	return prices, nil
}

func searchPage(c *web.Ctx, q directory.Query, f directory.Found, offer choices, on shelf) web.Page {
	return web.Page{Title: c.T("site.search.title"), Body: g.Group{
		web.H1(c.T("site.search.title")),
		searchForm(c, q, offer),
		leftOutNote(c, leftOut(c.R.URL.Query(), q)),
		results(c, q, f, on),
	}}
}

func searchForm(c *web.Ctx, q directory.Query, offer choices) g.Node {
	return h.Form(h.Class("search-form"), h.Action("/activities"), h.Method("get"), h.Role("search"),
		h.Div(h.Class("search-box"), searchRow(c, q.Words)),
		govuk.Details(govuk.DetailsOptions{Classes: "filters", Open: q.Filtered(),
			Attributes:  govuk.Attrs{{Name: "data-choices", Value: "skip"}},
			SummaryText: c.T("site.filter.open"),
			HTML: h.Div(h.Class("filters__fields"),
				choose(c, "kind", q.Kind, kindOptions(c, offer.kinds)),
				choose(c, "town", q.Town, townOptions(offer.towns)),
				choose(c, "part", partValue(q.Part), partOptions(c)),
				choose(c, "price", priceValue(q), priceOptions(c)),
				choose(c, "for", q.Group, groupOptions(c)),
				accessBoxes(c, q),
				web.Button(c, "site.filter.press"))}))
}

// choose is one list of the filter, with "any" on top.
func choose(c *web.Ctx, name, chosen string, options []web.Option) g.Node {
	all := web.Option{Text: c.T("site.filter.any")}
	return web.Select(c, web.Field{Name: name, Label: "site.filter." + name, Value: chosen},
		append([]web.Option{all}, options...)...)
}

func kindOptions(c *web.Ctx, kinds []string) []web.Option {
	var list []web.Option
	for _, k := range kinds {
		list = append(list, web.Option{Value: k, Text: c.T(directory.KindKey(k))})
	}
	return list
}

func townOptions(towns []string) []web.Option {
	var list []web.Option
	for _, t := range towns {
		list = append(list, web.Option{Value: t, Text: t, Own: true})
	}
	return list
}

func partOptions(c *web.Ctx) []web.Option {
	var list []web.Option
	for _, p := range []string{"day", "evening", "weekend"} {
		list = append(list, web.Option{Value: p, Text: c.T("site.part." + p)})
	}
	return list
}

func partValue(p directory.Part) string {
	if p == 0 {
		return ""
	}
	return partWord(p)
}

func priceOptions(c *web.Ctx) []web.Option {
	list := []web.Option{{Value: "free", Text: c.T("site.filter.free")}}
	for _, p := range prices {
		list = append(list, web.Option{Value: strconv.Itoa(p),
			Text: c.T("site.filter.up_to", "amount", pence.Pence(p*100).Format())})
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

func groupOptions(c *web.Ctx) []web.Option {
	var list []web.Option
	for _, k := range directory.Groups() {
		list = append(list, web.Option{Value: k, Text: c.T(directory.GroupKey(k))})
	}
	return list
}

// accessBoxes ask for what a place must have, and for what is on-line.
func accessBoxes(c *web.Ctx, q directory.Query) g.Node {
	o := govuk.CheckboxesOptions{Name: "access", FormGroup: govuk.FormGroupOptions{Classes: "filters__access"},
		Fieldset: &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: c.T("site.filter.access")}},
		Items: []govuk.ChoiceItem{{Name: "online", ID: "online", Value: "yes", Text: c.T("site.filter.online"),
			Checked: ticked(q.Online)}}}
	for _, f := range directory.Facts() {
		o.Items = append(o.Items, govuk.ChoiceItem{Value: f.Word, Text: c.T(directory.FactKey(f.Word)),
			Checked: ticked(q.Access.Has(f.Bit))})
	}
	return govuk.Checkboxes(o)
}

func ticked(on bool) govuk.Maybe {
	if on {
		return govuk.Yes
	}
	return govuk.No
}

func results(c *web.Ctx, q directory.Query, f directory.Found, on shelf) g.Node {
	if f.Total == 0 {
		return nothing(c, f.Wordless)
	}
	var items []g.Node
	for _, hit := range f.Hits {
		items = append(items, hitCard(c, hit, on))
	}
	return h.Section(h.Class("results"),
		web.H2(c.N("site.found", f.Total)),
		g.If(f.Loosened, web.Block(c, "site.search.loosened")),
		g.If(!f.Loosened && len(f.Instead) > 0, web.Block(c, "site.search.instead")),
		h.Ul(h.Class("activity-list"), g.Attr("data-choices", "skip"), g.Group(items)),
		pages(c, q, f))
}

// nothing says why, where it is known, and what to do next.
func nothing(c *web.Ctx, wordless bool) g.Node {
	return h.Section(h.Class("results"),
		web.H2(c.T("site.none.title")),
		g.If(wordless, web.Block(c, "site.none.wordless")),
		g.If(!wordless, web.Block(c, "site.none.how")),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link press-link"), h.Href("/activities"),
			g.Text(c.T("site.none.all")))),
		h.P(h.Class("govuk-body"), h.A(h.Class("govuk-link press-link"), h.Href(guidePath),
			g.Text(c.T("site.home.help_me")))))
}

func pages(c *web.Ctx, q directory.Query, f directory.Found) g.Node {
	return web.Place{Page: f.Page, Pages: f.Pages, Label: "site.pages.label", Before: "site.pages.before",
		Where: "site.pages.where",
		Next:  "site.pages.next", At: func(n int) string { return address(q, n) }}.Show(c)
}
