package govuk

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// DateItem is one part of a date: day, month or year.
type DateItem struct {
	ID, Name, Label, Value           string
	Classes                          string
	Autocomplete, Pattern, InputMode string
	Error                            Maybe // whether this part is the wrong one
	Attributes                       Attrs
}

// DateInputOptions are those of a question for a date. Items stands for parts
// other than day, month and year; a part that is nil is the usual one, and
// Without names usual parts that are not asked.
type DateInputOptions struct {
	ID, NamePrefix   string
	Values           map[string]string // by the name of the part
	Day, Month, Year *DateItem
	Without          []string
	Items            []DateItem
	Fieldset         *FieldsetOptions
	Hint             *HintOptions
	ErrorMessage     *ErrorMessageOptions
	FormGroup        FormGroupOptions
	Classes          string
	Attributes       Attrs
}

// DateInput asks for a date that people know, such as a birthday.
func DateInput(o DateInputOptions) g.Node {
	by := ""
	if o.Fieldset != nil {
		by = o.Fieldset.DescribedBy
	}
	d := describe(o.ID, by, o.Hint, o.ErrorMessage)
	var all g.Group
	for _, p := range o.parts() {
		all = append(all, o.part(p))
	}
	inside := g.Group{d.parts, h.Div(class("govuk-date-input", o.Classes), o.Attributes.nodes(),
		attr("id", o.ID),
		o.FormGroup.BeforeInputs, all, o.FormGroup.AfterInputs)}
	return group(o.FormGroup, o.ErrorMessage != nil, asked(o.Fieldset, d.by, "group", inside))
}

const wrongInput = "govuk-input--error"

func (p DateItem) wrong() bool { return p.Error == Yes || strings.Contains(p.Classes, wrongInput) }

// usual gives the part of a date as asked for, or as it usually is.
func (o DateInputOptions) usual(p *DateItem, name, width string) DateItem {
	if p == nil {
		return DateItem{Name: name, Value: o.Values[name], Classes: "govuk-input--width-" + width}
	}
	part := *p
	part.Name = or(part.Name, name)
	return part
}

func (o DateInputOptions) parts() []DateItem {
	if len(o.Items) > 0 {
		return o.Items
	}
	var all []DateItem
	for _, p := range []DateItem{o.usual(o.Day, "day", "2"), o.usual(o.Month, "month", "2"),
		o.usual(o.Year, "year", "4")} {
		if !contains(o.Without, p.Name) {
			all = append(all, p)
		}
	}
	return all
}

func contains(all []string, word string) bool {
	for _, w := range all {
		if w == word {
			return true
		}
	}
	return false
}

// part draws one part. When no part is named as the wrong one, all are.
func (o DateInputOptions) part(p DateItem) g.Node {
	anyWrong := false
	for _, other := range o.parts() {
		anyWrong = anyWrong || other.wrong()
	}
	usual := DateItem{}
	for name, given := range map[string]*DateItem{"day": o.Day, "month": o.Month, "year": o.Year} {
		if given != nil && p.Name == or(given.Name, name) {
			usual = *given
		}
	}
	var classes string
	if !strings.Contains(p.Classes, wrongInput) && (p.wrong() || p.Error != No && o.ErrorMessage != nil &&
		!anyWrong) {
		classes = wrongInput
	}
	width := "2"
	if p.Name == "year" || o.Year != nil && p.Name == o.Year.Name && p.Name != "" {
		width = "4"
	}
	if !strings.Contains(p.Classes, "govuk-input--width-") {
		classes = join(classes, "govuk-input--width-"+width)
	}
	name := p.Name
	if o.NamePrefix != "" {
		name = o.NamePrefix + "-" + name
	}
	return h.Div(h.Class("govuk-date-input__item"), Input(InputOptions{
		Label: LabelOptions{Text: or(p.Label, capital(p.Name)), Classes: "govuk-date-input__label"},
		ID:    or(p.ID, o.ID+"-"+p.Name), Name: name, Value: or(p.Value, usual.Value, o.Values[name]),
		Classes: join("govuk-date-input__input", classes, p.Classes), InputMode: or(p.InputMode, "numeric"),
		Autocomplete: p.Autocomplete, Pattern: p.Pattern, Attributes: p.Attributes}))
}

func capital(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + strings.ToLower(word[1:])
}
