package brokerage_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// A place ends; the register of its last session is not closed yet, and there
// are sessions ahead until its last day.
func TestAProviderClosesTheRegistersOfAPlaceThatEnded(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began() // Monday 30 November
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		p, last := list[0], clock.D(2026, 12, 8)
		must(t, h.endPlacement(t, h.worker, p.ID, clock.D(2026, 12, 13), "moved_on"))
		h.keepOn(t, clock.D(2026, 12, 14))
		at := func(day clock.Date) error {
			h.d.SetClock(clock.Fixed(clock.At(day, 18*60)))
			return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return h.access.Allow(ctx, tx, h.provider, access.TakeRegister, p.PersonID)
			})
		}
		if err := at(last.AddDays(bookings.DaysToClose)); err != nil {
			t.Errorf("on the last day on which a register can be closed: %v", err)
		}
		if err := at(last.AddDays(bookings.DaysToClose + 1)); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("a day later the provider still sees her: %v", err)
		}
		h.d.SetClock(clock.Fixed(clock.At(last, 18*60)))
		session := h.onDay(t, p.ID, last)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			r, err := h.Bookings.RegisterFor(ctx, tx, h.provider, session)
			if err == nil && len(r.Lines) != 1 {
				t.Errorf("%d places on the last register", len(r.Lines))
			}
			return err
		})
	})
}

// Months after a person has left, their provider still answers for the sessions
// that it ran: of them it sees the name and what was recorded, and nothing else.
func TestAProviderKeepsTheRegistersOfWhoHasLeft(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			jo, err := h.people.Load(ctx, tx, h.jo)
			if err != nil {
				return err
			}
			jo.HowToTalk = "Use signs with me."
			return h.people.UpdateProfile(ctx, tx, h.worker, jo)
		})
		h.began()
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		last := clock.D(2026, 12, 8)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 12, 13), "moved_on"))
		register := "/provider/sessions/" + h.onDay(t, list[0].ID, last) + "/register"
		h.d.SetClock(clock.Fixed(clock.At(last, 15*60)))
		h.as(t, h.provider).Get(register).Shows(t, "Joanna Bright", "Use signs with me.", "a way in without steps")

		h.keepOn(t, clock.D(2026, 12, 14))
		h.d.SetClock(clock.Fixed(clock.At(last.AddDays(bookings.DaysToClose+60), 18*60)))
		stranger := h.as(t, h.actor(t, access.Actor{Name: "Eve Elm", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
			OrganisationID: "elsewhere"}))
		broker := h.as(t, h.broker)
		staff := h.as(t, h.provider)
		refused := func(v *apptest.Visitor, path string) {
			t.Helper()
			if p := v.Get(path); p.Code != http.StatusForbidden && p.Code != http.StatusNotFound || strings.Contains(p.Text, "Bright") {
				t.Errorf("%s is answered with %d %s", path, p.Code, p.Text)
			}
		}
		open := staff.Get(register)
		open.Shows(t, "Joanna Bright", "Everybody came")
		for _, word := range []string{"Use signs with me.", "a way in without steps"} {
			if strings.Contains(open.Text, word) {
				t.Errorf("the provider of somebody who has left still reads %q", word)
			}
		}
		if p := staff.Press(open, register, url.Values{"do": {"everybody"}}); p.Location != register {
			t.Errorf("marking is answered with %d %s", p.Code, p.Text)
		}
		if p := staff.Press(staff.Get(register), register, nil); p.Location != register {
			t.Errorf("closing is answered with %d %s", p.Code, p.Text)
		}
		staff.Get(register).Shows(t, "The register is closed.", "Joanna Bright", "Came", "£40")
		refused(stranger, register)
		refused(broker, register)
		for _, path := range []string{"/people/" + h.jo, "/people/" + h.jo + "/week", "/people/" + h.jo + "/plan", "/placements/" + list[0].ID,
			"/provider/sessions/none/register"} {
			refused(staff, path)
		}
		err = h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return h.access.See(ctx, tx, h.provider, access.TakeRegister, h.jo)
		})
		if fail.KindOf(err) != fail.Forbidden {
			t.Errorf("what is asked of today reaches her: %v", err)
		}
		if n := apptest.Stored[int](t, h.House, `SELECT count(*) FROM audit WHERE actor_id = $1 AND person_id = $2 AND thing = 'take_register'`,
			h.provider.ID, h.jo); n < 3 {
			t.Errorf("%d looks are in her trail", n)
		}
		h.check(t)
	})
}

// Who never came is nobody's business once the place has ended.
func TestAPlaceThatEndsBeforeItsFirstSessionLeavesNoTie(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		h.began()
		list, err := h.takeOver(t, access.System, h.agreed("Bowling"))
		must(t, err)
		must(t, h.endPlacement(t, h.worker, list[0].ID, clock.D(2026, 11, 30), "moved_on"))
		err = h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return h.access.Allow(ctx, tx, h.provider, access.TakeRegister, list[0].PersonID)
		})
		if fail.KindOf(err) != fail.Forbidden {
			t.Errorf("the provider still sees her: %v", err)
		}
	})
}

// onDay is the session of a placement's booking on a day.
func (h *house) onDay(t *testing.T, placementID string, day clock.Date) string {
	t.Helper()
	for _, ses := range h.sessions(t) {
		if ses.Date == day && ses.Taken > 0 {
			return ses.ID
		}
	}
	t.Fatalf("no session of %s on %s", placementID, day)
	return ""
}
