package brokerage_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/fail"
)

// What a provider declined is not in the weeks that are made again, nor added by hand,
// and the broker reads when and why it was declined.
func TestWhatWasDeclinedIsNotInTheWeeksMadeAgain(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
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
	eachHouse(t, func(t *testing.T, h *house) {
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
	eachHouse(t, func(t *testing.T, h *house) {
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

// Of a provider who changed their mind the broker says so: the weeks may hold the place
// once more, which is shown, chosen, approved and offered as every other.
func TestAProviderWhoDeclinedGivesThePlaceAfterAll(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, p := h.offeredBowling(t)
		_, err := h.brokerage.Reopen(t.Context(), h.broker, p.ID)
		refused(t, err, fail.Conflict, "brokerage.refused.moved_on") // nobody declined it
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "Our cook is away."))
		_, err = h.brokerage.Reopen(t.Context(), h.worker, p.ID)
		refused(t, err, fail.Forbidden, "access.refused.role")

		broker, referral := h.as(t, h.broker), "/referrals/"+r.ID
		page, press := broker.Get(referral), "/placements/"+p.ID+"/reopen"
		if to := broker.Press(page, press, nil).Location; to != referral+"/options" {
			t.Fatalf("the press leads to %q", to)
		}
		if again := broker.Press(page, press, map[string][]string{"form": {"another"}}); again.Code != http.StatusConflict {
			t.Errorf("a second press: %d", again.Code)
		}
		broker.Get(referral).Shows(t, "They would say yes now. Put the place into a week")
		broker.Get("/placements/"+p.ID).Shows(t, "They would say yes now.", "The provider would say yes now, says Amara Osei")
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, r.ID)
		must(t, err)
		if !holds(made, p.ScheduleID) {
			t.Errorf("it is in no new week: %+v", made)
		}

		// the week that was chosen before fits again, and its place is the same
		must(t, h.brokerage.Show(t.Context(), h.broker, made[0].ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, p.OptionID, "near", ""))
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, p.OptionID))
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "The cook is away after all."))
		broker.Get(referral).Shows(t, "The cook is away after all.", "They would say yes now") // to be pressed anew
		lacks(t, broker.Get(referral), "Put the place into a week")
		refused(t, h.showByHand(t, r.ID, "Bowling"), fail.Invalid, "brokerage.why_not.declined")
		h.check(t)
	})
}

// What a person reads of a place that its provider gives after all: while no week with it
// is shown that they may have it, and then the week alone.
func TestAPersonReadsOneThingOfAPlaceThatIsGivenAfterAll(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE activity SET easy_title = title`)
		list := h.toOffered(t)
		p, referral := list[0], list[0].ReferralID
		what := h.stored(t, `SELECT title FROM activity WHERE id = $1`, p.ActivityID)
		must(t, h.brokerage.Accept(t.Context(), h.provider, list[1].ID))
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "Our cook is away."))
		_, err := h.brokerage.Reopen(t.Context(), h.broker, p.ID)
		must(t, err)

		jo := h.as(t, h.person)
		gone := map[string]string{"en": "there is no place for you here", "en-easy": "There is no place for you here"}
		paths := []string{"/me/choose/" + referral, "/me/week"}
		read := func(path, voice string, now ...string) {
			t.Helper()
			page := jo.Get(path + "?voice=" + voice)
			page.Shows(t, now...)
			lacks(t, page, gone[voice])
			lacks(t, page, "Our cook is away")
		}
		for _, path := range paths {
			read(path, "en", "There may be a place for you here after all", what)
			read(path, "en-easy", "Maybe you can go here.", what)
		}
		made, err := h.brokerage.MakeOptions(t.Context(), h.broker, referral)
		must(t, err)
		week := slices.IndexFunc(made, func(o brokerage.Option) bool { return o.Has(p.ScheduleID) })
		must(t, h.brokerage.Show(t.Context(), h.broker, made[week].ID))
		for voice := range gone {
			for _, path := range paths {
				read(path, voice)
				lacks(t, jo.Get(path+"?voice="+voice), "after all")
				lacks(t, jo.Get(path+"?voice="+voice), "Maybe you can go here")
			}
			read(paths[0], voice, what)
		}
	})
}

// A place that was declined is offered anew only where its provider gives it after all,
// whatever was asked when the week was chosen.
func TestAPlaceThatWasDeclinedIsNotOfferedUnasked(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, p := h.offeredBowling(t)
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "Our cook is away."))
		_, err := h.brokerage.Reopen(t.Context(), h.broker, p.ID)
		must(t, err)
		must(t, h.showByHand(t, r.ID, "Garden"))
		must(t, h.brokerage.Choose(t.Context(), h.person, p.OptionID, "near", ""))
		h.harm(t, `DELETE FROM referral_step WHERE act = 'reopen'`)
		refused(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, p.OptionID), fail.Conflict, "brokerage.refused.barred")
		if now := h.placements(t)[0]; now.Status != brokerage.Declined {
			t.Errorf("it is %s", now.Status)
		}
		h.check(t)
	})
}

// Of two brokers who say so at once, one does.
func TestTwoWhoReopenAtOnceDoSoOnce(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		_, p := h.offeredBowling(t)
		must(t, h.brokerage.Decline(t.Context(), h.provider, p.ID, "Our cook is away."))
		did := race(t, 4, func(int) error {
			_, err := h.brokerage.Reopen(context.Background(), h.broker, p.ID)
			return err
		})
		if did != 1 {
			t.Errorf("%d did", did)
		}
	})
}
