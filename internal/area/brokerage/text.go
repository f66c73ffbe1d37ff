package brokerage

import (
	"cmp"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

// keyOf names the text that tells the exclusion.
func keyOf(e matching.Exclusion) string {
	if e.IsAskedFor() {
		return "brokerage.why_not.asked"
	}
	if e.Rule == matching.RuleDeclined && e.Word == "" {
		return "brokerage.why_not.declined_bare"
	}
	return "brokerage.why_not." + string(e.Rule)
}

// yourWordOf is the last part of the key of the text that tells it to the person
// themselves, and to who helps them, who may not see their money.
func yourWordOf(e matching.Exclusion) string {
	switch {
	case e.Rule == budgetUnseen.Rule && e.Word == budgetUnseen.Word:
		return "budget_unseen"
	case e.IsAskedFor():
		return "asked"
	}
	return string(e.Rule)
}

// budgetUnseen is RuleBudget without its amounts.
var budgetUnseen = matching.Exclusion{Rule: matching.RuleBudget, Word: "unseen"}

func hideBudget(out []matching.Exclusion) {
	for i, e := range out {
		if e.Rule == matching.RuleBudget {
			out[i] = budgetUnseen
		}
	}
}

// argsOf gives the values of both texts, in the words of the voice.
func argsOf(e matching.Exclusion, v i18n.Voice) []any {
	switch e.Rule {
	case matching.RuleAge:
		return []any{"age", e.Value, "limit", e.Limit}
	case matching.RuleDeclined:
		return []any{"day", i18n.DateYear(v, e.On), "words", strings.TrimSuffix(strings.TrimSpace(e.Word), ".")}
	case matching.RuleTier:
		return []any{"tier", e.Value}
	case matching.RuleGroup:
		return []any{"group", wordsOf(e, v, directory.GroupKey)}
	case matching.RuleAccess:
		return []any{"need", wordsOf(e, v, directory.FactKey)}
	case matching.RuleNotFree:
		return []any{"day", i18n.DayName(v, matching.WeekdayOf(int(e.Value))),
			"time", i18n.TimeOfDay(v, int(e.Limit)),
			"spill", matching.Spill}
	case matching.RuleClash:
		what := e.Word
		if v == i18n.Easy {
			what = cmp.Or(e.Easy, e.Word)
		}
		return []any{"what", what}
	case matching.RuleFar:
		return []any{"minutes", e.Value, "limit", e.Limit, "more", matching.AboutTown}
	case matching.RulePlaces:
		return []any{"full", e.Value, "of", e.Limit, "days", fullDays(e, v), "late", lateText(e, v)}
	case matching.RuleSupport:
		return []any{"left", percent(e.Value), "need", percent(e.Limit), "late", lateText(e, v)}
	case matching.RuleRatio:
		return []any{"ratio", ratioWords(int(e.Value)), "need", ratioWords(int(e.Limit))}
	case matching.RuleRate:
		return []any{"ratio", ratioWords(int(e.Value))}
	case matching.RuleBudget:
		return []any{"cost", pence.Pence(e.Value).Format(), "limit", pence.Pence(e.Limit).Format()}
	}
	return nil
}

// lateText says when a series could begin, where that is too late, and by when it must.
func lateText(e matching.Exclusion, v i18n.Voice) string {
	if e.By.IsZero() {
		return ""
	}
	if e.On.IsZero() {
		return " " + i18n.T(v, "brokerage.later.never")
	}
	return " " + i18n.T(v, "brokerage.later.too_late", "day", i18n.DateYear(v, e.On),
		"latest", i18n.DateYear(v, e.By))
}

// mostFull is how many full days are named; in Easy Read fewer, so that the sentence
// stays short.
const mostFull = 4

// fullDays names the first days that are full, and says how many more are.
func fullDays(e matching.Exclusion, v i18n.Voice) string {
	most := mostFull
	if v == i18n.Easy {
		most /= 2
	}
	var days []string
	for _, d := range e.Days {
		days = append(days, i18n.Date(v, d))
	}
	more := len(days) - most
	if more < 1 {
		return strings.Join(days, ", ")
	}
	return strings.Join(days[:most], ", ") + " " + i18n.N(v, "brokerage.full_more", more)
}

// wordsOf names all that somebody needs and does not find there, or all whom
// something is meant for.
func wordsOf(e matching.Exclusion, v i18n.Voice, key func(string) string) string {
	var all []string
	for _, word := range strings.Fields(e.Word) {
		all = append(all, i18n.T(v, key(word)))
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
