package govuk

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// ButtonOptions are those of a button, or of a link that looks like one.
type ButtonOptions struct {
	Text               string
	HTML               g.Node // instead of Text
	Href               string // makes it a link
	Type               string // submit, if empty
	Name, Value, ID    string
	Classes            string
	Disabled           bool
	IsStartButton      bool
	PreventDoubleClick Maybe
	Attributes         Attrs
}

// Modifiers of a button.
const (
	Secondary = "govuk-button--secondary"
	Warning   = "govuk-button--warning"
)

// Button sends a form, or leads on when it has an Href.
func Button(o ButtonOptions) g.Node {
	common := g.Group{
		class("govuk-button", o.Classes, when(o.IsStartButton, "govuk-button--start")),
		h.Data("module", "govuk-button"), o.Attributes.nodes(), attr("id", o.ID),
	}
	words := said(o.Text, o.HTML)
	if o.IsStartButton && o.HTML != nil {
		words = h.Span(o.HTML)
	}
	if o.IsStartButton {
		words = g.Group{words, startIcon()}
	}
	if o.Href != "" {
		return h.A(href(o.Href), h.Role("button"), g.Attr("draggable", "false"), common, words)
	}
	return h.Button(h.Type(or(o.Type, "submit")), attr("value", o.Value), attr("name", o.Name),
		flag("disabled", o.Disabled), attr("aria-disabled", when(o.Disabled, "true")),
		o.PreventDoubleClick.attr("data-prevent-double-click"), common, words)
}

func startIcon() g.Node {
	return g.El("svg", h.Class("govuk-button__start-icon"), g.Attr("xmlns", "http://www.w3.org/2000/svg"),
		g.Attr("width", "17.5"), g.Attr("height", "19"), g.Attr("viewBox", "0 0 33 40"),
		g.Attr("aria-hidden", "true"), g.Attr("focusable", "false"),
		g.El("path", g.Attr("fill", "currentColor"), g.Attr("d", "M0 0h13l20 20-20 20H0l20-20z")))
}
