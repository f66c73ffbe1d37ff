package charging

import (
	"encoding/json"
	"fmt"
	"io"

	"ourdays/internal/platform/pence"
)

// JSON writes the result in its machine form: amounts as text with two
// decimals; what does not apply at full cost is null.
func (r Result) JSON(w io.Writer) error {
	type line struct {
		Step   string `json:"step"`
		Label  string `json:"label"`
		Amount string `json:"amount"`
	}
	lines := make([]line, 0, len(r.Lines))
	for _, l := range r.Lines {
		lines = append(lines, line{l.Step, l.Label, l.Amount.String()})
	}
	out := struct {
		Lines               []line   `json:"lines"`
		TariffIncome        *string  `json:"tariff_income"`
		AssessableIncome    *string  `json:"assessable_income"`
		MIG                 *string  `json:"mig"`
		MaximumContribution *string  `json:"maximum_contribution"`
		WeeklyCost          string   `json:"weekly_cost"`
		WeeklyCharge        string   `json:"weekly_charge"`
		FullCost            bool     `json:"full_cost"`
		Warnings            []string `json:"warnings"`
	}{lines, text(r.TariffIncome), text(r.AssessableIncome), text(r.MIG), text(r.MaximumContribution),
		r.WeeklyCost.String(), r.WeeklyCharge.String(), r.FullCost, r.Warnings}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("write assessment: %w", err)
	}
	return nil
}

func text(p *pence.Pence) *string {
	if p == nil {
		return nil
	}
	s := p.String()
	return &s
}
