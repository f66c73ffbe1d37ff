package web

import (
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ourdays/internal/platform/govuk"
)

// Post is a form that posts, with its key. Its faults are told by the server,
// in the visitor's voice, not by the browser.
func Post(c *Ctx, action string, inside ...g.Node) g.Node {
	return h.Form(h.Method("post"), h.Action(action), g.Attr("novalidate"), c.FormKey(), g.Group(inside))
}

// Button sends a form; it says what happens. Looks are govuk.Secondary,
// govuk.Warning or classes of our own.
func Button(c *Ctx, key string, looks ...string) g.Node {
	return govuk.Button(govuk.ButtonOptions{Text: c.T(key), Classes: spaced(looks),
		PreventDoubleClick: govuk.Yes})
}

// ButtonTo is a button of a form with several: which one was pressed travels as
// the value of do.
func ButtonTo(c *Ctx, do, key string, looks ...string) g.Node {
	return govuk.Button(govuk.ButtonOptions{Text: c.T(key), Name: "do", Value: do, Classes: spaced(looks),
		PreventDoubleClick: govuk.Yes})
}

// ButtonWith is a button with anything in it.
func ButtonWith(look string, inside ...g.Node) g.Node {
	return govuk.Button(govuk.ButtonOptions{HTML: g.Group(inside), Classes: look, PreventDoubleClick: govuk.Yes})
}

// ButtonLinkWith leads on, looks like a button, and has anything in it.
func ButtonLinkWith(path, look string, inside ...g.Node) g.Node {
	return govuk.Button(govuk.ButtonOptions{HTML: g.Group(inside), Href: path, Classes: look})
}

// ButtonLink leads on, and looks like a button.
func ButtonLink(c *Ctx, path, key string, looks ...string) g.Node {
	return govuk.Button(govuk.ButtonOptions{Text: c.T(key), Href: path, Classes: spaced(looks)})
}

// Press is a form of one button.
func Press(c *Ctx, action, key string, look string, carried ...g.Node) g.Node {
	return h.Form(h.Method("post"), h.Action(action), h.Class("press"), c.FormKey(), g.Group(carried),
		Button(c, key, look))
}

// WhosePress is Press that says what Whose says.
func WhosePress(c *Ctx, action, own, theirs, look string, carried ...g.Node) g.Node {
	return h.Form(h.Method("post"), h.Action(action), h.Class("press"), c.FormKey(), g.Group(carried),
		ButtonWith(look, g.Text(Whose(c, own, theirs))))
}

// PressFor is a form of one button among several that say the same: whom or
// what it is for is said to those who hear the page.
func PressFor(c *Ctx, action, key, own, look string, carried ...g.Node) g.Node {
	return h.Form(h.Method("post"), h.Action(action), h.Class("press"), c.FormKey(), g.Group(carried),
		ButtonFor(c, key, own, look))
}

// ButtonFor is a button among several that say the same.
func ButtonFor(c *Ctx, key, own, look string) g.Node {
	return ButtonWith(look, g.Text(c.T(key)), Heard(Own(own)))
}

// Heard is said to those who hear the page, after what stands before it: what a
// link or a button is for, where several say the same.
func Heard(inside ...g.Node) g.Node {
	return h.Span(h.Class("govuk-visually-hidden"), g.Text(" "), g.Group(inside))
}

func spaced(words []string) string {
	all := ""
	for _, w := range words {
		if w != "" && all != "" {
			all += " "
		}
		all += w
	}
	return all
}

// Tag shows a state in words. Looks are "tag-few", "tag-full", "tag-free".
func Tag(c *Ctx, key string, looks ...string) g.Node {
	return govuk.Tag(govuk.TagOptions{Text: c.T(key), Classes: spaced(looks)})
}

// Unfold is a part that unfolds when its summary is pressed.
func Unfold(c *Ctx, key string, inside ...g.Node) g.Node {
	return govuk.Details(govuk.DetailsOptions{SummaryText: c.T(key), HTML: g.Group(inside)})
}

// Inset sets a part apart from what stands around it.
func Inset(inside ...g.Node) g.Node {
	return govuk.InsetText(govuk.InsetTextOptions{HTML: g.Group(inside)})
}

// Fact is one line of a list of facts: the key of its name, and its value.
type Fact struct {
	Key   string
	Value g.Node
	Name  g.Node // the name, where no key holds it
}

// Facts shows facts as name and value.
func Facts(c *Ctx, facts ...Fact) g.Node {
	var o govuk.SummaryListOptions
	for _, f := range facts {
		row := govuk.SummaryRow{Key: govuk.SummaryCell{HTML: f.Name}, Value: govuk.SummaryCell{HTML: f.Value}}
		if f.Name == nil {
			row.Key.Text = c.T(f.Key)
		}
		o.Rows = append(o.Rows, row)
	}
	return govuk.SummaryList(o)
}

// Head is a column's heading; Num is one of a column of figures.
func Head(c *Ctx, key string) govuk.Cell { return govuk.Cell{Text: c.T(key)} }

// NumHead is the heading of a column of figures.
func NumHead(c *Ctx, key string) govuk.Cell { return govuk.Cell{Text: c.T(key), Format: "numeric"} }

// Cell is a cell with anything in it.
func Cell(inside ...g.Node) govuk.Cell { return govuk.Cell{HTML: g.Group(inside)} }

// Num is a cell with a figure, set right.
func Num(inside ...g.Node) govuk.Cell { return govuk.Cell{HTML: g.Group(inside), Format: "numeric"} }

// Table shows rows. In a box too narrow for its columns a row becomes a block
// whose cells are named by their headings, so that nothing stands beyond the
// edge; a table without headings, and one of two columns, fits as it is. What is
// wide all the same scrolls in its box, by keyboard too. The caption is a key,
// and names the table for those who cannot see it; Quiet hides it from those who
// can. Amounts of a column are written alike: see Money.
type Table struct {
	Caption     string
	Name        string // the caption in the visitor's voice, where it is no key alone
	Quiet       bool
	Head        []govuk.Cell // each with its Text, which names the cells beneath
	Rows        [][]govuk.Cell
	Foot        []govuk.Cell // a last row of sums
	FirstIsHead bool         // the first cell of each row names the row
	Classes     string
}

// Show draws the table.
func (t Table) Show(c *Ctx) g.Node {
	evenly(append(slices.Clone(t.Rows), t.Foot)...)
	o := govuk.TableOptions{Caption: t.Name, Head: t.Head, Rows: t.Rows, Foot: t.Foot,
		FirstCellIsHeader: t.FirstIsHead, Classes: t.Classes}
	box := g.Group{h.Class("table-scroll"), h.TabIndex("0")}
	if fold := t.fold(); fold != "" {
		o.Classes = spaced([]string{t.Classes, fold})
		bare := 0
		if t.FirstIsHead {
			bare = 1
		}
		o.Foot, o.Rows = t.named(t.Foot, 1), nil
		for _, r := range t.Rows {
			o.Rows = append(o.Rows, t.named(r, bare))
		}
	}
	if t.Caption != "" {
		o.Caption = c.T(t.Caption)
	}
	if o.Caption != "" {
		box = append(box, h.Role("region"), h.Aria("label", o.Caption))
	}
	if t.Quiet {
		o.CaptionClasses = "govuk-visually-hidden"
	}
	return h.Div(box, govuk.Table(o))
}

// fold gives the class of a table whose rows become blocks: one of many columns
// needs more room before it is a table. A table with a look of its own sees to
// itself.
func (t Table) fold() string {
	switch n := len(t.Head); {
	case n < 3 || t.Classes != "":
		return ""
	case n < 6:
		return "folds"
	}
	return "folds folds--wide"
}

// named gives the cells of a row the headings they stand under, but for those
// that name the row themselves.
func (t Table) named(row []govuk.Cell, bare int) []govuk.Cell {
	var all []govuk.Cell
	column := 0
	for i, cell := range row {
		if i >= bare && column < len(t.Head) {
			cell = Under(cell, t.Head[column].Text)
		}
		column += max(cell.Colspan, 1)
		all = append(all, cell)
	}
	return all
}

// Under gives a cell the words that name it where its heading is not beside it.
func Under(cell govuk.Cell, head string) govuk.Cell {
	if head != "" {
		cell.Attributes = append(slices.Clone(cell.Attributes), govuk.Attr{Name: "data-head", Value: head})
	}
	return cell
}

// Pages leads to what comes before and after; an empty path leads nowhere. The
// label and the texts are keys.
func Pages(c *Ctx, label, before, beforeKey, after, afterKey string) g.Node {
	if before == "" && after == "" {
		return nil
	}
	o := govuk.PaginationOptions{LandmarkLabel: c.T(label)}
	if before != "" {
		o.Previous = &govuk.PageLink{Href: before, Text: c.T(beforeKey)}
	}
	if after != "" {
		o.Next = &govuk.PageLink{Href: after, Text: c.T(afterKey)}
	}
	return govuk.Pagination(o)
}

// Place is a page of a long list: which it is, of how many, and where the others
// are. The label and the texts are keys; Where is said with {page} and {pages}.
type Place struct {
	Page, Pages                int
	Label, Before, Where, Next string
	At                         func(page int) string
}

// Show leads to the page before and the next, and says where one is.
func (p Place) Show(c *Ctx) g.Node {
	if p.Pages < 2 {
		return nil
	}
	way := func(rel string, page int, key string) g.Node {
		if page < 1 || page > p.Pages {
			return nil
		}
		return h.A(h.Class("govuk-link"), h.Rel(rel), h.Href(p.At(page)), g.Text(c.T(key)))
	}
	return h.Nav(h.Class("pages"), h.Aria("label", c.T(p.Label)), way("prev", p.Page-1, p.Before),
		h.Span(h.Class("pages__where"), g.Text(c.T(p.Where, "page", p.Page, "pages", p.Pages))),
		way("next", p.Page+1, p.Next))
}

// SearchBox is a form with one field that looks through a list; its question
// and its button are keys.
func SearchBox(c *Ctx, action string, f Field, press string) g.Node {
	return h.Form(h.Method("get"), h.Action(action), h.Role("search"), h.Class("search-box"),
		SearchRow(c, f, press))
}

// SearchRow is the field and the button of a search, in a form of its own or
// of the page.
func SearchRow(c *Ctx, f Field, press string) g.Node {
	return g.Group{
		h.Label(h.Class("search-box__label"), h.For(f.id()), g.Text(c.T(f.Label))),
		h.Div(h.Class("search-box__row"),
			h.Input(h.Class("govuk-input"), h.ID(f.id()), h.Name(f.Name), h.Type("search"), h.Value(f.Value),
				h.MaxLength("100"), h.AutoComplete("off")),
			h.Button(h.Type("submit"), h.Class("search-box__button"), g.Text(c.T(press)))),
	}
}
