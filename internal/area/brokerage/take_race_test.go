package brokerage_test

import (
	"slices"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/fail"
)

// Two brokers who take on one referral at once, each several times: one of the
// presses counts, and the referral and its history name who made it.
func TestOfTwoBrokersWhoTakeOnOneReferralOneDoes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		second := h.actor(t, access.Actor{Name: "Second Broker", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}})
		refused(t, h.brokerage.TakeOn(t.Context(), second, "no-such-referral"), fail.NotFound, "")
		r, err := h.brokerage.Refer(t.Context(), h.worker, h.jo)
		must(t, err)
		refused(t, h.brokerage.TakeOn(t.Context(), h.worker, r.ID), fail.Forbidden, "access.refused.role")

		brokers := []access.Actor{h.broker, second}
		won := race(t, 8, func(i int) error { return h.brokerage.TakeOn(t.Context(), brokers[i%2], r.ID) })
		got := h.referral(t, r.ID)
		by := slices.IndexFunc(brokers, func(b access.Actor) bool { return b.ID == got.BrokerID })
		if won != 1 || got.Status != brokerage.WithBroker || by < 0 {
			t.Fatalf("%d took it on: it is %s, of %q", won, got.Status, got.BrokerID)
		}
		if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM referral_step WHERE thing_id = $1 AND act = 'take'`, r.ID); n != 1 {
			t.Errorf("the history has %d of them", n)
		}
		if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM referral_step WHERE thing_id = $1 AND act = 'take' AND actor_id = $2`, r.ID,
			brokers[by].ID); n != 1 {
			t.Errorf("the history names somebody other than %s", brokers[by].Name)
		}
		refused(t, h.brokerage.TakeOn(t.Context(), brokers[1-by], r.ID), fail.Conflict, "brokerage.refused.moved_on")
		if again := h.referral(t, r.ID); again.BrokerID != brokers[by].ID {
			t.Errorf("a late press made it %q's", again.BrokerID)
		}
		h.check(t)
	})
}
