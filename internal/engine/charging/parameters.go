package charging

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"ourdays/internal/platform/pence"
)

//go:embed parameters.json
var parameterFile []byte

// Value is one figure of the parameter file: pounds a week.
type Value struct {
	Key       string // its name in the file, such as single_25
	Amount    pence.Pence
	Source    string // who published it
	Confirmed bool   // somebody has seen it at its source
	Year      string // the charging year that it is for, such as 2025-26
	label     string // as a line of the guarantee
	doubt     string // the warning of one that nobody has confirmed
}

// CapitalRules are the limits on savings (reg 12) and what they are taken to
// bring in (reg 25): Income a week for each Step, or part of one, above Lower.
type CapitalRules struct {
	Lower, Upper, Step, Income pence.Pence
	Source                     string
	Confirmed                  bool
}

// Rates are the figures that hold on one day. A day may lack any of them.
type Rates struct {
	Year    string        // the charging year of the day, also when nothing was collected
	Capital *CapitalRules // nil before the file begins
	values  map[string]Value
}

// Value gives a figure, and false where none was collected for the day.
func (r Rates) Value(key string) (Value, bool) {
	v, ok := r.values[key]
	return v, ok
}

// Parameters gives the figures of a day. It never takes a neighbouring year's.
func Parameters(d Date) Rates {
	t := parameters()
	r := Rates{Year: yearOf(d)}
	for i := range t.Capital {
		if !d.Before(t.Capital[i].from) {
			r.Capital = &t.Capital[i].rules
		}
	}
	for _, y := range t.Years {
		if !d.Before(y.From) && d.Before(y.Until) {
			r.values = y.named
		}
	}
	return r
}

// Years names the charging years whose guarantee was collected.
func Years() []string {
	var names []string
	for _, y := range parameters().Years {
		names = append(names, y.Year)
	}
	return names
}

// yearOf names the charging year that a day falls in; it begins in April.
func yearOf(d Date) string {
	y := d.Year
	if d.Month < 4 {
		y--
	}
	return fmt.Sprintf("%04d-%02d", y, (y+1)%100)
}

// table is the parameter file, read.
type table struct {
	Sources    map[string]string
	Capital    []datedCapital
	Disregards []leftOut
	Years      []ratesOfYear
	leftOut    map[string]leftOut
	special    []string // kinds of income that have a rule of their own
}

// leftOut is a kind of income that does not count; with Weekly, only so much
// of it a week.
type leftOut struct {
	Kind, Source, Weekly string
	Confirmed            bool
	most                 pence.Pence
}

type ratesOfYear struct {
	Year        string
	From, Until Date
	Values      map[string]struct {
		Amount, Source string
		Confirmed      bool
	}
	named map[string]Value
}

type datedCapital struct {
	From, Lower, Upper, Step, Income, Source string
	Confirmed                                bool
	from                                     Date
	rules                                    CapitalRules
}

// parameters reads the embedded file once. The file is part of the program, so
// a fault in it is a programming mistake; a test reads it too.
var parameters = sync.OnceValue(func() *table {
	t, err := readTable(parameterFile)
	if err != nil {
		panic("charging: parameters.json: " + err.Error())
	}
	return t
})

func readTable(data []byte) (*table, error) {
	t := &table{leftOut: map[string]leftOut{}}
	if err := json.Unmarshal(data, t); err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	for i := range t.Years {
		if err := t.nameValues(&t.Years[i]); err != nil {
			return nil, err
		}
	}
	for i := range t.Capital {
		if err := t.Capital[i].read(t.Sources); err != nil {
			return nil, err
		}
	}
	for _, l := range t.Disregards {
		if t.Sources[l.Source] == "" {
			return nil, fmt.Errorf("%s: source %q is not listed", l.Kind, l.Source)
		}
		l.Source, l.most = t.Sources[l.Source], largest
		if l.Weekly != "" {
			var err error
			if l.most, err = pence.Parse(l.Weekly); err != nil {
				return nil, fmt.Errorf("%s: %w", l.Kind, err)
			}
		}
		t.leftOut[l.Kind] = l
		t.special = append(t.special, l.Kind)
	}
	t.special = append(t.special, "pip_daily_living", "attendance_allowance", "dla_care")
	return t, nil
}

func (t *table) nameValues(y *ratesOfYear) error {
	y.named = map[string]Value{}
	for key, v := range y.Values {
		amount, err := pence.Parse(v.Amount)
		if err != nil {
			return fmt.Errorf("%s %s: %w", y.Year, key, err)
		}
		if t.Sources[v.Source] == "" {
			return fmt.Errorf("%s %s: source %q is not listed", y.Year, key, v.Source)
		}
		value := Value{Key: key, Amount: amount, Source: t.Sources[v.Source], Confirmed: v.Confirmed, Year: y.Year}
		value.label = fmt.Sprintf("Minimum Income Guarantee %s: %s", y.Year, named(key))
		if !v.Confirmed {
			value.doubt = fmt.Sprintf("The amount for %s (%s, %s) is not confirmed: %s", named(key), amount.Format(),
				y.Year, value.Source)
		}
		y.named[key] = value
	}
	return nil
}

func (c *datedCapital) read(sources map[string]string) (err error) {
	if c.from, err = ParseDate(c.From); err != nil {
		return fmt.Errorf("capital: %w", err)
	}
	c.rules = CapitalRules{Source: sources[c.Source], Confirmed: c.Confirmed}
	for _, f := range []struct {
		text string
		to   *pence.Pence
	}{{c.Lower, &c.rules.Lower}, {c.Upper, &c.rules.Upper}, {c.Step, &c.rules.Step},
		{c.Income, &c.rules.Income}} {
		if *f.to, err = pence.Parse(f.text); err != nil {
			return fmt.Errorf("capital from %s: %w", c.From, err)
		}
	}
	if c.rules.Step == 0 {
		return fmt.Errorf("capital from %s: step must be above zero", c.From)
	}
	return nil
}

// Tariff gives the weekly income that savings are taken to bring: a part of a
// step counts as a whole one. Rules that are not known bring nothing.
func (c CapitalRules) Tariff(capital pence.Pence) pence.Pence {
	if capital <= c.Lower || c.Step == 0 {
		return 0
	}
	steps := (capital - c.Lower + c.Step - 1) / c.Step
	return steps * c.Income
}

// what names each figure in a sentence.
var what = map[string]string{
	"single_18_24":               "a single person aged 18 to 24",
	"single_25":                  "a single person from 25 to pension age",
	"single_pension":             "a single person of pension age",
	"lone_parent":                "a lone parent",
	"couple":                     "one of a couple under pension age",
	"couple_pension":             "one of a couple of pension age",
	"disability_single":          "the disability premium of a single person",
	"disability_couple":          "the disability premium of one of a couple",
	"enhanced_disability_single": "the enhanced disability premium of a single person",
	"enhanced_disability_couple": "the enhanced disability premium of one of a couple",
	"carer":                      "the carer premium",
	"child":                      "a child in the household",
	"pip_daily_living":           "the standard rate of Personal Independence Payment, daily living",
	"attendance_allowance":       "the lower rate of Attendance Allowance",
	"dla_care":                   "the middle rate of Disability Living Allowance, care",
}

// named says a figure in words, also one that no year has.
func named(key string) string {
	if w, ok := what[key]; ok {
		return w
	}
	return nameOf(key)
}

// element is one part of a guarantee.
type element struct {
	Value
	times int
}

func (e element) amount() pence.Pence { return e.Amount * pence.Pence(e.times) }

// guarantee gives the parts of the legal guarantee of a person (reg 7), or
// faults that name the parts that the day lacks.
func (r Rates) guarantee(p Person) ([]element, Faults) {
	var parts []element
	var fs Faults
	take := func(key string, at place, times int) {
		v, ok := r.Value(key)
		if !ok {
			fs.addCode(NoGuarantee, at.String(),
				"the guarantee table of %s has no amount for %s (%s); give policy.mig_weekly if you know the guarantee",
				r.Year, named(key), key)
		}
		parts = append(parts, element{v, times})
	}
	if r.values == nil {
		fs.addCode(NoTable, "$.date",
			"no guarantee table was collected for %s, only for %s; give policy.mig_weekly if you know the guarantee",
			r.Year, strings.Join(Years(), ", "))
		return nil, fs
	}
	take(p.base(), place{"$.person.household", -1, ""}, 1)
	for i, m := range p.Premiums {
		take(premiumKey(m, p.Household), place{"$.person.premiums", i, ""}, 1)
	}
	if p.Children > 0 {
		take("child", place{"$.person.children", -1, ""}, p.Children)
	}
	return parts, fs
}

// base names the first part of a person's guarantee. A lone parent of pension
// age has no row of his own; he gets that of a single person of that age,
// which is higher.
func (p Person) base() string {
	switch {
	case p.Household == Couple && (p.PensionAge || p.PartnerPensionAge):
		return "couple_pension"
	case p.Household == Couple:
		return "couple"
	case p.PensionAge:
		return "single_pension"
	case p.Household == LoneParent:
		return "lone_parent"
	case p.Age < 25:
		return "single_18_24"
	}
	return "single_25"
}

func premiumKey(m Premium, h Household) string {
	if m == Carer {
		return "carer"
	}
	if h == Couple {
		return string(m) + "_couple"
	}
	return string(m) + "_single"
}
