package web

import (
	"io"

	g "maragu.dev/gomponents"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// amount is money in a cell. It is said when it is written, since only the whole
// column tells whether it has pence.
type amount struct {
	c     *Ctx
	pence pence.Pence
	say   func(text string) g.Node
	exact bool
}

// Render writes the amount.
func (a *amount) Render(w io.Writer) error {
	if a.exact {
		return a.say(i18n.MoneyExact(a.c.Voice, a.pence)).Render(w)
	}
	return a.say(i18n.Money(a.c.Voice, a.pence)).Render(w)
}

// Money is a cell with an amount, set right. A table writes every amount of a
// column with pence where one of them has some, so that they can be compared
// down the column.
func Money(c *Ctx, p pence.Pence) govuk.Cell { return MoneyAs(c, p, g.Text) }

// MoneyAs is Money where the amount is said in a sentence, as a link or strongly.
func MoneyAs(c *Ctx, p pence.Pence, say func(text string) g.Node) govuk.Cell {
	return govuk.Cell{HTML: &amount{c: c, pence: p, say: say}, Format: "numeric"}
}

// Strong says a text strongly, such as the sum of a column.
func Strong(text string) g.Node { return g.El("strong", g.Text(text)) }

// evenly makes the amounts of each column alike.
func evenly(rows ...[]govuk.Cell) {
	of := map[int][]*amount{}
	exact := map[int]bool{}
	for _, row := range rows {
		column := 0
		for _, cell := range row {
			if a, ok := cell.HTML.(*amount); ok {
				of[column] = append(of[column], a)
				exact[column] = exact[column] || a.pence%100 != 0
			}
			column += max(cell.Colspan, 1)
		}
	}
	for column, amounts := range of {
		for _, a := range amounts {
			a.exact = exact[column]
		}
	}
}
