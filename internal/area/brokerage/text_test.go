package brokerage

import (
	"testing"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/i18n"
)

func TestWhyNotIsSaidInWords(t *testing.T) {
	for _, k := range []struct {
		e    matching.Exclusion
		says string
	}{
		{matching.Exclusion{Rule: matching.RuleTheirs}, "They go to this already."},
		{matching.Exclusion{Rule: matching.RuleDeclined, On: clock.D(2026, 11, 27), Word: "our cook is away"},
			"Declined on 27 November 2026: our cook is away."},
		{matching.Exclusion{Rule: matching.RuleDeclined, On: clock.D(2026, 11, 7), Word: "We are full. "},
			"Declined on 7 November 2026: We are full."},
		{matching.Exclusion{Rule: matching.RuleDeclined, On: clock.D(2026, 11, 27)}, "Declined on 27 November 2026."},
		{matching.Exclusion{Rule: matching.RuleAge, Value: 17, Limit: 18}, "Age 17 is outside the limit of 18."},
		{matching.Exclusion{Rule: matching.RuleAge, Value: 40, Limit: 39}, "Age 40 is outside the limit of 39."},
		{matching.Exclusion{Rule: matching.RuleGroup, Value: 2, Word: "dementia older"},
			"Meant for others: People with dementia, Older people."},
		{matching.Exclusion{Rule: matching.RuleGroup, Value: 1, Word: "older"}, "Meant for others: Older people."},
		{matching.Exclusion{Rule: matching.RuleGroup, Value: 1, Word: "carers"}, "Meant for others: Carers."},
		{matching.Exclusion{Rule: matching.RuleTier, Value: 3, Limit: 1 << 2}, "Not for tier 3."},
		{matching.Exclusion{Rule: matching.RuleAccess, Value: int64(directory.Quiet), Limit: int64(directory.StepFree | directory.Quiet),
			Word: "quiet"}, "Does not have what they need: Quiet room."},
		{matching.Exclusion{Rule: matching.RuleAccess, Value: int64(directory.Quiet | directory.Parking | directory.HearingLoop),
			Limit: int64(directory.StepFree | directory.Quiet | directory.Parking | directory.HearingLoop), Word: "hearing_loop quiet parking"},
			"Does not have what they need: Hearing loop, Quiet room, Parking."},
		{matching.Exclusion{Rule: matching.RuleNoTimes}, "Not on in the first week."},
		{matching.Exclusion{Rule: matching.RuleNotFree, Value: 1, Limit: 840}, "Not free on Tuesday at 2pm."},
		{matching.Exclusion{Rule: matching.RuleClash, Value: 1, Limit: 700, Word: "Choir"}, "Clashes with Choir."},
		{matching.Exclusion{Rule: matching.RuleFar, Value: 68, Limit: 57}, "Too far: 68 minutes, at most 57 and 10 more."},
		{matching.Exclusion{Rule: matching.RuleFar, Value: 37, Limit: 15}, "Too far: 37 minutes, at most 15 and 10 more."},
		{matching.Exclusion{Rule: matching.RulePlaces, Value: 1, Limit: 2, Days: []clock.Date{clock.D(2026, 12, 8)}},
			"No places left in 1 of 2 sessions: Tuesday 8 December."},
		{matching.Exclusion{Rule: matching.RulePlaces, Value: 5, Limit: 8, Days: []clock.Date{clock.D(2026, 12, 8), clock.D(2026, 12, 15),
			clock.D(2026, 12, 22), clock.D(2026, 12, 29), clock.D(2027, 1, 5)}},
			"No places left in 5 of 8 sessions: Tuesday 8 December, Tuesday 15 December, Tuesday 22 December, Tuesday 29 December and 1 more."},
		{matching.Exclusion{Rule: matching.RuleSupport, Value: 19, Limit: 20}, "Support left is 31% of a worker; 33% is needed."},
		{matching.Exclusion{Rule: matching.RuleSupport, Value: 40, Limit: 60}, "Support left is 66% of a worker; 100% is needed."},
		{matching.Exclusion{Rule: matching.RuleSupport, Value: 29, Limit: 30}, "Support left is 48% of a worker; 50% is needed."},
		{matching.Exclusion{Rule: matching.RuleRate, Value: 3}, "No rate agreed for support 1:3."},
		{matching.Exclusion{Rule: matching.RuleBudget, Value: 4000, Limit: 3999}, "£40 a week is over the £39.99 that is left."},
	} {
		if got := i18n.T(i18n.Standard, keyOf(k.e), argsOf(k.e, i18n.Standard)...); got != k.says {
			t.Errorf("says %q, want %q", got, k.says)
		}
	}
}

// Who chooses is told that a provider said no, without words that were for workers.
func TestAPersonReadsOnlyThatAProviderSaidNo(t *testing.T) {
	e := matching.Exclusion{Rule: matching.RuleDeclined, On: clock.D(2026, 11, 27), Word: "She shouts."}
	for v, want := range map[i18n.Voice]string{
		i18n.Standard: "On 27 November 2026 they said that they have no place for you there.",
		i18n.Easy:     "They said no on 27 November 2026.",
	} {
		if got := i18n.T(v, "brokerage.choose.why."+yourWordOf(e), argsOf(e, v)...); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}

// Who chooses reads all for whom something is meant, in either voice.
func TestAPersonReadsAllForWhomSomethingIsMeant(t *testing.T) {
	e := matching.Exclusion{Rule: matching.RuleGroup, Value: 2, Word: "dementia sensory"}
	for v, want := range map[i18n.Voice]string{
		i18n.Standard: "It is meant for other people: People with dementia, People who are deaf or blind.",
		i18n.Easy:     "It is only for: People with dementia, Deaf or blind people.",
	} {
		if got := i18n.T(v, "brokerage.choose.why."+yourWordOf(e), argsOf(e, v)...); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
}
