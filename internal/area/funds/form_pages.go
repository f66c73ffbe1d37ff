package funds

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

func assessmentForm(c *web.Ctx, v view) g.Node {
	f := v.form
	return h.Form(h.Method("post"), h.Action("/people/"+v.person.ID+"/assessment"), g.Attr("novalidate"),
		g.Attr("data-live", "sum"), c.FormKey(),
		web.H2(c.T("funds.form.who")),
		day(c, v.wrong, "date", "funds.form.date", f.Date),
		selector(c, v.wrong, "household", "funds.form.household", "funds.household.", []string{"single", "lone_parent", "couple"}, f.Household),
		tick(c, v.wrong, "pension_age", "funds.form.pension_age", f.PensionAge),
		tick(c, v.wrong, "partner_pension_age", "funds.form.partner_pension_age", f.PartnerPensionAge),
		premiums(c, v),
		field(c, v.wrong, "children", "funds.form.children", f.Children),
		web.H2(c.T("funds.form.money")),
		money(c, v.wrong, "capital_own", "funds.form.own", f.Own),
		money(c, v.wrong, "capital_joint", "funds.form.joint", f.Joint),
		amounts(c, v.wrong, "income", incomeKinds, padded(f.Income, incomeRows)),
		selector(c, v.wrong, "night_care", "funds.form.night_care", "funds.night.", []string{"", "yes", "no"}, f.NightCare),
		web.H2(c.T("funds.form.costs")),
		amounts(c, v.wrong, "housing", housingKinds, padded(f.Housing, housingRows)),
		amounts(c, v.wrong, "dre", dreKinds, padded(f.DRE, dreRows)),
		web.H2(c.T("funds.form.rules")),
		policyInForce(c, v.policy),
		money(c, v.wrong, "mig_weekly", "funds.form.mig", f.MIG),
		selector(c, v.wrong, "disclosed", "funds.form.disclosed", "funds.disclosed.", []string{"yes", "no"}, map[bool]string{true: "yes", false: "no"}[f.Disclosed]),
		selector(c, v.wrong, "light_touch_ground", "funds.form.light_touch", "funds.ground.",
			[]string{"", string(charging.AboveLimit), string(charging.SmallCharge), string(charging.BenefitsOnly)}, f.Ground),
		tick(c, v.wrong, "light_touch_consent", "funds.form.consent", f.Consent),
		h.Button(h.Type("submit"), h.Name("do"), h.Value("work_out"), h.Class("govuk-button govuk-button--secondary"), g.Text(c.T("funds.form.work_out"))),
		h.Button(h.Type("submit"), h.Name("do"), h.Value("keep"), h.Class("govuk-button"), g.Text(c.T("funds.form.keep"))))
}

// fault finds what is wrong with a field, to say it there.
func fault(c *web.Ctx, wrong []fail.Field, name string) *govuk.ErrorMessageOptions {
	for _, f := range wrong {
		if f.Name == name {
			before := unmarked(strings.TrimSuffix(unmarked(c.T("web.error.prefix")), ":"))
			return &govuk.ErrorMessageOptions{Text: c.T(f.Key, f.Args...), VisuallyHiddenText: &before}
		}
	}
	return nil
}

func label(c *web.Ctx, key string) govuk.LabelOptions { return govuk.LabelOptions{Text: c.T(key)} }

func field(c *web.Ctx, wrong []fail.Field, name, key, value string) g.Node {
	return govuk.Input(govuk.InputOptions{Name: name, Value: value, Label: label(c, key), Classes: "govuk-input--width-5",
		ErrorMessage: fault(c, wrong, name), Autocomplete: "off"})
}

func money(c *web.Ctx, wrong []fail.Field, name, key, value string) g.Node {
	return govuk.Input(govuk.InputOptions{Name: name, Value: value, Label: label(c, key), Classes: "govuk-input--width-10",
		ErrorMessage: fault(c, wrong, name), Autocomplete: "off", InputMode: "decimal"})
}

func day(c *web.Ctx, wrong []fail.Field, name, key, value string) g.Node {
	return govuk.Input(govuk.InputOptions{Name: name, Type: "date", Value: value, Label: label(c, key), Classes: "govuk-input--width-10",
		ErrorMessage: fault(c, wrong, name), Autocomplete: "off"})
}

func selector(c *web.Ctx, wrong []fail.Field, name, key, family string, words []string, chosen string) g.Node {
	return govuk.Select(govuk.SelectOptions{Name: name, Label: label(c, key), Items: options(c, family, words, chosen),
		ErrorMessage: fault(c, wrong, name)})
}

// options are the words of a family; a word that a file brought and the form
// does not offer is kept as it stands.
func options(c *web.Ctx, family string, words []string, chosen string) []govuk.SelectItem {
	var all []govuk.SelectItem
	listed := chosen == ""
	for _, w := range words {
		key := family + w
		if w == "" {
			key = family + "unsaid"
		}
		o := govuk.Option(w, c.T(key))
		if w == chosen {
			o.Selected, listed = govuk.Yes, true
		}
		all = append(all, o)
	}
	if !listed {
		o := govuk.Option(chosen, chosen)
		o.Selected, o.Attributes = govuk.Yes, govuk.Attrs{{Name: "translate", Value: "no"}}
		all = append(all, o)
	}
	return all
}

func tick(c *web.Ctx, wrong []fail.Field, name, key string, on bool) g.Node {
	o := govuk.CheckboxesOptions{Name: name, Items: []govuk.ChoiceItem{{Value: "yes", Text: c.T(key)}}, ErrorMessage: fault(c, wrong, name)}
	if on {
		o.Values = []string{"yes"}
	}
	return govuk.Checkboxes(o)
}

func premiums(c *web.Ctx, v view) g.Node {
	o := govuk.CheckboxesOptions{Name: "premiums", Values: v.form.Premiums, ErrorMessage: fault(c, v.wrong, "premiums"),
		Fieldset: &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: c.T("funds.form.premiums")}}}
	for _, w := range []charging.Premium{charging.Disability, charging.EnhancedDisability, charging.Carer} {
		o.Items = append(o.Items, govuk.ChoiceItem{Value: string(w), Text: c.T("funds.premium." + string(w))})
	}
	return govuk.Checkboxes(o)
}

// amounts is a table of kind, amount and period, with rows to spare; an income
// may also say what of it is left out.
func amounts(c *web.Ctx, wrong []fail.Field, name string, kinds []string, rows []row) g.Node {
	income := name == "income"
	heads := []g.Node{head(c, "funds.head.kind"), head(c, "funds.head.amount"), head(c, "funds.head.every")}
	if income {
		heads = append(heads, head(c, "funds.head.disregard"))
	}
	var body []g.Node
	for i, r := range rows {
		at := cell{c, wrong, fmt.Sprintf("%s_%d_", name, i), i + 1}
		cells := []g.Node{at.choose("kind", "funds.kind.", append([]string{""}, kinds...), r.Kind), at.amount("amount", r.Amount),
			at.choose("every", "funds.every.", periods, r.Every)}
		if income {
			cells = append(cells, at.amount("disregard", r.Left))
		}
		body = append(body, h.Tr(cells...))
	}
	return g.Group{h.Div(h.Class("table-scroll"), h.Table(h.Caption(g.Text(c.T("funds.form."+name))), h.THead(h.Tr(heads...)), h.TBody(body...))),
		h.P(h.Class("quiet"), g.Text(c.T("funds.form.more_rows")))}
}

// cell is a place in a table of amounts.
type cell struct {
	c     *web.Ctx
	wrong []fail.Field
	at    string // what the names of the row's fields begin with
	n     int    // the row, from 1
}

func (x cell) label(part string) govuk.LabelOptions {
	return govuk.LabelOptions{Text: x.c.T("funds.head."+part) + " " + x.c.T("funds.form.row", "n", x.n), Classes: "govuk-visually-hidden"}
}

func (x cell) choose(part, family string, words []string, chosen string) g.Node {
	return h.Td(govuk.Select(govuk.SelectOptions{Name: x.at + part, Label: x.label(part), Items: options(x.c, family, words, chosen),
		ErrorMessage: fault(x.c, x.wrong, x.at+part)}))
}

func (x cell) amount(part, value string) g.Node {
	return h.Td(govuk.Input(govuk.InputOptions{Name: x.at + part, Value: value, Label: x.label(part), Classes: "govuk-input--width-5",
		ErrorMessage: fault(x.c, x.wrong, x.at+part), Autocomplete: "off", InputMode: "decimal"}))
}

// policyInForce says what the council decided for the form's date.
func policyInForce(c *web.Ctx, p Policy) g.Node {
	if p.ID == "" {
		return web.Block(c, "funds.policy.none")
	}
	return web.Block(c, "funds.policy.counts", "date", unmarked(i18n.DateYear(c.Voice, p.Starts)), "minimum", p.Minimum.Format(),
		"standard", p.Standard.Format(), "share", percent(p.Share))
}

func percent(share string) string {
	sh, err := charging.ParseShare(share)
	if err != nil {
		return share
	}
	return sh.Percent()
}

// unmarked takes off the marks of the pseudo voice where a text is filled into
// another one that has them.
func unmarked(s string) string { return strings.NewReplacer("⟦", "", "⟧", "").Replace(s) }

// asks is the question of each field, for the summary of what is wrong.
var asks = map[string]string{
	"date": "funds.form.date", "household": "funds.form.household", "premiums": "funds.form.premiums", "children": "funds.form.children",
	"capital_own": "funds.form.own", "capital_joint": "funds.form.joint", "night_care": "funds.form.night_care",
	"mig_weekly": "funds.form.mig", "light_touch_ground": "funds.form.light_touch", "light_touch_consent": "funds.form.consent",
}

var inTable = regexp.MustCompile(`^(income|housing|dre)_(\d+)_(kind|amount|every|disregard)$`)

// nameOf says which field it is: "Income in line 2, amount in pounds".
func nameOf(c *web.Ctx, name string) string {
	if key, ok := asks[name]; ok {
		return strings.TrimSuffix(unmarked(c.T(key)), "?")
	}
	m := inTable.FindStringSubmatch(name)
	if m == nil {
		return unmarked(c.T("funds.assessment.title"))
	}
	i, err := strconv.Atoi(m[2])
	if err != nil {
		return name
	}
	return unmarked(c.T("funds.form."+m[1]) + " " + c.T("funds.form.row", "n", i+1) + ", " + c.T("funds.head."+m[3]))
}

// atFields names each fault's field before its words, as a summary must.
func atFields(c *web.Ctx, wrong []fail.Field) []fail.Field {
	all := make([]fail.Field, len(wrong))
	for i, f := range wrong {
		all[i] = fail.Field{Name: f.Name, Key: "funds.refused.at", Args: []any{"field", nameOf(c, f.Name), "what", unmarked(c.T(f.Key, f.Args...))}}
	}
	return all
}

// moneyCell is an amount in a column.
func moneyCell(c *web.Ctx, p pence.Pence) g.Node {
	return h.Td(h.Class("num"), g.Text(i18n.Money(c.Voice, p)))
}
