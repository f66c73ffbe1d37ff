package brokerage_test

import (
	"testing"

	"ourdays/internal/area/access"
)

// What finance records after a week was shown is told of that week too: to the
// person, to who helps them with money, to the broker and to the approver.
func TestAPriceThatFinanceRecordsLaterIsTold(t *testing.T) {
	for _, c := range []struct{ says, income, standard, easyRead, worker string }{
		{"less than the week costs: their contribution", "140.40", "You pay £20 a week", "You pay £20", "£20"},
		{"more than the week costs: the week", "190.40", "You pay £40 a week", "You pay £40", "£40"},
		{"nothing that they could be asked for", "100.00", "You pay £0 a week", "You pay £0", "£0"},
	} {
		t.Run(c.says, func(t *testing.T) {
			eachHouse(t, func(t *testing.T, h *house) {
				r := h.withBroker(t)
				o := h.handMade(t, r.ID, "Bowling")
				must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
				path, builder := "/me/choose/"+r.ID, "/referrals/"+r.ID+"/options?option="+o.ID
				h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Ask us before you choose.")
				h.as(t, h.broker).Get(builder).Shows(t, "Price to the person each week No price yet Finance has recorded no contribution.")

				h.assessed(t, c.income)
				sees, may := h.helper(t, access.MayChoose), h.helper(t, access.MayChoose, access.MayMoney)
				h.as(t, h.person).Get(path+"?voice=en").Shows(t, c.standard)
				h.as(t, h.person).Get(path+"?voice=en-easy").Shows(t, c.easyRead)
				h.as(t, may).Get(path+"?voice=en").Shows(t, c.standard)
				lacks(t, h.as(t, sees).Get(path+"?voice=en"), "£")
				h.as(t, h.broker).Get(builder).Shows(t, "Price to the person each week "+c.worker)

				must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
				h.as(t, h.person).Get(path+"?voice=en").Shows(t, "Your choice", c.standard)
				p := h.as(t, h.approver).Get("/approvals/" + r.ID)
				p.Shows(t, "Price to the person each week "+c.worker)
				lacks(t, p, "The person was shown a price")
				must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
				h.as(t, h.person).Get(path+"?voice=en").Shows(t, c.standard)
				h.as(t, h.approver).Get("/approvals/"+r.ID).Shows(t, "Price to the person each week "+c.worker)
			})
		})
	}
}

// The price is of the whole week, with the places that the person has already, each
// at what was agreed.
func TestALearnedPriceIsOfTheWholeWeek(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.placedIn(t, "Bowling") // £40
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Cooking") // £40
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		h.assessed(t, "190.40") // £70 at most
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en").Shows(t, "You pay £70 a week")
	})
}

// A price that was known and is another one by now stays what the person saw; only
// the approver reads both.
func TestAPriceThatWasKnownStaysAsItWasShown(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.assessed(t, "140.40")
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		h.assessed(t, "190.40")
		h.as(t, h.person).Get("/me/choose/"+r.ID+"?voice=en").Shows(t, "You pay £20 a week")
	})
}

// Who has chosen is not invited to ask before they choose.
func TestAfterTheChoiceNobodyIsAskedToAskBeforeIt(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, o.ID, "near", ""))
		may := h.helper(t, access.MayChoose, access.MayMoney)
		for _, voice := range []string{"en", "en-easy"} {
			for _, who := range []access.Actor{h.person, may} {
				p := h.as(t, who).Get("/me/choose/" + r.ID + "?voice=" + voice)
				p.Shows(t, "do not know")
				lacks(t, p, "before you choose")
			}
		}
	})
}
