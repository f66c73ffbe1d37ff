package brokerage_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/fail"
)

// Who comes second wants to know who was first, and when.
func TestWhoComesSecondReadsWhoDecidedAndWhen(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		approval, offers := "/approvals/"+r.ID, "/provider/offers"
		second := h.as(t, h.actor(t, access.Actor{Name: "Sian Hale", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
			ApprovalLimit: 30000}))
		easy := h.as(t, h.actor(t, access.Actor{Name: "Ola Quist", Kind: access.Worker, Roles: []access.Role{access.RoleApprover},
			ApprovalLimit: 30000}))
		easy.Post("/voice", url.Values{"voice": {"en-easy"}})
		page, easyPage := second.Get(approval), easy.Get(approval)
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))

		late := func(p apptest.Page, texts ...string) {
			t.Helper()
			p.Shows(t, texts...)
			if p.Code != http.StatusConflict {
				t.Errorf("answered with %d", p.Code)
			}
		}
		late(second.Press(page, approval, nil), "This has changed since you opened the page. Ruth Lane approved this on 24 November 2026 at 9am.")
		late(second.Post(approval+"/refuse", url.Values{"form": {"r"}, "reason": {"Too dear."}}),
			"Ruth Lane approved this on 24 November 2026 at 9am.")
		late(easy.Press(easyPage, approval, nil), "This has changed. Ruth Lane said yes to this on 24 November 2026 at 9am.")
		second.Get(approval).Shows(t, "Ruth Lane approved this on 24 November 2026 at 9am.")

		first, colleague := h.as(t, h.provider), h.as(t,
			h.actor(t, access.Actor{Name: "Ivy Oak", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: h.org}))
		accept := offers + "/" + h.placements(t)[0].ID + "/accept"
		list := colleague.Get(offers)
		first.Press(first.Get(offers), accept, nil)
		late(colleague.Press(list, accept, nil),
			"This has changed since you opened the page. Finn Oak accepted this place on 24 November 2026 at 9am.")

		t.Run("and nobody else does", func(t *testing.T) {
			stranger := h.as(t, h.actor(t, access.Actor{Name: "Eve Elm", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
				OrganisationID: "elsewhere"}))
			finance := h.as(t, h.actor(t, access.Actor{Name: "Tomasz", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}))
			for name, p := range map[string]apptest.Page{
				"another provider":        stranger.Post(accept, url.Values{"form": {"a"}}),
				"a worker of other work":  finance.Post(approval, url.Values{"form": {"b"}, "option": {o.ID}}),
				"somebody not signed in":  h.Anyone(t).Post(approval, url.Values{"form": {"c"}, "option": {o.ID}}),
				"the person who likes no": h.as(t, h.person).Post("/me/choose/"+r.ID+"/none", url.Values{"form": {"d"}, "why": {"far"}}),
			} {
				if strings.Contains(p.Text, "Ruth Lane") || strings.Contains(p.Text, "Finn Oak") {
					t.Errorf("%s reads %d %s", name, p.Code, p.Text)
				}
			}
		})
	})
}

// A referral that is chosen anew asks anew: what was decided of an earlier week
// answers nothing, and what the council takes back names nobody to a provider.
func TestAnEarlierAnswerIsNoAnswer(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, o := h.toChosen(t)
		must(t, h.brokerage.Refuse(t.Context(), h.approver, r.ID, "Too dear."))
		approver := h.as(t, h.approver)
		p := approver.Post("/approvals/"+r.ID, url.Values{"form": {"a"}, "option": {o.ID}})
		p.Shows(t, "Ruth Lane did not approve this on 24 November 2026 at 9am. It went back to the broker.")
		again := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, again.ID))
		must(t, h.brokerage.Choose(t.Context(), h.person, again.ID, "near", ""))
		p = approver.Post("/approvals/"+r.ID, url.Values{"form": {"b"}, "option": {o.ID}})
		if p.Code != http.StatusConflict || strings.Contains(p.Text, "Ruth Lane did not approve this on") {
			t.Errorf("a press for the earlier week: %d %s", p.Code, p.Text)
		}
		p.Shows(t, "This has changed since you opened the page. Go back and look at it again.")

		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, again.ID))
		offered := h.placements(t)[0]
		must(t, h.brokerage.Finish(t.Context(), h.worker, r.ID, "withdrawn"))
		p = h.as(t, h.provider).Post("/provider/offers/"+offered.ID+"/accept", url.Values{"form": {"c"}})
		p.Shows(t, "The council took this offer back on 24 November 2026 at 9am.")
		if strings.Contains(p.Text, "Dina Okafor") {
			t.Error("a provider reads which worker took an offer back")
		}
		refused(t, h.brokerage.Accept(t.Context(), h.provider, offered.ID), fail.Conflict, "brokerage.refused.moved_on")
		if got := h.referral(t, r.ID).Status; got != brokerage.Ended {
			t.Errorf("the referral is %s", got)
		}
	})
}

// Whoever chose a week is told that it cannot be, and whom to ask: not why, which
// is a worker's to explain.
func TestAPersonIsToldWhatBecameOfTheirChoice(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		r, _ := h.toChosen(t)
		must(t, h.brokerage.Refuse(t.Context(), h.approver, r.ID, "Too dear."))
		person := h.as(t, h.person)
		standard := person.Get("/me/choose/" + r.ID + "?voice=en")
		standard.Shows(t, "A manager did not agree to the week that you chose.", "Your worker can tell you why.")
		person.Get("/me/choose/"+r.ID+"?voice=en-easy").Shows(t, "A manager did not say yes to your week. You did nothing wrong.")
		if strings.Contains(standard.Text, "Too dear.") {
			t.Errorf("the reason for workers is shown to the person: %s", standard.Text)
		}
		must(t, h.showByHand(t, r.ID, "Garden"))
		must(t, h.brokerage.LikeNone(t.Context(), h.person, r.ID, "days"))
		person.Get("/me/choose/"+r.ID+"?voice=en-easy").Shows(t, "You did not like these weeks. That is fine.")
	})
}
