package govuk

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// ChoiceItem is one radio or checkbox, or a divider between them. Its ID comes
// from the question's; the first has the question's own, so that the error
// summary leads to it. An item with nothing in it is left out, yet counted.
type ChoiceItem struct {
	Value       string
	Text        string
	HTML        g.Node
	ID, Name    string
	Hint        *HintOptions
	Label       LabelOptions // classes and attributes only
	Divider     string
	Checked     Maybe
	Disabled    bool
	Conditional g.Node // shows when it is chosen
	Behaviour   string // "exclusive": chosen alone (checkboxes)
	Attributes  Attrs
}

// RadiosOptions are those of a question with one answer of several.
type RadiosOptions struct {
	Name, IDPrefix string
	Value          string // what is chosen, unless an item says so itself
	Items          []ChoiceItem
	Fieldset       *FieldsetOptions
	Hint           *HintOptions
	ErrorMessage   *ErrorMessageOptions
	FormGroup      FormGroupOptions
	Classes        string
	Attributes     Attrs
}

// CheckboxesOptions are those of a question with any number of answers.
type CheckboxesOptions struct {
	Name, IDPrefix string
	Values         []string // what is chosen, unless an item says so itself
	DescribedBy    string
	Items          []ChoiceItem
	Fieldset       *FieldsetOptions
	Hint           *HintOptions
	ErrorMessage   *ErrorMessageOptions
	FormGroup      FormGroupOptions
	Classes        string
	Attributes     Attrs
}

// choices are radios or checkboxes: kind is "radio" or "checkbox".
type choices struct {
	kind, family string
	name, id, by string
	alone        bool // no fieldset describes them, so each item is described
	chosen       func(value string) bool
}

// Radios asks for one of several answers.
func Radios(o RadiosOptions) g.Node {
	k := choices{kind: "radio", family: "govuk-radios", name: o.Name, id: or(o.IDPrefix, o.Name),
		chosen: func(v string) bool { return o.Value != "" && v == o.Value }}
	by := ""
	if o.Fieldset != nil {
		by = o.Fieldset.DescribedBy
	}
	d := describe(k.id, by, o.Hint, o.ErrorMessage)
	inside := g.Group{d.parts, k.box(o.Classes, o.Attributes, o.FormGroup, o.Items)}
	return group(o.FormGroup, o.ErrorMessage != nil, asked(o.Fieldset, d.by, "", inside))
}

// Checkboxes asks for any of several answers.
func Checkboxes(o CheckboxesOptions) g.Node {
	by := o.DescribedBy
	if o.Fieldset != nil {
		by = or(o.Fieldset.DescribedBy, by)
	}
	id := or(o.IDPrefix, o.Name)
	d := describe(id, by, o.Hint, o.ErrorMessage)
	k := choices{kind: "checkbox", family: "govuk-checkboxes", name: o.Name, id: id, by: d.by,
		alone: o.Fieldset == nil,
		chosen: func(v string) bool {
			for _, c := range o.Values {
				if c == v {
					return true
				}
			}
			return false
		}}
	inside := g.Group{d.parts, k.box(o.Classes, o.Attributes, o.FormGroup, o.Items)}
	return group(o.FormGroup, o.ErrorMessage != nil, asked(o.Fieldset, d.by, "", inside))
}

func (k choices) box(classes string, attrs Attrs, around FormGroupOptions, items []ChoiceItem) g.Node {
	var all g.Group
	for i, item := range items {
		all = append(all, k.item(item, i+1))
	}
	return h.Div(class(k.family, classes), attrs.nodes(), h.Data("module", k.family), around.BeforeInputs, all,
		around.AfterInputs)
}

func (k choices) item(o ChoiceItem, n int) g.Node {
	if o.Text == "" && o.HTML == nil && o.Divider == "" {
		return nil
	}
	if o.Divider != "" {
		return h.Div(h.Class(k.family+"__divider"), g.Text(o.Divider))
	}
	id := k.id
	if n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	id = or(o.ID, id)
	by := when(k.alone, k.by)
	var hint g.Node
	if o.Hint != nil && (o.Hint.Text != "" || o.Hint.HTML != nil) {
		own := *o.Hint
		own.ID, own.Classes = id+"-item-hint", join(k.family+"__hint", own.Classes)
		by, hint = join(by, own.ID), Hint(own)
	}
	checked := o.Checked == Yes || o.Checked == Unsaid && k.chosen(o.Value)
	conditional := "conditional-" + id
	return g.Group{
		h.Div(h.Class(k.family+"__item"),
			h.Input(h.Class(k.family+"__input"), h.ID(id), h.Name(or(o.Name, k.name)), h.Type(k.kind),
				h.Value(o.Value),
				flag("checked", checked), flag("disabled", o.Disabled),
				attr("data-aria-controls", when(o.Conditional != nil, conditional)), attr("data-behaviour", o.Behaviour),
				attr("aria-describedby", by), o.Attributes.nodes()),
			Label(LabelOptions{Text: o.Text, HTML: o.HTML, For: id, Classes: join(k.family+"__label", o.Label.Classes),
				Attributes: o.Label.Attributes}),
			hint),
		g.If(o.Conditional != nil,
			h.Div(class(k.family+"__conditional", when(!checked, k.family+"__conditional--hidden")),
				h.ID(conditional), o.Conditional)),
	}
}
