package brokerage_test

import (
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
)

// An approver once read only what was new, and approved a week that they could not see.
func TestAnApproverSeesTheWholeWeekThatWouldResult(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling")
		h.placedIn(t, "Garden")
		ends := h.placements(t)[0]
		must(t, h.endPlacement(t, h.worker, ends.ID, clock.D(2026, 12, 17), "moved_on"))
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Cooking")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		page := h.as(t, h.approver).Get("/approvals/" + r.ID)
		page.Shows(t, "Cooking Cooking hall New £40", "Bowling Bowling hall Goes on £40",
			"Garden Garden hall Ends on 17 December 2026 £40", "A place that ends is not counted in the whole week.",
			"What goes on, each week £40", "What is new, each week £40", "The whole week £80 of the budget of £164 a week")
		h.as(t, h.approver).Get("/approvals/"+r.ID+"?voice=en-easy").Shows(t, "Old places cost each week £40", "£80 of £164")
		h.check(t)
	})
}

// What a week costs somebody of whom finance has recorded nothing is no price, and what
// it is otherwise says how it comes about; each page says the same.
func TestAPriceSaysHowItComesAbout(t *testing.T) {
	for _, k := range []struct{ says, record, price, how string }{
		{"nothing is recorded", "", "No price yet", "Finance has recorded no contribution."},
		{"the contribution", "140.40", "£20", "It is the contribution that finance recorded."},
		{"the week", "190.40", "£40", "It is what the whole week costs. The contribution that finance recorded is higher: £70 a week."},
		{"the full cost", "full", "£40", "Finance has recorded that they pay the full cost of their services."},
	} {
		t.Run(k.says, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				if k.record != "" {
					h.assessed(t, map[bool]string{true: "100.00", false: k.record}[k.record == "full"])
				}
				if k.record == "full" {
					h.harm(t, `UPDATE assessment SET full_cost = $1`, true)
				}
				r := h.withBroker(t)
				o := h.handMade(t, r.ID, "Bowling")
				says := "Price to the person each week " + k.price + " " + k.how
				h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t, says)
				must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
				jo, told := h.as(t, h.person), "You pay "+k.price+" a week"
				if k.record == "" {
					told = "We do not know yet what you pay. It is never more than your week costs."
				}
				jo.Get("/me/choose/"+r.ID+"?voice=en").Shows(t, told)
				must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
				h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, says)
			})
		})
	}
}

// The reason of one tap, and who helped, is read again by all who look at the choice.
func TestWhyAWeekWasChosenIsShownBack(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		pat := h.helper(t, access.MaySee, access.MayChoose)
		must(t, h.brokerage.Choose(t.Context(), pat, o.ID, "days", ""))
		path := "/me/choose/" + r.ID
		h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Why you chose it: The days are good for me", "Who helped you: Pat Helper")
		h.as(t, h.person).Get(path+"?voice=en-easy").Shows(t, "You said why: Good days for me", "Who helped you: Pat Helper")
		h.as(t, pat).Get(path+"?voice=en").Shows(t, "Why Jo B. chose it: The days are good for Jo B.", "Who helped Jo B.: Pat Helper")
		for _, p := range []struct {
			who  access.Actor
			path string
		}{{h.broker, "/referrals/"}, {h.worker, "/referrals/"}, {h.approver, "/approvals/"}} {
			at := p.path + r.ID
			h.as(t, p.who).Get(at).Shows(t, "Why it was chosen The days are good for me", "Who helped to choose: Pat Helper")
		}
	})
}
