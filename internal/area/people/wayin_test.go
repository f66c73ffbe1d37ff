package people_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
)

func (h home) way(t *testing.T) (w access.WayIn) {
	t.Helper()
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		w, err = h.access.WayInOf(ctx, tx, h.jo.PersonID)
		return err
	})
	return w
}

func (h home) letIn(t *testing.T, a access.Actor, email, opened string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return h.people.LetIn(ctx, tx, a, h.jo.PersonID, email, opened)
	})
}

func (h home) shutOut(t *testing.T, a access.Actor, opened string) error {
	t.Helper()
	return h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return h.people.EndWayIn(ctx, tx, a, h.jo.PersonID, opened)
	})
}

// newestLetter is the body of the last letter that waits to be sent.
func (h home) newestLetter(t *testing.T) string {
	t.Helper()
	return stored[string](t, h.d, `SELECT body FROM job ORDER BY id DESC LIMIT 1`)
}

// secret asks for a link and takes it out of the letter.
func (h home) secret(t *testing.T, email string) string {
	t.Helper()
	if err := h.access.AskLink(t.Context(), i18n.Standard, email); err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(h.newestLetter(t), "/sign-in/")
	if !found {
		t.Fatalf("no link was sent: %s", h.newestLetter(t))
	}
	return rest[:43]
}

// Weeks that were shown before somebody could come in are told by the letter that lets them in.
func TestTheLetterThatLetsSomebodyInSaysThatWeeksWait(t *testing.T) {
	for stage, waits := range map[access.Stage]bool{access.Chooses: true, access.IsNew: false, access.HasWeek: false} {
		h := newHome(t, dbtest.SQLite(t))
		h.access.Stage = func(_ context.Context, _ *db.Tx, personID string) (access.Stage, error) {
			if personID != h.jo.PersonID {
				t.Errorf("asked of %q", personID)
			}
			return stage, nil
		}
		if err := h.letIn(t, h.worker, "jo@weaverdale.example", h.way(t).Marks()); err != nil {
			t.Fatal(err)
		}
		if said := strings.Contains(h.newestLetter(t), i18n.T(i18n.Standard, "access.way_in.waits")); said != waits {
			t.Errorf("%q: the letter says that weeks wait: %t", stage, said)
		}
	}
}

func TestAPersonComesInByAWayOfTheirOwnUntilItEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		h.access.ReadsEasy = h.people.ReadsEasy
		none := h.way(t)
		if none.ID != "" {
			t.Fatalf("there is one already: %+v", none)
		}
		if got := faults(h.letIn(t, h.worker, "at home", none.Marks())); got != "email email_wrong" {
			t.Errorf("got %q", got)
		}
		if got := faults(h.letIn(t, h.worker, "D@x.example", none.Marks())); got != "email email_taken" {
			t.Errorf("the worker's own address: %q", got)
		}
		if err := h.letIn(t, h.worker, " Jo@Weaverdale.example ", none.Marks()); err != nil {
			t.Fatal(err)
		}
		made := h.way(t)
		if made.Email != "jo@weaverdale.example" || !made.Active || made.Used.Valid {
			t.Errorf("it is %+v", made)
		}
		token, a, err := h.access.UseLink(t.Context(), h.secret(t, "jo@weaverdale.example"))
		if err != nil || a.PersonID != h.jo.PersonID || a.Kind != access.Person || a.Name != "Jo B." {
			t.Fatalf("signed in as %+v, %v", a, err)
		}
		signedIn := func() bool {
			_, ok, err := h.access.Whose(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		t.Run("it says when they last came in, and that changes nothing of it", func(t *testing.T) {
			if w := h.way(t); !w.Used.Valid || w.Used.V.String() != dbtest.Start().String() || w.Marks() != made.Marks() {
				t.Errorf("it is %+v", w)
			}
		})
		t.Run("a page that was opened before is refused", func(t *testing.T) {
			if err := h.letIn(t, h.worker, "other@weaverdale.example", none.Marks()); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
			if err := h.shutOut(t, h.worker, none.Marks()); fail.KindOf(err) != fail.Conflict || !signedIn() {
				t.Errorf("ended: %v", err)
			}
		})
		t.Run("another address signs out who came by the old one", func(t *testing.T) {
			old := h.secret(t, "jo@weaverdale.example")
			if err := h.letIn(t, h.worker, "jo.bright@weaverdale.example", made.Marks()); err != nil || signedIn() {
				t.Errorf("%v, or still signed in", err)
			}
			if _, _, err := h.access.UseLink(t.Context(), old); fail.KindOf(err) != fail.Invalid {
				t.Errorf("a link to the old address: %v", err)
			}
			if token, _, err = h.access.UseLink(t.Context(), h.secret(t, "jo.bright@weaverdale.example")); err != nil {
				t.Error(err)
			}
		})
		t.Run("ended, it lets nobody in; opened again it does", func(t *testing.T) {
			now := h.way(t)
			if err := h.shutOut(t, h.worker, now.Marks()); err != nil || signedIn() || h.way(t).Active {
				t.Errorf("%v, or still signed in", err)
			}
			before := h.newestLetter(t)
			if err := h.access.AskLink(t.Context(), i18n.Standard, now.Email); err != nil || h.newestLetter(t) != before {
				t.Errorf("a link was sent, %v", err)
			}
			if err := h.letIn(t, h.worker, now.Email, h.way(t).Marks()); err != nil {
				t.Fatal(err)
			}
			if _, _, err := h.access.UseLink(t.Context(), h.secret(t, now.Email)); err != nil {
				t.Error(err)
			}
			if n := stored[int](t, d, `SELECT COUNT(*) FROM actor WHERE kind = 'person'`); n != 1 {
				t.Errorf("there are %d", n)
			}
		})
		t.Run("each act stands in the trail of the record", func(t *testing.T) {
			n := stored[int](t, d, `SELECT COUNT(*) FROM audit WHERE person_id = $1 AND act IN ('let in', 'end way in')`, h.jo.PersonID)
			if n != 4 {
				t.Errorf("%d lines", n)
			}
		})
	})
}

func TestAPersonIsGreetedByTheNameOfTheirRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		if err := h.letIn(t, h.worker, "jo@weaverdale.example", h.way(t).Marks()); err != nil {
			t.Fatal(err)
		}
		opened := h.way(t).Marks()
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			p, err := h.people.Load(ctx, tx, h.jo.PersonID)
			if err != nil {
				return err
			}
			p.KnownAs = "Joey"
			return h.people.UpdateProfile(ctx, tx, h.worker, p)
		})
		if _, a, err := h.access.UseLink(t.Context(), h.secret(t, "jo@weaverdale.example")); err != nil || a.Name != "Joey B." {
			t.Errorf("signed in as %q, %v", a.Name, err)
		}
		if h.way(t).Marks() != opened {
			t.Error("another name makes another way in of it")
		}
	})
}

func TestLettersToAPersonAreInTheWordsTheyRead(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		h.access.ReadsEasy = h.people.ReadsEasy
		reads := func(easy bool) {
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				p, err := h.people.Load(ctx, tx, h.jo.PersonID)
				if err != nil {
					return err
				}
				p.EasyRead = easy
				return h.people.UpdateProfile(ctx, tx, h.worker, p)
			})
		}
		says := func(easy, standard string) {
			t.Helper()
			if body := h.newestLetter(t); !strings.Contains(body, easy) || strings.Contains(body, standard) {
				t.Errorf("want %q in %s", easy, body)
			}
		}
		reads(true)
		if err := h.letIn(t, h.worker, "jo@weaverdale.example", h.way(t).Marks()); err != nil {
			t.Fatal(err)
		}
		says("Ourdays is a website. There you can see your week.", "There is no password")
		h.secret(t, "jo@weaverdale.example")
		says("Did you not ask for this? Then do nothing.", "you can throw it away")
		reads(false)
		h.secret(t, "jo@weaverdale.example")
		says("you can throw it away", "Then do nothing.")
		h.secret(t, "d@x.example")
		says("you can throw it away", "Then do nothing.")
	})
}

func TestWhoMayLetAPersonIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		m, err := h.let(t, h.worker, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		for says, a := range map[string]access.Actor{
			"a helper": {ID: m.SupporterID, Name: "Mo", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
				PersonID: h.jo.PersonID},
			"the person":             h.jo,
			"a broker":               {ID: "b", Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}},
			"a worker without a tie": {ID: "w", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
		} {
			if err := h.letIn(t, a, "x@weaverdale.example", h.way(t).Marks()); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s lets in: %v", says, err)
			}
			if err := h.shutOut(t, a, h.way(t).Marks()); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s ends it: %v", says, err)
			}
		}
		if h.way(t).ID != "" {
			t.Error("somebody was let in")
		}
	})
}

func TestOfSeveralWhoLetAPersonInAtOnceOneDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		opened := h.way(t).Marks()
		kept := sixAtOnce(t, func(who int) error { return h.letIn(t, h.worker, fmt.Sprintf("jo%d@weaverdale.example", who), opened) })
		if n := stored[int](t, d, `SELECT COUNT(*) FROM actor WHERE kind = 'person'`); kept != 1 || n != 1 {
			t.Errorf("%d let them in, %d ways in were made", kept, n)
		}
	})
}
