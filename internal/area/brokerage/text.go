package brokerage

import (
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Key names the text that tells the exclusion.
func (e Exclusion) Key() string { return "brokerage.why_not." + string(e.Rule) }

// YourKey names the text that tells it to the person themselves, or to a helper
// who may not see their money.
func (e Exclusion) YourKey() string {
	if e == budgetUnseen {
		return "brokerage.choose.why.budget_unseen"
	}
	return "brokerage.choose.why." + string(e.Rule)
}

// budgetUnseen is RuleBudget without its amounts.
var budgetUnseen = Exclusion{Rule: RuleBudget, Word: "unseen"}

func hideBudget(out []Exclusion) {
	for i, e := range out {
		if e.Rule == RuleBudget {
			out[i] = budgetUnseen
		}
	}
}

// Args gives the values of both texts, in the words of the voice.
func (e Exclusion) Args(v i18n.Voice) []any {
	switch e.Rule {
	case RuleAge:
		return []any{"age", e.Value, "limit", e.Limit}
	case RuleTier:
		return []any{"tier", e.Value}
	case RuleGroup:
		return []any{"group", i18n.T(v, directory.GroupKey(e.Word))}
	case RuleAccess:
		return []any{"need", e.needs(v)}
	case RuleNotFree:
		return []any{"day", i18n.DayName(v, weekdayOf(int(e.Value))), "time", i18n.TimeOfDay(v, int(e.Limit)),
			"spill", spill}
	case RuleClash:
		return []any{"what", e.Word}
	case RuleFar:
		return []any{"minutes", e.Value, "limit", e.Limit, "more", aboutTown}
	case RulePlaces:
		return []any{"full", e.Value, "of", e.Limit}
	case RuleSupport:
		return []any{"left", percent(e.Value), "need", percent(e.Limit)}
	case RuleRatio:
		return []any{"ratio", ratioWords(int(e.Value)), "need", ratioWords(int(e.Limit))}
	case RuleRate:
		return []any{"ratio", ratioWords(int(e.Value))}
	case RuleBudget:
		return []any{"cost", pence.Pence(e.Value).Format(), "limit", pence.Pence(e.Limit).Format()}
	}
	return nil
}

// needs names all that somebody needs and does not find there.
func (e Exclusion) needs(v i18n.Voice) string {
	var all []string
	for _, word := range strings.Fields(e.Word) {
		all = append(all, i18n.T(v, directory.FactKey(word)))
	}
	return strings.Join(all, ", ")
}

// percent turns sixtieths of a worker into hundredths.
func percent(sixtieths int64) int64 { return sixtieths * 100 / directory.WholeWorker }

// ratioWords writes a ratio as workers do: "1:3"; no support is "0".
func ratioWords(ratio int) string {
	if ratio == 0 {
		return "0"
	}
	return "1:" + string(rune('0'+ratio))
}
