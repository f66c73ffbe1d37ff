package govuk

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// LinkOptions are those of a back link or a skip link.
type LinkOptions struct {
	Text       string
	HTML       g.Node
	Href       string
	Classes    string
	Attributes Attrs
}

// BackLink leads to the page before.
func BackLink(o LinkOptions) g.Node {
	return h.A(href(or(o.Href, "#")), class("govuk-back-link", o.Classes), o.Attributes.nodes(),
		said(or(o.Text, "Back"), o.HTML))
}

// SkipLink leads those who use the keyboard past the header.
func SkipLink(o LinkOptions) g.Node {
	return h.A(href(or(o.Href, "#content")), class("govuk-skip-link", o.Classes), o.Attributes.nodes(),
		h.Data("module", "govuk-skip-link"), said(o.Text, o.HTML))
}

// TagOptions are those of a tag.
type TagOptions struct {
	Text       string
	HTML       g.Node
	Classes    string
	Attributes Attrs
}

// Tag shows the state of something.
func Tag(o TagOptions) g.Node {
	return h.Strong(class("govuk-tag", o.Classes), o.Attributes.nodes(), said(o.Text, o.HTML))
}

// InsetTextOptions are those of an inset text.
type InsetTextOptions struct {
	Text        string
	HTML        g.Node
	ID, Classes string
	Attributes  Attrs
}

// InsetText sets a text apart from those around it.
func InsetText(o InsetTextOptions) g.Node {
	return h.Div(attr("id", o.ID), class("govuk-inset-text", o.Classes), o.Attributes.nodes(),
		said(o.Text, o.HTML))
}

// WarningTextOptions are those of a warning. IconFallbackText says the sign in
// words: "Warning" if empty.
type WarningTextOptions struct {
	Text             string
	HTML             g.Node
	IconFallbackText string
	Classes          string
	Attributes       Attrs
}

// WarningText warns of what an act leads to.
func WarningText(o WarningTextOptions) g.Node {
	return h.Div(class("govuk-warning-text", o.Classes), o.Attributes.nodes(),
		h.Span(h.Class("govuk-warning-text__icon"), h.Aria("hidden", "true"), g.Text("!")),
		h.Strong(h.Class("govuk-warning-text__text"), hidden(or(o.IconFallbackText, "Warning")), g.Text(" "),
			said(o.Text, o.HTML)))
}

// DetailsOptions are those of a part that unfolds.
type DetailsOptions struct {
	SummaryText string
	SummaryHTML g.Node
	Text        string
	HTML        g.Node
	ID, Classes string
	Open        bool
	Attributes  Attrs
}

// Details unfolds when its summary is pressed.
func Details(o DetailsOptions) g.Node {
	return h.Details(attr("id", o.ID), class("govuk-details", o.Classes), o.Attributes.nodes(),
		flag("open", o.Open),
		h.Summary(h.Class("govuk-details__summary"),
			h.Span(h.Class("govuk-details__summary-text"), said(o.SummaryText, o.SummaryHTML))),
		h.Div(h.Class("govuk-details__text"), said(o.Text, o.HTML)))
}

// PanelOptions are those of a panel. Actions show in an interruption only.
type PanelOptions struct {
	TitleText    string
	TitleHTML    g.Node
	HeadingLevel int // 1, if nought
	Text         string
	HTML         g.Node
	Classes      string
	Actions      *PanelActions
	Attributes   Attrs
}

// PanelActions are the ways on from an interruption.
type PanelActions struct {
	Items      []PanelAction
	Classes    string
	Attributes Attrs
}

// PanelAction is a button, or a link when it has an Href and is no button.
type PanelAction struct {
	Text, Href, Type, Classes string
	Attributes                Attrs
}

const interruption = "govuk-panel--interruption"

// Panel confirms that something is done, or interrupts with a question.
func Panel(o PanelOptions) g.Node {
	interrupts := strings.Contains(o.Classes, interruption)
	level := max(1, o.HeadingLevel)
	return h.Div(class("govuk-panel", when(!interrupts, "govuk-panel--confirmation"), o.Classes),
		o.Attributes.nodes(),
		heading(level, h.Class("govuk-panel__title"), said(o.TitleText, o.TitleHTML)),
		g.If(o.Text != "" || o.HTML != nil, h.Div(h.Class("govuk-panel__body"), said(o.Text, o.HTML))),
		g.Iff(interrupts && o.Actions != nil, func() g.Node { return panelActions(*o.Actions) }))
}

func panelActions(o PanelActions) g.Node {
	var all g.Group
	for _, a := range o.Items {
		if a.Href == "" || a.Type == "button" {
			all = append(all, Button(ButtonOptions{Text: a.Text, Type: or(a.Type, "button"), Href: a.Href,
				Classes: join("govuk-button--inverse", a.Classes), Attributes: a.Attributes}))
			continue
		}
		all = append(all, h.A(class("govuk-link govuk-link--inverse", a.Classes), href(a.Href),
			a.Attributes.nodes(), g.Text(a.Text)))
	}
	return h.Div(class("govuk-panel__actions", o.Classes), o.Attributes.nodes(),
		g.If(len(all) > 0, h.Div(h.Class("govuk-button-group"), all)))
}

// NotificationBannerOptions are those of a banner. Type "success" tells that
// something was done.
type NotificationBannerOptions struct {
	Text              string
	HTML              g.Node
	TitleText         string
	TitleHTML         g.Node
	TitleHeadingLevel int // 2, if nought
	TitleID           string
	Type, Role        string
	Classes           string
	DisableAutoFocus  Maybe
	Attributes        Attrs
}

// NotificationBanner tells something that the page is not about.
func NotificationBanner(o NotificationBannerOptions) g.Node {
	success := o.Type == "success"
	role, title, kind := "region", "Important", ""
	if success {
		role, title, kind = "alert", "Success", "govuk-notification-banner--success"
	}
	id := or(o.TitleID, "govuk-notification-banner-title")
	words := o.HTML
	if words == nil && o.Text != "" {
		words = h.P(h.Class("govuk-notification-banner__heading"), g.Text(o.Text))
	}
	level := 2
	if o.TitleHeadingLevel > 0 {
		level = o.TitleHeadingLevel
	}
	return h.Div(class("govuk-notification-banner", kind, o.Classes), h.Role(or(o.Role, role)),
		h.Aria("labelledby", id),
		h.Data("module", "govuk-notification-banner"), o.DisableAutoFocus.attr("data-disable-auto-focus"),
		o.Attributes.nodes(),
		h.Div(h.Class("govuk-notification-banner__header"),
			heading(level, h.Class("govuk-notification-banner__title"), h.ID(id),
				said(or(o.TitleText, title), o.TitleHTML))),
		h.Div(h.Class("govuk-notification-banner__content"), words))
}
