package web

import (
	"strings"
	"testing"

	g "maragu.dev/gomponents"

	"ourdays/internal/platform/govuk"
	"ourdays/internal/platform/i18n"
)

func TestAmountsOfAColumnStandBeneathOneAnother(t *testing.T) {
	c := &Ctx{Voice: i18n.Standard}
	name := func(s string) govuk.Cell { return govuk.Cell{Text: s} }
	table := Table{Rows: [][]govuk.Cell{
		{name("a"), Money(c, 16931200), Money(c, 4000)},
		{name("b"), Money(c, 5923), Money(c, 300)},
		{name("c"), name("Full cost"), MoneyAs(c, 0, func(text string) g.Node { return g.Text("they pay " + text) })},
		{govuk.Cell{Text: "d", Colspan: 2}, Money(c, -200)}},
		Foot: []govuk.Cell{name("all"), MoneyAs(c, 16937123, Strong), Money(c, 4100)}}
	for range 2 { // to show it again says the same
		var b strings.Builder
		if err := table.Show(c).Render(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"£169,312.00", "£59.23", "Full cost", "<strong>£169,371.23</strong>", ">£40<", ">£3<", ">they pay £0<",
			">-£2<", ">£41<"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("the table lacks %s: %s", want, b.String())
			}
		}
	}
}
