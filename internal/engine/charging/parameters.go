package charging

import (
	_ "embed" // the yearly figures
	"encoding/json"
	"fmt"

	"ourdays/internal/platform/pence"
)

//go:embed parameters.json
var parametersFile []byte

// Value is one yearly figure, pounds a week, and where it comes from. A figure
// that nobody has confirmed says why it is believed.
type Value struct {
	Amount      pence.Pence
	Source      string
	Unconfirmed string
}

// Rates are the figures of one financial year. A figure that nobody knows is
// not in the map.
type Rates struct {
	From, To  string // first and last day
	MIG       map[string]Value
	LowerRate map[string]Value // of the benefits with a night element
}

// Limits are the capital limits and the tariff from a day on.
type Limits struct {
	From               string
	Lower, Upper, Step pence.Pence
	Source             string
}

var parameters = mustLoad()

type table struct {
	capital []Limits
	years   []Rates
}

// mustLoad reads the embedded file; a fault in it is a fault of the program.
func mustLoad() table {
	var raw struct {
		Capital []struct{ From, Lower, Upper, Step, Source string }
		Years   []struct {
			From, To  string
			MIG       map[string]rawValue
			LowerRate map[string]rawValue `json:"lower_rate"`
		}
	}
	if err := json.Unmarshal(parametersFile, &raw); err != nil {
		panic(fmt.Sprintf("charging: parameters.json: %v", err))
	}
	var t table
	for _, c := range raw.Capital {
		t.capital = append(t.capital, Limits{c.From, must(c.Lower), must(c.Upper), must(c.Step), c.Source})
	}
	for _, y := range raw.Years {
		t.years = append(t.years, Rates{y.From, y.To, values(y.MIG), values(y.LowerRate)})
	}
	return t
}

type rawValue struct{ Amount, Source, Unconfirmed string }

func values(raw map[string]rawValue) map[string]Value {
	all := make(map[string]Value, len(raw))
	for k, v := range raw {
		all[k] = Value{must(v.Amount), v.Source, v.Unconfirmed}
	}
	return all
}

func must(s string) pence.Pence {
	p, err := pence.Parse(s)
	if err != nil {
		panic(fmt.Sprintf("charging: parameters.json: %v", err))
	}
	return p
}

// RatesOn gives the figures of the financial year that holds the date, and
// whether that year is known. Dates are text that sorts as dates do.
func RatesOn(date string) (Rates, bool) {
	for _, y := range parameters.years {
		if y.From <= date && date <= y.To {
			return y, true
		}
	}
	return Rates{}, false
}

// LimitsOn gives the capital limits on a date, and whether they are known.
func LimitsOn(date string) (Limits, bool) {
	var found Limits
	for _, c := range parameters.capital {
		if c.From <= date && c.From >= found.From {
			found = c
		}
	}
	return found, found.From != ""
}
