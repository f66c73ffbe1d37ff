package brokerage_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ourdays/internal/area/access"
)

// A provider once had to say yes or no to a place of which they could read a day and a
// price. What they read before it says nothing else of the person.
func TestAnOfferSaysWhatAProviderNeedsAndNoMore(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.harm(t, `UPDATE person SET how_to_talk = 'Use signs with me.', town = 'Crewe', postcode = 'CW1 2AB', phone = '01632 960 777',
			likes = 'Trains', email = 'jo@weaverdale.example'`)
		h.assessed(t, "140.40")
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		must(t, h.brokerage.Show(t.Context(), h.broker, o.ID))
		must(t, h.brokerage.Choose(t.Context(), h.helper(t, access.MaySee, access.MayChoose), o.ID, "near", ""))
		must(t, h.brokerage.Approve(t.Context(), h.approver, r.ID, o.ID))
		page := h.as(t, h.provider).Get("/provider/offers")
		page.Shows(t, "Bowling: Jo", "When Tuesday, 2pm to 4pm From", "Where Bowling hall, Crewe", "From 1 December 2026", // a Tuesday
			"Until 24 January 2027",
			"Support 1:3", "Cost a session £40", "Paid to you each week £40",
			"Paid to you until the last day, if all of it is attended £320",
			"Your places 1 of your 6 places in each session; places free on the fullest day: 6",
			"What they need Step-free", "How to write to them Easy Read",
			"What they come for Family, friends and relationships", "Questions? Call the council Amara Osei : 01632 960 100")
		for _, not := range []string{"Bright", "Joanna", "Use signs", "Make friends", "Eating", "CW1", "960 777", "jo@", "Trains",
			"Cook for myself", "Pat Helper", "£164", "£20", "Tier", "It is near", "Dina Okafor", "Ruth Lane", "1990"} {
			lacks(t, page, not)
		}
		h.as(t, h.provider).Get("/provider/offers?voice=en-easy").Shows(t, "You get each week £40",
			"1 of 6 places. Free places on the fullest day: 6.", "Family, friends, people close to you")
		p, record := h.placements(t)[0], "/people/"+h.jo
		if got := h.as(t, h.provider).Get(record); got.Code != http.StatusForbidden {
			t.Errorf("who is asked opened the record: %d %s", got.Code, got.Text)
		}
		must(t, h.brokerage.Accept(t.Context(), h.provider, p.ID)) // from the yes on the register says it
		if got := h.as(t, h.provider).Get(record); got.Code != http.StatusOK {
			t.Errorf("who said yes cannot open the record: %d %s", got.Code, got.Text)
		}
		h.as(t, h.provider).Get("/provider/sessions/"+h.bowlingOn(t, p.From)+"/register").Shows(t, "Use signs with me.")
	})
}

// An offer that is open while the program is upgraded opens the record no more, and a place that
// its provider has accepted still does.
func TestTheUpgradeClosesRecordsToWhoIsOnlyAsked(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		text, err := os.ReadFile(filepath.Join("../../platform/db/migrations", string(h.d.Engine()), "0157_tie_asked.sql"))
		must(t, err)
		_, up, _ := strings.Cut(string(text), "UPDATE tie")
		up, _, closed := strings.Cut(up, ";")
		if !closed {
			t.Fatal("the migration turns no ties")
		}
		list := h.toOffered(t)
		upgraded := func() int {
			h.harm(t, `UPDATE tie SET relation = 'placed' WHERE relation = 'asked'`) // as they were before
			h.harm(t, "UPDATE tie"+up)
			return h.as(t, h.provider).Get("/people/" + h.jo).Code
		}
		if code := upgraded(); code != http.StatusForbidden {
			t.Errorf("who is asked: %d", code)
		}
		must(t, h.brokerage.Accept(t.Context(), h.provider, list[0].ID))
		if code := upgraded(); code != http.StatusOK {
			t.Errorf("who said yes to one of %d: %d", len(list), code)
		}
	})
}
