package govuk

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// LabelOptions are those of a label. In the options of a field, For is left
// out: it comes from the field's ID.
type LabelOptions struct {
	Text          string
	HTML          g.Node
	For           string
	IsPageHeading bool // the label is the page's h1
	Classes       string
	Attributes    Attrs
}

// Label names a field.
func Label(o LabelOptions) g.Node {
	if o.Text == "" && o.HTML == nil {
		return nil
	}
	label := h.Label(class("govuk-label", o.Classes), o.Attributes.nodes(), attr("for", o.For),
		said(o.Text, o.HTML))
	if o.IsPageHeading {
		return h.H1(h.Class("govuk-label-wrapper"), label)
	}
	return label
}

// HintOptions are those of a hint. In the options of a field, ID is left out.
type HintOptions struct {
	Text        string
	HTML        g.Node
	ID, Classes string
	Attributes  Attrs
}

// Hint helps to answer.
func Hint(o HintOptions) g.Node {
	return h.Div(attr("id", o.ID), class("govuk-hint", o.Classes), o.Attributes.nodes(), said(o.Text, o.HTML))
}

// ErrorMessageOptions are those of the message at a field. VisuallyHiddenText
// stands before it for those who hear the page: "Error" if nil, nothing if
// empty. In the options of a field, ID is left out.
type ErrorMessageOptions struct {
	Text               string
	HTML               g.Node
	VisuallyHiddenText *string
	ID, Classes        string
	Attributes         Attrs
}

// ErrorMessage says at a field what is wrong and how to mend it.
func ErrorMessage(o ErrorMessageOptions) g.Node {
	before := "Error"
	if o.VisuallyHiddenText != nil {
		before = *o.VisuallyHiddenText
	}
	return h.P(attr("id", o.ID), class("govuk-error-message", o.Classes), o.Attributes.nodes(),
		g.If(before != "", g.Group{hidden(before + ":"), g.Text(" ")}), said(o.Text, o.HTML))
}

// FormGroupOptions are those of the box around a field, with what stands
// before and after the field itself.
type FormGroupOptions struct {
	Classes                   string
	Attributes                Attrs
	BeforeInput, AfterInput   g.Node
	BeforeInputs, AfterInputs g.Node
}

// described gathers the hint and the message of a field, and the ids that
// describe it.
type described struct {
	by    string
	parts g.Group
}

func describe(id, by string, hint *HintOptions, fault *ErrorMessageOptions) described {
	d := described{by: by}
	if hint != nil {
		o := *hint
		o.ID = id + "-hint"
		d.by = join(d.by, o.ID)
		d.parts = append(d.parts, Hint(o))
	}
	if fault != nil {
		o := *fault
		o.ID = id + "-error"
		d.by = join(d.by, o.ID)
		d.parts = append(d.parts, ErrorMessage(o))
	}
	return d
}

// group is the box around a field.
func group(o FormGroupOptions, wrong bool, inside ...g.Node) g.Node {
	return h.Div(class("govuk-form-group", when(wrong, "govuk-form-group--error"), o.Classes),
		o.Attributes.nodes(), g.Group(inside))
}

// named gives the label of the field with an id.
func named(o LabelOptions, id string) g.Node {
	o.For = id
	return Label(o)
}

// AffixOptions are those of a sign before or after an input, such as £.
type AffixOptions struct {
	Text       string
	HTML       g.Node
	Classes    string
	Attributes Attrs
}

// InputWrapperOptions are those of the box around an input and its signs.
type InputWrapperOptions struct {
	Classes    string
	Attributes Attrs
}

// InputOptions are those of a text input. ID is Name if empty.
type InputOptions struct {
	ID, Name, Type, Value                            string
	Label                                            LabelOptions
	Hint                                             *HintOptions
	ErrorMessage                                     *ErrorMessageOptions
	Prefix, Suffix                                   *AffixOptions
	FormGroup                                        FormGroupOptions
	InputWrapper                                     InputWrapperOptions
	Classes, DescribedBy                             string
	Autocomplete, Autocapitalize, Pattern, InputMode string
	Spellcheck                                       Maybe
	Disabled                                         bool
	Attributes                                       Attrs
}

// Widths of an input, in letters.
const (
	Width5  = "govuk-input--width-5"
	Width10 = "govuk-input--width-10"
)

// Input asks for one line of text.
func Input(o InputOptions) g.Node {
	id := or(o.ID, o.Name)
	d := describe(id, o.DescribedBy, o.Hint, o.ErrorMessage)
	field := input(o, id, d.by)
	if o.Prefix != nil || o.Suffix != nil || o.FormGroup.BeforeInput != nil || o.FormGroup.AfterInput != nil {
		field = h.Div(class("govuk-input__wrapper", o.InputWrapper.Classes), o.InputWrapper.Attributes.nodes(),
			o.FormGroup.BeforeInput, affix(o.Prefix, "govuk-input__prefix"), field,
			affix(o.Suffix, "govuk-input__suffix"), o.FormGroup.AfterInput)
	}
	return group(o.FormGroup, o.ErrorMessage != nil, named(o.Label, id), d.parts, field)
}

func input(o InputOptions, id, by string) g.Node {
	return h.Input(class("govuk-input", o.Classes, when(o.ErrorMessage != nil, "govuk-input--error")), h.ID(id),
		h.Name(o.Name),
		h.Type(or(o.Type, "text")), o.Spellcheck.attr("spellcheck"), attr("value", o.Value),
		flag("disabled", o.Disabled),
		attr("aria-describedby", by), attr("autocomplete", o.Autocomplete),
		attr("autocapitalize", o.Autocapitalize),
		attr("pattern", o.Pattern), attr("inputmode", o.InputMode), o.Attributes.nodes())
}

func affix(o *AffixOptions, name string) g.Node {
	if o == nil || o.Text == "" && o.HTML == nil {
		return nil
	}
	return h.Div(class(name, o.Classes), h.Aria("hidden", "true"), o.Attributes.nodes(), said(o.Text, o.HTML))
}

// TextareaOptions are those of a field for several lines. Rows is 5 if nought.
type TextareaOptions struct {
	ID, Name, Value      string
	Rows                 int
	Label                LabelOptions
	Hint                 *HintOptions
	ErrorMessage         *ErrorMessageOptions
	FormGroup            FormGroupOptions
	Classes, DescribedBy string
	Autocomplete         string
	Spellcheck           Maybe
	Disabled             bool
	Attributes           Attrs
}

// Textarea asks for several lines of text.
func Textarea(o TextareaOptions) g.Node {
	id := or(o.ID, o.Name)
	d := describe(id, o.DescribedBy, o.Hint, o.ErrorMessage)
	rows := o.Rows
	if rows == 0 {
		rows = 5
	}
	return group(o.FormGroup, o.ErrorMessage != nil, named(o.Label, id), d.parts, o.FormGroup.BeforeInput,
		h.Textarea(class("govuk-textarea", when(o.ErrorMessage != nil, "govuk-textarea--error"), o.Classes),
			h.ID(id), h.Name(o.Name),
			h.Rows(strconv.Itoa(rows)), o.Spellcheck.attr("spellcheck"), flag("disabled", o.Disabled),
			attr("aria-describedby", d.by), attr("autocomplete", o.Autocomplete), o.Attributes.nodes(),
			g.Text(o.Value)),
		o.FormGroup.AfterInput)
}

// SelectOptions are those of a list to choose one from. Value is what is
// chosen, unless an item says so itself.
type SelectOptions struct {
	ID, Name, Value      string
	Items                []SelectItem
	Label                LabelOptions
	Hint                 *HintOptions
	ErrorMessage         *ErrorMessageOptions
	FormGroup            FormGroupOptions
	Classes, DescribedBy string
	Disabled             bool
	Attributes           Attrs
}

// SelectItem is one line of a list. Without a Value, its text is its value.
type SelectItem struct {
	Value      *string
	Text       string
	Selected   Maybe
	Disabled   bool
	Attributes Attrs
}

// Option is a line of a list with its value.
func Option(value, text string) SelectItem { return SelectItem{Value: &value, Text: text} }

// Select asks to choose one of a list.
func Select(o SelectOptions) g.Node {
	id := or(o.ID, o.Name)
	d := describe(id, o.DescribedBy, o.Hint, o.ErrorMessage)
	return group(o.FormGroup, o.ErrorMessage != nil, named(o.Label, id), d.parts, o.FormGroup.BeforeInput,
		h.Select(class("govuk-select", o.Classes, when(o.ErrorMessage != nil, "govuk-select--error")), h.ID(id),
			h.Name(o.Name),
			flag("disabled", o.Disabled), attr("aria-describedby", d.by), o.Attributes.nodes(), options(o)),
		o.FormGroup.AfterInput)
}

func options(o SelectOptions) g.Group {
	var all g.Group
	for _, item := range o.Items {
		if item.Value == nil && item.Text == "" {
			continue
		}
		value, own := item.Text, g.Node(nil)
		if item.Value != nil {
			value, own = *item.Value, h.Value(*item.Value)
		}
		chosen := item.Selected == Yes || item.Selected == Unsaid && o.Value != "" && value == o.Value
		all = append(all, h.Option(own, flag("selected", chosen), flag("disabled", item.Disabled),
			item.Attributes.nodes(), g.Text(item.Text)))
	}
	return all
}

// LegendOptions are those of a fieldset's legend.
type LegendOptions struct {
	Text          string
	HTML          g.Node
	IsPageHeading bool
	Classes       string
}

// FieldsetOptions are those of a group of fields.
type FieldsetOptions struct {
	Legend      LegendOptions
	HTML        g.Node // what it holds
	Role        string
	DescribedBy string
	Classes     string
	Attributes  Attrs
}

// Fieldset groups fields under one question.
func Fieldset(o FieldsetOptions) g.Node {
	return h.FieldSet(class("govuk-fieldset", o.Classes), attr("role", o.Role),
		attr("aria-describedby", o.DescribedBy),
		o.Attributes.nodes(), legend(o.Legend), o.HTML)
}

func legend(o LegendOptions) g.Node {
	if o.Text == "" && o.HTML == nil {
		return nil
	}
	words := said(o.Text, o.HTML)
	if o.IsPageHeading {
		words = h.H1(h.Class("govuk-fieldset__heading"), words)
	}
	return h.Legend(class("govuk-fieldset__legend", o.Classes), words)
}

// asked wraps fields in the fieldset of their question, if there is one.
func asked(o *FieldsetOptions, by, role string, inside g.Node) g.Node {
	if o == nil {
		return inside
	}
	set := *o
	set.DescribedBy, set.Role, set.HTML = by, role, inside
	return Fieldset(set)
}
