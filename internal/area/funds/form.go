package funds

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/engine/charging"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// The kinds that the form offers; a file may name others. Each has a text
// funds.kind.X.
var (
	incomeKinds = []string{"state_pension", "private_pension", "pension_credit", "esa", "uc", "income_support",
		"pip_daily_living",
		"pip_mobility", "attendance_allowance", "dla_care", "dla_mobility", "carers_allowance", "earnings",
		"war_pension",
		"war_widows_pension", "armed_forces_independence_payment", "child_benefit", "other_income"}
	housingKinds = []string{"rent_shortfall", "council_tax", "mortgage", "service_charge", "contents_insurance"}
	dreKinds     = []string{"private_care", "community_alarm", "laundry", "heating", "special_diet", "clothing",
		"equipment", "cleaning", "gardening", "other_expense"}
	periods = []string{"week", "4_weeks", "month", "year"}
)

// How many rows the form has for each sort of amount, at least.
const (
	incomeRows  = 5
	housingRows = 3
	dreRows     = 3
)

// row is one amount as typed. Left is what of an income the council leaves
// out, in the same period; empty leaves it to the rules.
type row struct{ Kind, Amount, Every, Left string }

// form is the circumstances as typed: text, so that what was typed is kept
// whatever is wrong with it.
type form struct {
	Date, Household, Own, Joint, Children, NightCare, Ground string
	MIG                                                      string // a guarantee set for this person
	PensionAge, PartnerPensionAge, Disclosed, Consent        bool
	Premiums                                                 []string
	Income, Housing, DRE                                     []row
}

// Whoever is past every pension age that the law knows is of pension age, and
// nobody is before the lowest; between them it hangs on the day of birth, and
// the officer says it. Source: Pensions Act 1995, schedule 4, as amended (at
// most 68; from general knowledge).
const surelyPensioner, surelyYounger = 68, 60

// newForm is the form of somebody of an age who has not been assessed.
func newForm(today clock.Date, age int) form {
	return form{Date: today.String(), Household: "single", Disclosed: true, PensionAge: age >= surelyPensioner}
}

// checkAge refuses a pension age that cannot be, since it moves what a person
// keeps by more than £100 a week.
func (f form) checkAge(age int) error {
	if f.PensionAge && age < surelyYounger || !f.PensionAge && age >= surelyPensioner {
		return fail.Fields(fail.Field{Name: "pension_age", Key: "funds.refused.pension_age",
			Args: []any{"age", age}})
	}
	return nil
}

// check gives the circumstances of a form under a day's policy, and all that is
// wrong with it, each fault at its field. Without a day that could be read, today
// stands in its place and no year is asked for its figures.
func (f *form) check(on clock.Date, dated bool, age int, policy Policy) (text string, err error) {
	if text, err = f.circumstances(on, age, policy); err != nil {
		return "", err
	}
	wrong := []error{f.checkAge(age)}
	_, faults := charging.Read(strings.NewReader(text))
	if faults != nil {
		wrong = append(wrong, asFields(faults))
	}
	if !dated {
		wrong = append(wrong, fail.Fields(fail.Field{Name: "date", Key: "web.refused.date"}))
	} else {
		wrong = append(wrong, f.without(faults).checkFigures(on, age, policy))
	}
	return text, inOrder(wrong)
}

// checkFigures asks whether a day has the figures that a form needs.
func (f *form) checkFigures(on clock.Date, age int, policy Policy) error {
	text, err := f.circumstances(on, age, policy)
	if err != nil {
		return err
	}
	if _, _, err = Compute(text); err != nil {
		return asFields(err)
	}
	return nil
}

// without is the form without the amounts in which faults were found, so that
// they hide nothing of what else is wrong.
func (f form) without(err error) *form {
	faults, ok := err.(charging.Faults) //nolint:errorlint // Read returns it bare
	if !ok {
		return &f
	}
	f.Consent = true
	rows := map[string]*[]row{"income": &f.Income, "housing": &f.Housing, "dre": &f.DRE}
	for _, list := range rows {
		*list = slices.Clone(*list)
	}
	for _, fault := range faults {
		name := fieldOf(fault.Path)
		if at := inTable.FindStringSubmatch(name); at != nil {
			i, err := strconv.Atoi(at[2])
			if err == nil && i < len(*rows[at[1]]) {
				(*rows[at[1]])[i] = row{}
			}
		}
		for of, field := range map[string]*string{"capital_own": &f.Own, "capital_joint": &f.Joint,
			"how_many_children": &f.Children} {
			if of == name {
				*field = ""
			}
		}
	}
	return &f
}

// fieldsInOrder are the fields as they stand in the form.
var fieldsInOrder = []string{"date", "household", "pension_age", "premiums", "how_many_children",
	"capital_own", "capital_joint", "income",
	"night_care", "housing", "dre", "mig_weekly", "light_touch_ground", "light_touch_consent"}

// inOrder joins refusals into one: each field once, in the order of the form.
// An error that is no refusal goes before them.
func inOrder(wrong []error) error {
	var all []fail.Field
	for _, err := range wrong {
		e, refused := fail.As(err)
		if err != nil && !refused {
			return err
		}
		if !refused {
			continue
		}
		for _, f := range e.Fields {
			if !slices.ContainsFunc(all, func(told fail.Field) bool { return told.Name == f.Name }) {
				all = append(all, f)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b fail.Field) int {
		x, y := placeOf(a.Name), placeOf(b.Name)
		return slices.Compare(x[:], y[:])
	})
	return fail.Fields(all...)
}

// columns are the fields of a line in a table of amounts.
var columns = []string{"kind", "amount", "every", "disregard"}

// placeOf is where a field stands in the form: among the fields, then the line
// and the column of its table.
func placeOf(name string) [3]int {
	at := inTable.FindStringSubmatch(name)
	if at == nil {
		return [3]int{slices.Index(fieldsInOrder, name)}
	}
	line, err := strconv.Atoi(at[2])
	if err != nil {
		line = math.MaxInt // a number of too many digits is beyond every line
	}
	return [3]int{slices.Index(fieldsInOrder, at[1]), line, slices.Index(columns, at[3])}
}

// circumstances writes the form as `ourdays charge` reads it, under the
// council's policy. Rows without kind and amount are left out, which moves the
// others up.
func (f *form) circumstances(on clock.Date, age int, policy Policy) (string, error) {
	f.Income, f.Housing, f.DRE = filled(f.Income), filled(f.Housing), filled(f.DRE)
	children := json.RawMessage("0")
	if f.Children != "" {
		children = asNumber(f.Children)
	}
	text := map[string]any{
		"date": on.String(),
		"person": map[string]any{"age": age, "household": f.Household,
			"premiums": append([]string{}, f.Premiums...), "children": children,
			"pension_age": f.PensionAge, "partner_pension_age": f.PartnerPensionAge && f.Household == "couple"},
		"capital": map[string]any{"own": pounds(orZero(f.Own)), "joint": pounds(orZero(f.Joint))},
		"income":  items(f.Income), "housing": items(f.Housing), "dre": items(f.DRE), "disclosed": f.Disclosed,
	}
	if p := policy.fields(pounds(f.MIG)); len(p) > 0 {
		text["policy"] = p
	}
	if f.NightCare != "" {
		text["night_care"] = f.NightCare == "yes"
	}
	if f.Ground != "" {
		text["light_touch"] = map[string]any{"ground": f.Ground, "consent": f.Consent}
	}
	b, err := json.Marshal(text)
	if err != nil {
		return "", fmt.Errorf("write circumstances: %w", err)
	}
	return string(b), nil
}

// untouched reports whether nothing was typed or said: a 0 counts as an answer.
func (f *form) untouched() bool {
	typed := f.Own + f.Joint + f.Children + f.NightCare + f.Ground + f.MIG
	rows := len(filled(f.Income)) + len(filled(f.Housing)) + len(filled(f.DRE)) + len(f.Premiums)
	return typed == "" && rows == 0 && f.Disclosed && !f.PartnerPensionAge && !f.Consent
}

// asNumber hands on digits as a number, and anything else as text, which the
// reader then refuses at its place.
func asNumber(s string) json.RawMessage {
	var n int
	if err := json.Unmarshal([]byte(s), &n); err == nil {
		return json.RawMessage(fmt.Sprint(n))
	}
	b, err := json.Marshal(s)
	if err != nil {
		return json.RawMessage("null")
	}
	return b
}

// pounds writes an amount as files have it; one that cannot be read is handed
// on, and the reader refuses it at its place.
func pounds(typed string) string {
	p, err := pence.ParsePounds(typed)
	if err != nil {
		return typed
	}
	return p.String()
}

func orZero(s string) string {
	if s == "" {
		return "0.00"
	}
	return s
}

func filled(rows []row) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
		return r.Kind == "" && r.Amount == "" && r.Left == ""
	})
}

func items(rows []row) []map[string]any {
	all := []map[string]any{}
	for _, r := range rows {
		item := map[string]any{"kind": r.Kind, "amount": pounds(r.Amount), "every": r.Every}
		if r.Left != "" {
			item["disregard"] = pounds(r.Left)
		}
		all = append(all, item)
	}
	return all
}

// formOf fills the form with circumstances that were recorded before.
func formOf(c charging.Case) form {
	f := form{Date: c.Date.String(), Household: string(c.Person.Household), Own: c.Capital.Own.String(),
		Joint:    c.Capital.Joint.String(),
		Children: fmt.Sprint(c.Person.Children), PensionAge: c.Person.PensionAge,
		PartnerPensionAge: c.Person.PartnerPensionAge,
		Disclosed:         !c.Refused, Housing: rowsOf(c.Housing), DRE: rowsOf(c.DRE)}
	for _, p := range c.Person.Premiums {
		f.Premiums = append(f.Premiums, string(p))
	}
	for _, in := range c.Income {
		r := row{Kind: in.Kind, Amount: in.Amount.String(), Every: string(in.Every)}
		if in.Disregard != nil {
			r.Left = in.Disregard.String()
		}
		f.Income = append(f.Income, r)
	}
	if c.Policy.MIG != nil {
		f.MIG = c.Policy.MIG.String()
	}
	if c.NightCare != nil {
		f.NightCare = map[bool]string{true: "yes", false: "no"}[*c.NightCare]
	}
	if c.LightTouch != nil {
		f.Ground, f.Consent = string(c.LightTouch.Ground), c.LightTouch.Consent
	}
	return f
}

func rowsOf(list []charging.Expense) []row {
	var rows []row
	for _, e := range list {
		rows = append(rows, row{Kind: e.Kind, Amount: e.Amount.String(), Every: string(e.Every)})
	}
	return rows
}

// spareRows is how many empty rows stand below the filled ones, at least.
const spareRows = 2

// padded gives at least n rows, and some empty ones below the filled.
func padded(rows []row, n int) []row {
	all := slices.Clone(rows)
	for len(all) < n || len(all) < len(rows)+spareRows {
		all = append(all, row{Every: "week"})
	}
	return all
}
