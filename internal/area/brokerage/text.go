package brokerage

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// Key names the text that tells the exclusion.
func (e Exclusion) Key() string { return "brokerage.why_not." + string(e.Rule) }

// Args gives the values of the text, in standard words: they fill a sentence
// of any voice.
func (e Exclusion) Args() []any {
	switch e.Rule {
	case RuleAge:
		return []any{"age", e.Value, "limit", e.Limit}
	case RuleTier:
		return []any{"tier", e.Value}
	case RuleGroup:
		return []any{"group", i18n.T(i18n.Standard, directory.GroupKey(e.Word))}
	case RuleAccess:
		return []any{"need", i18n.T(i18n.Standard, directory.FactKey(e.Word))}
	case RuleNotFree:
		return []any{"day", i18n.DayName(i18n.Standard, weekdayOf(int(e.Value))), "time", i18n.TimeOfDay(i18n.Standard, int(e.Limit)), "spill", spill}
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

// percent turns sixtieths of a worker into hundredths.
func percent(sixtieths int64) int64 { return sixtieths * 100 / directory.WholeWorker }

// ratioWords writes a ratio as workers do: "1:3"; no support is "0".
func ratioWords(ratio int) string {
	if ratio == 0 {
		return "0"
	}
	return "1:" + string(rune('0'+ratio))
}
