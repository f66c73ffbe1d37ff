package people_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

// paper gives Jo a code on paper.
func (h home) paper(t *testing.T, a access.Actor, code string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		last, err := h.people.CodeOnPaper(ctx, tx, a, h.jo.PersonID, code)
		if want := tx.Today().AddDays(7); err == nil && last != want {
			t.Errorf("it works until %v, want %v", last, want)
		}
		return err
	})
}

// comesIn tries to sign in by a code from somewhere.
func (h home) comesIn(t *testing.T, code, from string) error {
	t.Helper()
	_, _, err := h.access.UseCode(t.Context(), code, from, true)
	return err
}

func (h home) later(after time.Duration) { h.d.SetClock(clock.Fixed(dbtest.Start().Add(after))) }

const code = "BCDF6789"

func TestSomebodyWithoutEmailComesInByACodeOnPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		h.access.ReadsEasy = h.people.ReadsEasy
		if err := h.comesIn(t, code, "here"); faults(err) != "code wrong" {
			t.Errorf("before it was made: %v", err)
		}
		if err := h.paper(t, h.worker, code); err != nil {
			t.Fatal(err)
		}
		w := h.way(t)
		if !w.Active || w.Email != "" || !w.Code.Valid || w.Used.Valid {
			t.Errorf("the way in is %+v", w)
		}
		t.Run("it is the same code when the press comes twice", func(t *testing.T) {
			if err := h.paper(t, h.worker, code); err != nil {
				t.Error(err)
			}
		})
		t.Run("only its hash is kept", func(t *testing.T) {
			if n := stored[int](t, d, `SELECT COUNT(*) FROM sign_in_code WHERE hash = $1`, code); n != 0 {
				t.Error("the code itself is kept")
			}
		})
		t.Run("nobody gets a link by what stands in the place of an address", func(t *testing.T) {
			kept := stored[string](t, d, `SELECT email FROM actor WHERE id = $1`, w.ID)
			err := h.access.AskLink(t.Context(), i18n.Standard, kept)
			if faults(err) != "email email_wrong" || stored[int](t, d, `SELECT COUNT(*) FROM job`) != 0 {
				t.Errorf("asked by %q: %v", kept, err)
			}
		})
		t.Run("it lets them in as themself, typed as it comes, and once", func(t *testing.T) {
			_, a, err := h.access.UseCode(t.Context(), " bcdf-67 89", "here", false)
			if err != nil || a.PersonID != h.jo.PersonID || a.Kind != access.Person || a.Name != "Jo B." {
				t.Fatalf("signed in as %+v, %v", a, err)
			}
			if err := h.comesIn(t, code, "here"); faults(err) != "code wrong" {
				t.Errorf("a second time: %v", err)
			}
			if w := h.way(t); !w.Used.Valid || w.Code.Valid {
				t.Errorf("the way in is %+v", w)
			}
			if err := h.paper(t, h.worker, code); fail.KindOf(err) != fail.Conflict {
				t.Errorf("the same code again: %v", err)
			}
		})
		t.Run("they may have an address later", func(t *testing.T) {
			if err := h.letIn(t, h.worker, "jo@weaverdale.example", h.way(t).Marks()); err != nil {
				t.Fatal(err)
			}
			if _, a, err := h.access.UseLink(t.Context(), h.secret(t, "jo@weaverdale.example")); err != nil || a.ID != w.ID {
				t.Errorf("signed in as %+v, %v", a, err)
			}
		})
		t.Run("each stands in the trail of the record", func(t *testing.T) {
			n := stored[int](t, d, `SELECT COUNT(*) FROM audit WHERE person_id = $1 AND act = 'code on paper'`, h.jo.PersonID)
			if n != 2 {
				t.Errorf("%d lines", n)
			}
		})
	})
}

func TestWhenACodeOnPaperStopsWorking(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		give := func(code string) {
			t.Helper()
			h.later(0)
			if err := h.paper(t, h.worker, code); err != nil {
				t.Fatal(err)
			}
		}
		midnight := clock.At(clock.D(2026, 12, 2), 0).Sub(dbtest.Start())
		t.Run("at the end of the seventh day", func(t *testing.T) {
			give("CCCC3333")
			h.later(midnight)
			if err := h.comesIn(t, "", "here"); faults(err) != "code needed" {
				t.Errorf("an empty code: %v", err)
			}
			if err := h.comesIn(t, "CCCC3333", "here"); faults(err) != "code wrong" {
				t.Errorf("after midnight: %v", err)
			}
			give("CCCC4444")
			h.later(midnight - time.Second)
			if err := h.comesIn(t, "CCCC4444", "here"); err != nil {
				t.Errorf("a second before: %v", err)
			}
		})
		t.Run("when another one is made", func(t *testing.T) {
			give("CCCC6666")
			give("CCCC7777")
			if err := h.comesIn(t, "CCCC6666", "here"); faults(err) != "code wrong" {
				t.Errorf("got %v", err)
			}
		})
		t.Run("when their way in ends, until it is opened by a new one", func(t *testing.T) {
			if err := h.shutOut(t, h.worker, h.way(t).Marks()); err != nil {
				t.Fatal(err)
			}
			if err := h.comesIn(t, "CCCC7777", "here"); faults(err) != "code wrong" {
				t.Errorf("got %v", err)
			}
			give("CCCC8888")
			if err := h.comesIn(t, "CCCC8888", "here"); err != nil {
				t.Error(err)
			}
		})
	})
}

func TestACodeOnADeviceOfOthersIsShort(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		for i, c := range []struct {
			says   string
			shared bool
			after  time.Duration
			want   bool
		}{
			{"half an hour later on a device of others", true, 30 * time.Minute, true},
			{"and a second", true, 30*time.Minute + time.Second, false},
			{"the next morning on their own", false, 19 * time.Hour, true},
		} {
			h.later(0)
			code := fmt.Sprintf("DDDD%s", strings.Repeat("3467"[i:i+1], 4))
			if err := h.paper(t, h.worker, code); err != nil {
				t.Fatal(err)
			}
			token, _, err := h.access.UseCode(t.Context(), code, "here", c.shared)
			if err != nil {
				t.Fatal(err)
			}
			h.later(c.after)
			if _, ok, err := h.access.Whose(t.Context(), token); err != nil || ok != c.want {
				t.Errorf("%s: signed in %v, %v", c.says, ok, err)
			}
		}
	})
}

func TestGuessingCodesIsBounded(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		if err := h.paper(t, h.worker, code); err != nil {
			t.Fatal(err)
		}
		for n := range 20 {
			if err := h.comesIn(t, "XXXX9999", "there"); faults(err) != "code wrong" {
				t.Fatalf("try %d: %v", n+1, err)
			}
		}
		if err := h.comesIn(t, code, "there"); faults(err) != "code too_many" {
			t.Errorf("the right one after twenty: %v", err)
		}
		for n := range 180 {
			if err := h.comesIn(t, "no code", fmt.Sprintf("place %d", n)); faults(err) != "code wrong" {
				t.Fatalf("try %d elsewhere: %v", n+1, err)
			}
		}
		if err := h.comesIn(t, code, "a new place"); faults(err) != "code too_many" {
			t.Errorf("after 200 in all: %v", err)
		}
		h.later(15 * time.Minute)
		if err := h.comesIn(t, code, "there"); err != nil {
			t.Errorf("a quarter of an hour later: %v", err)
		}
		if n := stored[int](t, d, `SELECT COUNT(*) FROM sign_in_try`); n != 0 {
			t.Errorf("%d tries are still kept", n)
		}
	})
}

func TestWhoMayMakeACodeOnPaper(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		for says, a := range map[string]access.Actor{
			"the person":             h.jo,
			"a broker":               {ID: "b", Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}},
			"a worker without a tie": {ID: "w", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
			"a provider": {ID: "p", Name: "Mo", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
				OrganisationID: "o"},
		} {
			if err := h.paper(t, a, code); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", says, err)
			}
		}
		for _, weak := range []string{"", "BCDF678", "BCDF67890", "AAAA1111", "BCDF678Ł"} {
			if err := h.paper(t, h.worker, weak); fail.KindOf(err) != fail.Invalid {
				t.Errorf("%q: %v", weak, err)
			}
		}
		if h.way(t).ID != "" {
			t.Error("somebody was let in")
		}
	})
}

func TestOfSeveralWhoUseACodeAtOnceOneComesIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		if err := h.paper(t, h.worker, code); err != nil {
			t.Fatal(err)
		}
		got := make(chan error, 6)
		for range 6 {
			go func() { got <- h.comesIn(t, code, "here") }()
		}
		in := 0
		for range 6 {
			if err := <-got; err == nil {
				in++
			} else if faults(err) != "code wrong" {
				t.Error(err)
			}
		}
		if n := stored[int](t, d, `SELECT COUNT(*) FROM session_token`); in != 1 || n != 1 {
			t.Errorf("%d came in, %d sessions", in, n)
		}
	})
}

func TestOfSeveralCodesMadeAtOnceOneWorks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		got := make(chan error, 6)
		for range 6 {
			go func() { got <- h.paper(t, h.worker, access.NewCode()) }()
		}
		for range 6 {
			if err := <-got; err != nil && fail.KindOf(err) != fail.Conflict {
				t.Error(err)
			}
		}
		live := stored[int](t, d, `SELECT COUNT(*) FROM sign_in_code WHERE used IS NULL`)
		ways := stored[int](t, d, `SELECT COUNT(*) FROM actor WHERE kind = 'person'`)
		if live != 1 || ways != 1 {
			t.Errorf("%d codes work, %d ways in", live, ways)
		}
	})
}

func TestACodeIsNoWordAndHasNoLettersThatLookAlike(t *testing.T) {
	seen := map[string]bool{}
	for range 500 {
		c := access.NewCode()
		if len(c) != 8 || strings.Trim(c, "BCDFGHJKMNPQRTVWXY346789") != "" || seen[c] {
			t.Fatalf("a code is %q", c)
		}
		seen[c] = true
	}
	if got := access.WriteCode("BCDF6789"); got != "BCDF 6789" {
		t.Errorf("on paper it is %q", got)
	}
}
