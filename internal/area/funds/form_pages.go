package funds

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/web"
)

func assessmentForm(c *web.Ctx, v view) g.Node {
	f := v.form
	return web.Post(c, "/people/"+v.person.ID+"/assessment", g.Attr("data-live", "sum"),
		workedOn(c, v),
		web.H2(c.T("funds.form.who")),
		web.Day(c, "date", "funds.form.date", f.Date),
		chooser(c, web.Field{Name: "household", Label: "funds.form.household", Value: f.Household},
			"funds.household.", "single", "lone_parent", "couple"),
		tick(c, "pension_age", "funds.form.pension_age", f.PensionAge),
		tick(c, "partner_pension_age", "funds.form.partner_pension_age", f.PartnerPensionAge),
		premiums(c, v),
		web.Input(c, web.Field{Name: "how_many_children", Label: "funds.form.children", Value: f.Children, Width: 5,
			Mode: "numeric"}),
		web.H2(c.T("funds.form.money")),
		money(c, "capital_own", "funds.form.own", f.Own),
		money(c, "capital_joint", "funds.form.joint", f.Joint),
		amounts(c, "income", incomeKinds, padded(f.Income, incomeRows)),
		chooser(c, web.Field{Name: "night_care", Label: "funds.form.night_care", Value: f.NightCare},
			"funds.night.", "", "yes", "no"),
		web.H2(c.T("funds.form.costs")),
		amounts(c, "housing", housingKinds, padded(f.Housing, housingRows)),
		amounts(c, "dre", dreKinds, padded(f.DRE, dreRows)),
		web.H2(c.T("funds.form.rules")),
		policyInForce(c, v.policy),
		money(c, "mig_weekly", "funds.form.mig", f.MIG),
		chooser(c, web.Field{Name: "disclosed", Label: "funds.form.disclosed",
			Value: map[bool]string{true: "yes", false: "no"}[f.Disclosed]},
			"funds.disclosed.", "yes", "no"),
		chooser(c, web.Field{Name: "light_touch_ground", Label: "funds.form.light_touch", Value: f.Ground},
			"funds.ground.",
			"", string(charging.AboveLimit), string(charging.SmallCharge), string(charging.BenefitsOnly)),
		tick(c, "light_touch_consent", "funds.form.consent", f.Consent),
		web.ButtonTo(c, "work_out", "funds.form.work_out", govuk.Secondary),
		web.ButtonTo(c, "keep", "funds.form.keep"),
		g.If(!v.worked.IsZero(), web.ButtonTo(c, "begin", "funds.form.begin", govuk.Secondary)))
}

// workedOn says that what stands in the form is not kept yet.
func workedOn(c *web.Ctx, v view) g.Node {
	if v.worked.IsZero() {
		return nil
	}
	day, minute := clock.London(v.worked)
	return web.Inset(web.Block(c, "funds.form.worked", "date", i18n.Date(c.Voice, day),
		"time", i18n.TimeOfDay(c.Voice, minute), "days", daysTyped))
}

func money(c *web.Ctx, name, key, value string) g.Node {
	return web.Input(c, web.Field{Name: name, Label: key, Value: value, Width: 10, Mode: "decimal"})
}

func tick(c *web.Ctx, name, key string, on bool) g.Node {
	return web.Tick(c, web.Field{Name: name, Label: key, Value: "yes"}, on)
}

// chooser asks for one word of a family, each with its text; what a file
// brought and the form does not offer is kept as it stands.
func chooser(c *web.Ctx, f web.Field, family string, words ...string) g.Node {
	var options []web.Option
	for _, w := range words {
		key := family + w
		if w == "" {
			key = family + "unsaid"
		}
		options = append(options, web.Option{Value: w, Text: c.T(key)})
	}
	return web.Select(c, f, options...)
}

func premiums(c *web.Ctx, v view) g.Node {
	var options []web.Option
	for _, w := range []charging.Premium{charging.Disability, charging.EnhancedDisability, charging.Carer} {
		options = append(options, web.Option{Value: string(w), Text: c.T("funds.premium." + string(w))})
	}
	return web.Checkboxes(c, web.Field{Name: "premiums", Label: "funds.form.premiums"}, v.form.Premiums,
		options...)
}

// amounts is a table of kind, amount and period, with rows to spare; an income
// may also say what of it is left out.
func amounts(c *web.Ctx, name string, kinds []string, rows []row) g.Node {
	income := name == "income"
	t := web.Table{Caption: "funds.form." + name, Head: heads(c, "funds.head.kind", "funds.head.amount",
		"funds.head.every")}
	if income {
		t.Head = append(t.Head, web.Head(c, "funds.head.disregard"))
	}
	for i, r := range rows {
		at := place{c, fmt.Sprintf("%s_%d_", name, i), i + 1}
		cells := []govuk.Cell{at.choose("kind", "funds.kind.", append([]string{""}, kinds...), r.Kind),
			at.amount("amount", r.Amount),
			at.choose("every", "funds.every.", periods, r.Every)}
		if income {
			cells = append(cells, at.amount("disregard", r.Left))
		}
		t.Rows = append(t.Rows, cells)
	}
	return g.Group{t.Show(c), h.P(h.Class("quiet"), g.Text(c.T("funds.form.more_rows")))}
}

func heads(c *web.Ctx, keys ...string) []govuk.Cell {
	var all []govuk.Cell
	for _, key := range keys {
		all = append(all, web.Head(c, key))
	}
	return all
}

// place is a row in a table of amounts.
type place struct {
	c  *web.Ctx
	at string // what the names of the row's fields begin with
	n  int    // the row, from 1
}

func (x place) field(part, value string) web.Field {
	return web.Field{Name: x.at + part, Value: value,
		Words: g.Text(x.c.T("funds.head."+part) + " " + x.c.T("funds.form.row", "n", x.n)), Quiet: true}
}

func (x place) choose(part, family string, words []string, chosen string) govuk.Cell {
	return web.Cell(chooser(x.c, x.field(part, chosen), family, words...))
}

func (x place) amount(part, value string) govuk.Cell {
	f := x.field(part, value)
	f.Width, f.Mode = 5, "decimal"
	return web.Cell(web.Input(x.c, f))
}

// policyInForce says what the council decided for the form's date.
func policyInForce(c *web.Ctx, p Policy) g.Node {
	if p.ID == "" {
		return web.Block(c, "funds.policy.none")
	}
	return web.Block(c, "funds.policy.counts", "date", i18n.DateYear(c.Voice, p.Starts),
		"minimum", p.Minimum.Format(),
		"standard", p.Standard.Format(), "share", percent(p.Share))
}

func percent(share string) string {
	sh, err := charging.ParseShare(share)
	if err != nil {
		return share
	}
	return sh.Percent()
}

// asks is the question of each field, for the summary of what is wrong.
var asks = map[string]string{
	"date": "funds.form.date", "household": "funds.form.household", "pension_age": "funds.form.pension_age",
	"premiums": "funds.form.premiums", "how_many_children": "funds.form.children",
	"capital_own": "funds.form.own", "capital_joint": "funds.form.joint", "night_care": "funds.form.night_care",
	"mig_weekly": "funds.form.mig", "light_touch_ground": "funds.form.light_touch",
	"light_touch_consent": "funds.form.consent",
}

var inTable = regexp.MustCompile(`^(income|housing|dre)_(\d+)_(kind|amount|every|disregard)$`)

// nameOf says which field it is: "Income in line 2, amount in pounds".
func nameOf(c *web.Ctx, name string) string {
	if key, ok := asks[name]; ok {
		return strings.TrimSuffix(c.T(key), "?")
	}
	m := inTable.FindStringSubmatch(name)
	if m == nil {
		return c.T("funds.assessment.page")
	}
	i, err := strconv.Atoi(m[2])
	if err != nil {
		return name
	}
	return c.T("funds.form."+m[1]) + " " + c.T("funds.form.row", "n", i+1) + ", " + c.T("funds.head."+m[3])
}

// atField says a fault with the name of its field before it.
func atField(c *web.Ctx, f fail.Field) string {
	return c.T("web.error.at", "field", nameOf(c, f.Name), "what", c.Tell(f))
}

// linkTo is a cell that leads on, under somebody's name.
func linkTo(path, name string) govuk.Cell {
	return web.Cell(h.A(h.Class("govuk-link"), h.Href(path), web.Own(name)))
}

func textCell(text string) govuk.Cell { return govuk.Cell{Text: text} }
