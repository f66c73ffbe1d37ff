package brokerage_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

func TestACommissionerSetsARateAndSeesWhatItChanges(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.toPlaced(t)
		at := h.placements(t)[0]
		prices := h.pricesBooked(t, at)
		var cost pence.Pence
		for _, p := range prices {
			cost += p
		}
		worker := func(name string, role access.Role) *apptest.Visitor {
			return h.as(t, h.actor(t, access.Actor{Name: name, Kind: access.Worker, Roles: []access.Role{role}}))
		}
		ros := worker("Ros Vale", access.RoleCommissioner)
		path := "/steer/rates/" + at.ActivityID
		now := at.UnitPrice
		page := ros.Get(path)
		page.Shows(t, "Agreed now", now.Format())
		typed := url.Values{"ratio": {fmt.Sprint(at.Ratio)}, "price": {(now + 150).String()}, "benchmark": {"200"}, "starts": {"1/12/2026"}}
		with := func(name, value string) url.Values {
			form := maps.Clone(typed)
			form[name] = []string{value}
			return form
		}
		look, set := with("do", "look"), with("do", "set")

		t.Run("it is reached by organisation", func(t *testing.T) {
			organisation := at.OrganisationID
			if p := ros.Get("/steer/rates"); !strings.Contains(p.Body, "/steer/rates/of/"+organisation) {
				t.Errorf("the organisation is not found: %s", p.Text)
			}
			if p := ros.Get("/steer/rates/of/" + organisation); !strings.Contains(p.Body, `href="`+path+`"`) {
				t.Errorf("the activity is not listed: %s", p.Text)
			}
			ros.Get("/steer/rates?q=zebra").Shows(t, "No organisation has this name.")
		})
		t.Run("all that is wrong is told at once, and what was typed is kept", func(t *testing.T) {
			p := ros.Press(page, path, url.Values{"ratio": {"3"}, "price": {"lots"}, "starts": {"1/12/2020"}, "benchmark": {"10"}, "do": {"look"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="lots"`) || !strings.Contains(p.Body,
				`value="1/12/2020"`) {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
			p.Shows(t, "Enter an amount in pounds", "today or later")
		})
		if p := ros.Press(page, path, look); p.Location != path {
			t.Fatalf("looking led to %d %s", p.Code, p.Text)
		}
		seen := ros.Get(path)
		t.Run("the old and the new are shown with what is committed and what it would cost more", func(t *testing.T) {
			if seen.Code != http.StatusOK || len(prices) == 0 {
				t.Fatalf("got %d, %d places", seen.Code, len(prices))
			}
			more := (now+150)*pence.Pence(len(prices)) - cost
			seen.Shows(t, "Rate so far "+now.Format(), "New rate "+(now+150).Format(), i18n.N(i18n.Standard, "framework.impact.places", len(prices)),
				"Their cost as agreed "+cost.Format(), "would cost "+more.Format()+" more from that day to 31 March 2027")
			if p := ros.Get(path); strings.Contains(p.Text, (now + 150).Format()) {
				t.Error("looking set it")
			}
		})
		t.Run("it is set, and what is agreed with people keeps its price", func(t *testing.T) {
			if p := ros.Press(seen, path, set); p.Location != path {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			ros.Get(path).Shows(t, "The new rate is set", (now+150).Format()+" from 1 December 2026", "£41.50 £200.00", "£40.00 £42.00", "Ros Vale",
				"1 December 2026")
			if got := h.pricesBooked(t, at); fmt.Sprint(got) != fmt.Sprint(prices) {
				t.Error("a booked place has another price")
			}
		})
		t.Run("it says how many agreed places cost another price, and moves them in one press", func(t *testing.T) {
			h.movesThem(t, ros, path, at, now+150)
		})
		t.Run("a page that was opened before is refused, and shows what stands", func(t *testing.T) {
			p := ros.Press(page, path, url.Values{"ratio": typed["ratio"], "price": {"1.00"}, "starts": typed["starts"], "do": {"set"}})
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `value="1.00"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Somebody else has changed these rates", (now+150).Format()+" from 1 December 2026")
		})
		t.Run("nobody else does it", func(t *testing.T) {
			for _, role := range []access.Role{access.RoleBroker, access.RoleSocialWorker, access.RoleFinance, access.RoleAdmin} {
				if p := worker("Una "+string(role), role).Post(path, set); p.Code != http.StatusForbidden {
					t.Errorf("%s: %d", role, p.Code)
				}
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for _, at := range []string{"/steer/rates", path} {
				if found := apptest.Unbracketed(ros.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}

// movesThem presses on what a new rate says of the agreed places.
func (h *house) movesThem(t *testing.T, ros *apptest.Visitor, path string, at brokerage.Placement, price pence.Pence) {
	t.Helper()
	page, older := ros.Get(path), ros.Get(path)
	page.Shows(t, "Agreed places at another price", "Agreed at another price 1 place, 1 person", "More in a full year £78",
		"Move 1 place to the rate from 1 December 2026")
	if found := apptest.Unbracketed(ros.Get(path + "?voice=pseudo").Doc); len(found) > 0 {
		t.Errorf("text outside the catalogue: %q", found)
	}
	ros.Get(path+"?voice=en-easy").Shows(t, "Places with an old price")
	ros.Get(path + "?voice=en")
	if p := ros.Press(page, path+"/uplift", nil); p.Location != path {
		t.Fatalf("led to %d %s", p.Code, p.Text)
	}
	p := ros.Get(path)
	p.Shows(t, "1 place moved to the rate.")
	lacks(t, p, "Agreed places at another price")
	for _, booked := range h.pricesBooked(t, at) {
		if booked != price {
			t.Errorf("a session costs %s", booked)
		}
	}
	if p := ros.Press(older, path+"/uplift", nil); p.Code != http.StatusConflict {
		t.Errorf("a page that was opened before: %d", p.Code)
	}
	h.adds(t)
}

// pricesBooked lists the price of every place that is booked and open, at an
// activity for a ratio, from the first of December to the end of March.
func (h *house) pricesBooked(t *testing.T, at brokerage.Placement) (prices []pence.Pence) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		prices, err = db.All[pence.Pence](ctx, tx, `SELECT price FROM booking WHERE status = 'confirmed' AND price > 0 AND day >= '2026-12-01'
			AND day <= '2027-03-31' AND placement_id IN (SELECT id FROM placement WHERE activity_id = $1 AND ratio = $2) ORDER BY id`,
			at.ActivityID, at.Ratio)
		return err
	})
	return prices
}
