package brokerage_test

import (
	"testing"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// What a provider declined is not in the weeks that are made again, nor added by hand,
// and the broker reads when and why it was declined.
func TestWhatWasDeclinedIsNotInTheWeeksMadeAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r, p := h.offeredBowling(t)
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "Our cook is away."))
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, r.ID)
		must(t, err)
		if len(made) == 0 || holds(made, p.ScheduleID) {
			t.Errorf("what was declined is in the new weeks: %+v", made)
		}
		refused(t, h.showByHand(t, r.ID, "Bowling"), fail.Invalid, "brokerage.why_not.declined")
		broker, path := h.as(t, h.broker), "/referrals/"+r.ID+"/options"
		broker.Get(path).Shows(t, "Declined by its provider (1)", "Declined on 24 November 2026: Our cook is away.")
		broker.Get(path+"?voice=en-easy").Shows(t, "They said no (1)", "They said no on 24 November 2026.")
	})
}

// Whose place stands has it as before; and a no of another referral leaves nothing out.
func TestOnlyWhatWasDeclinedInThisReferralIsLeftOutOfNewWeeks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		list := h.toOffered(t)
		must(t, h.brokerage.Accept(t.Context(), h.provider, list[1].ID))
		must(t, h.brokerage.Decline(t.Context(), h.provider, list[0].ID, "Our cook is away."))
		has := h.stored(t, `SELECT title FROM activity WHERE id = $1`, list[1].ActivityID)
		h.as(t, h.broker).Get("/referrals/"+list[0].ReferralID).Shows(t, has+" : They go to this already.")
		refused(t, h.showByHand(t, list[0].ReferralID, has), fail.Invalid, "brokerage.why_not.theirs")

		h.harm(t, `UPDATE referral SET status = 'ended'`)
		other := h.withBroker(t)
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, other.ID)
		must(t, err)
		if !holds(made, list[0].ScheduleID) {
			t.Errorf("a no of another referral leaves it out: %+v", made)
		}
	})
}

func holds(weeks []brokerage.Option, scheduleID string) bool {
	for _, o := range weeks {
		if o.Has(scheduleID) {
			return true
		}
	}
	return false
}
