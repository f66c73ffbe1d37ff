package web

import (
	"io"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
)

// Field is one question of a form. Its name is its id too, unless ID says
// otherwise, and with it the for of its label, what describes it, and where the
// error summary leads: what a form was refused for shows at the field of that
// name by itself.
type Field struct {
	Name     string
	ID       string // where a page has several forms with a field of this name
	Label    string // key of the question
	Words    g.Node // the question, where no key holds it
	Hint     string // key; empty shows none
	Value    string // what was typed, or what is so far
	Kind     string // of input: "text", "email", "date"…
	Mode     string // which keys a phone shows: "numeric", "decimal"
	Complete string // what a browser may fill in; "off" if empty
	Sign     string // before the field: "£"
	Width    int    // in letters, 5 or 10; nought is as wide as there is room
	Rows     int    // of a field for several lines
	Quiet    bool   // the question is said only to those who hear the page
	After    g.Node // part of the question, after its answers (radios)
	More     govuk.Attrs
}

// Option is one answer to choose.
type Option struct {
	Value string
	Text  string // in the visitor's voice
	Own   bool   // somebody's own words, which no catalogue holds
	Node  g.Node // instead of Text, for radios and checkboxes
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) label(c *Ctx) govuk.LabelOptions {
	o := govuk.LabelOptions{HTML: f.Words}
	if f.Words == nil {
		o.Text = c.T(f.Label)
	}
	if f.Quiet {
		o.Classes = "govuk-visually-hidden"
	}
	return o
}

func (f Field) legend(c *Ctx) *govuk.FieldsetOptions {
	if f.Label == "" && f.Words == nil {
		return nil
	}
	l := f.label(c)
	return &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: l.Text, HTML: l.HTML}}
}

func (f Field) hint(c *Ctx) *govuk.HintOptions {
	if f.Hint == "" {
		return nil
	}
	return &govuk.HintOptions{Text: c.T(f.Hint, "example", c.exampleDay(f.Name))}
}

// fault is all that was wrong with a field, a line each. Pages are made before they are
// refused, so fields ask for it only when they are written.
func (c *Ctx) fault(f Field) *govuk.ErrorMessageOptions {
	var told []g.Node
	for _, e := range c.errors {
		if e.Name != f.id() {
			continue
		}
		if len(told) > 0 {
			told = append(told, h.Br())
		}
		told = append(told, g.Text(c.Tell(e)))
	}
	if len(told) == 0 {
		return nil
	}
	before := strings.TrimSuffix(c.T("web.error.prefix"), ":")
	return &govuk.ErrorMessageOptions{HTML: g.Group(told), VisuallyHiddenText: &before}
}

// late makes a node when it is written.
func late(make func() g.Node) g.Node {
	return g.NodeFunc(func(w io.Writer) error { return make().Render(w) })
}

// Input asks for one line of text.
func Input(c *Ctx, f Field) g.Node {
	complete := f.Complete
	if complete == "" {
		complete = "off"
	}
	o := govuk.InputOptions{ID: f.id(), Name: f.Name, Type: f.Kind, Value: f.Value, Label: f.label(c),
		Hint:         f.hint(c),
		Autocomplete: complete, InputMode: f.Mode, Attributes: f.More}
	switch f.Width {
	case 5:
		o.Classes = govuk.Width5
	case 10:
		o.Classes = govuk.Width10
	}
	if f.Sign != "" {
		o.Prefix = &govuk.AffixOptions{HTML: Own(f.Sign)}
	}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Input(o) })
}

// Textarea asks for several lines of text.
func Textarea(c *Ctx, f Field) g.Node {
	rows := f.Rows
	if rows == 0 {
		rows = 3
	}
	o := govuk.TextareaOptions{ID: f.id(), Name: f.Name, Value: f.Value, Rows: rows, Label: f.label(c),
		Hint: f.hint(c), Attributes: f.More}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Textarea(o) })
}

// Select asks to choose one of a list. What was chosen and is not in the list
// is kept as a line of its own.
func Select(c *Ctx, f Field, options ...Option) g.Node {
	o := govuk.SelectOptions{ID: f.id(), Name: f.Name, Label: f.label(c), Hint: f.hint(c),
		Items: selectItems(f.Value, options), Attributes: f.More}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Select(o) })
}

func selectItems(chosen string, options []Option) []govuk.SelectItem {
	listed := chosen == ""
	var items []govuk.SelectItem
	add := func(o Option) {
		item := govuk.Option(o.Value, o.Text)
		if o.Value == chosen {
			listed, item.Selected = true, govuk.Yes
		}
		if o.Own {
			item.Attributes = govuk.Attrs{{Name: "translate", Value: "no"}}
		}
		items = append(items, item)
	}
	for _, o := range options {
		add(o)
	}
	if !listed {
		add(Option{Value: chosen, Text: chosen, Own: true})
	}
	return items
}

func choiceItems(options []Option, on func(string) bool) []govuk.ChoiceItem {
	var items []govuk.ChoiceItem
	for _, o := range options {
		item := govuk.ChoiceItem{Value: o.Value, Text: o.Text}
		if on(o.Value) {
			item.Checked = govuk.Yes
		}
		if o.Own {
			item.HTML = Own(o.Text)
		}
		if o.Node != nil {
			item.HTML = o.Node
		}
		items = append(items, item)
	}
	return items
}

// Radios asks for one of a few answers, all to be seen.
func Radios(c *Ctx, f Field, options ...Option) g.Node {
	o := govuk.RadiosOptions{Name: f.Name, IDPrefix: f.id(), Fieldset: f.legend(c), Hint: f.hint(c),
		Items: choiceItems(options, func(v string) bool { return v == f.Value }), Attributes: f.More,
		FormGroup: govuk.FormGroupOptions{AfterInputs: f.After}}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Radios(o) })
}

// Checkboxes asks for any of several answers.
func Checkboxes(c *Ctx, f Field, chosen []string, options ...Option) g.Node {
	on := func(v string) bool {
		for _, k := range chosen {
			if k == v {
				return true
			}
		}
		return false
	}
	o := govuk.CheckboxesOptions{Name: f.Name, IDPrefix: f.id(), Fieldset: f.legend(c), Hint: f.hint(c),
		Items: choiceItems(options, on), Attributes: f.More}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Checkboxes(o) })
}

// Ticks are some of the answers of CheckGroups, under a name of their own.
type Ticks struct {
	Name    string // in the visitor's voice
	Options []Option
}

// CheckGroups asks for any of many answers that stand in groups, such as the parts of each
// day: the label of a box is short, because its group says the rest. What was wrong is told
// at the first group, to which the error summary leads.
func CheckGroups(c *Ctx, f Field, chosen []string, groups ...Ticks) g.Node {
	on := func(v string) bool { return slices.Contains(chosen, v) }
	return late(func() g.Node {
		var fields []g.Node
		for i, t := range groups {
			o := govuk.CheckboxesOptions{Name: f.Name, IDPrefix: f.id(), Items: choiceItems(t.Options, on),
				Fieldset: &govuk.FieldsetOptions{Legend: govuk.LegendOptions{Text: t.Name}}}
			if i == 0 {
				o.ErrorMessage = c.fault(f)
			} else {
				o.IDPrefix = f.id() + "-" + strconv.Itoa(i+1) + "-"
			}
			fields = append(fields, govuk.Checkboxes(o))
		}
		outer := *f.legend(c)
		outer.HTML = g.Group(fields)
		if f.Hint != "" {
			outer.DescribedBy = f.id() + "-hint"
			hint := h.Div(h.ID(outer.DescribedBy), h.Class("govuk-hint"), g.Text(c.T(f.Hint)))
			outer.HTML = g.Group{hint, g.Group(fields)}
		}
		return govuk.Fieldset(outer)
	})
}

// Tick is one thing to say yes to; Value is what it posts.
func Tick(c *Ctx, f Field, on bool) g.Node {
	item := govuk.ChoiceItem{Value: f.Value, Text: f.label(c).Text, HTML: f.Words}
	if on {
		item.Checked = govuk.Yes
	}
	o := govuk.CheckboxesOptions{Name: f.Name, IDPrefix: f.id(), Hint: f.hint(c),
		Items: []govuk.ChoiceItem{item}, Attributes: f.More}
	return late(func() g.Node { o.ErrorMessage = c.fault(f); return govuk.Checkboxes(o) })
}

// Hidden is a value that a form carries along.
func Hidden(name, value string) g.Node {
	return h.Input(h.Type("hidden"), h.Name(name), h.Value(value))
}
