package brokerage_test

import (
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever builds a week and whoever approves it read its half days beside the least
// and the most of the plan, and what the plan pays; more than the most is a warning.
func TestAWeekIsSetBesideTheHalfDaysAndTheMoneyOfThePlan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Cooking"]))
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		builder, approval := "/referrals/"+r.ID+"/options?option="+o.ID, "/approvals/"+r.ID
		for who, path := range map[string]string{"broker": builder, "approver": approval} {
			a := map[string]access.Actor{"broker": h.broker, "approver": h.approver}[who]
			h.harm(t, `UPDATE plan SET max_units = 4`)
			p := h.as(t, a).Get(path)
			p.Shows(t, "2; the plan says 2 to 4", "£164")
			lacks(t, p, "More half days than the plan says")
			h.harm(t, `UPDATE plan SET min_units = 1, max_units = 1`)
			h.as(t, a).Get(path).Shows(t, "More half days than the plan says: 2 a week, at most 1.")
			h.harm(t, `UPDATE plan SET min_units = 2`)
		}
		h.as(t, h.approver).Get(approval).Shows(t, "Budget a week, by the plan £164", "Half days a week, by the plan 2 to 1")
	})
}

// The grid and the benchmark are of the usual week: that one session is off changes
// neither.
func TestOneSessionOffTakesNothingOutOfTheBuilder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.harm(t, firstOff)
		p := h.as(t, h.broker).Get("/referrals/" + r.ID + "/options?option=" + o.ID)
		p.Shows(t, "Bowling Bowling hall Support 1:3 £40", "Benchmark £42")
	})
}

// What is not on in the first week, at Christmas or every fortnight, can be added,
// and counts as it usually is.
func TestWhatIsNotOnInTheFirstWeekIsAddedAsItUsuallyIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Garden")
		h.harm(t, firstOff)
		builder := "/referrals/" + r.ID + "/options?option=" + o.ID
		p := h.as(t, h.broker).Get(builder + "&q=bowling")
		if !strings.Contains(p.Body, `value="`+h.schedule["Bowling"]+`"`) {
			t.Errorf("the builder does not offer it: %s", p.Text)
		}
		must(t, h.brokerage.AddItem(t.Context(), h.broker, o.ID, h.schedule["Bowling"]))
		h.as(t, h.broker).Get(builder).Shows(t, "Bowling Bowling hall Support 1:3 £40", "£80 of £164 a week")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
	})
}

// A person counts only the weeks that they are shown: staff read both numbers.
func TestTheBrokerReadsWhichNumberThePersonSees(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		r := h.withBroker(t)
		h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, h.handMade(t, r.ID, "Garden").ID))
		for _, path := range []string{"/referrals/" + r.ID, "/referrals/" + r.ID + "/options"} {
			p := h.as(t, h.broker).Get(path)
			p.Shows(t, "shown The person sees it as week 1.")
			if n := strings.Count(p.Text, "The person sees it"); n != 1 {
				t.Errorf("%s: told of %d weeks", path, n)
			}
		}
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en").Shows(t, "Choose week 1")
	})
}
