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

// The weeks are searched before the transaction. What changes between is seen: a place that
// was filled is in no week, and a referral that moved on gets none.
func TestWhatChangesWhileWeeksAreSearchedIsSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		made, err := h.brokerage.MakeOptionsAround(t.Context(), h.broker, r.ID, func() {})
		must(t, err)
		if !holds(made, h.schedule["Cooking"]) {
			t.Fatalf("no week has cooking: %+v", made)
		}
		made, err = h.brokerage.MakeOptionsAround(t.Context(), h.broker, r.ID, func() { h.fill(t, h.schedule["Cooking"], 2) })
		must(t, err)
		if len(made) == 0 || holds(made, h.schedule["Cooking"]) {
			t.Errorf("what was filled meanwhile is in the weeks: %+v", made)
		}
		_, err = h.brokerage.MakeOptionsAround(t.Context(), h.broker, r.ID, func() { h.harm(t, `UPDATE referral SET status = 'chosen'`) })
		refused(t, err, fail.Conflict, "brokerage.refused.moved_on")
		_, err = h.brokerage.MakeOptions(t.Context(), h.worker, r.ID)
		refused(t, err, fail.Forbidden, "")
	})
}
