package plans_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// mend is a correction of an outcome as its page shows it.
func mend(o plans.Outcome, words string) plans.Correction {
	return plans.Correction{Words: words, Scale: slices.Clone(o.Scale), Opened: o.Mark()}
}

// A slip of the pen in an outcome once stayed for ever.
func TestWhoWroteAnOutcomeCorrectsItUntilItIsScored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Personalised)
		_, list := k.plan(t)
		o := list[0]
		c := mend(o, "I want to go out more.")
		c.Scale[2] = "I go out on two days"
		if err := k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, c); err != nil {
			t.Fatal(err)
		}
		_, list = k.plan(t)
		if now := list[0]; now.Words != c.Words || now.Scale[2] != c.Scale[2] || now.Baseline != o.Baseline || now.ID != o.ID {
			t.Errorf("it says %+v", now)
		}
		kindIs(t, k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, c), fail.Conflict, "plans.refused.corrected_already")
		again := mend(list[0], "")
		again.Scale[4] = ""
		if got := faults(k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, again)); len(got) != 2 {
			t.Errorf("what is wrong with it: %v", got)
		}
		if err := k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, mend(list[0], list[0].Words)); err != nil {
			t.Errorf("nothing changes: %v", err)
		}
		other := k.colleague(t)
		kindIs(t, k.plans.CorrectOutcome(t.Context(), other, k.jo, o.ID, mend(list[0], "I want it all.")), fail.Forbidden,
			"plans.refused.not_writer")
		k.in(t, func(ctx context.Context, tx *db.Tx) error { // of one from before nobody knows who wrote it
			_, err := tx.Exec(ctx, `UPDATE outcome SET written_by = '', writer = '' WHERE id = $1`, list[1].ID)
			return err
		})
		if err := k.plans.CorrectOutcome(t.Context(), other, k.jo, list[1].ID, mend(list[1], "I want to cook for us.")); err != nil {
			t.Errorf("of an outcome from before: %v", err)
		}
		type change struct{ OutcomeID, ActorName, Words string }
		var kept []change
		acts := 0
		k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			if kept, err = db.All[change](ctx, tx, `SELECT outcome_id, actor_name, words FROM outcome_change ORDER BY id`); err != nil {
				return err
			}
			acts, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE act = 'correct outcome' AND person_id = $1`, k.jo)
			return err
		})
		want := []change{{o.ID, k.worker.Name, o.Words}, {list[1].ID, other.Name, list[1].Words}}
		if !slices.Equal(kept, want) || acts < 2 {
			t.Errorf("history has %+v, and the trail %d lines", kept, acts)
		}
		if _, err := k.review(k.worker, k.look(t, 1, 0)); err != nil {
			t.Fatal(err)
		}
		_, list = k.plan(t)
		kindIs(t, k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, mend(list[0], "Something else.")), fail.Conflict,
			"plans.refused.scored")
		kindIs(t, k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, "no such", mend(list[0], "x")), fail.NotFound, "")
	})
}

// A review scores what it read: of it and a correction at once, either the review comes
// first and the words stay, or they are mended before it.
func TestOfTwoCorrectionsAtOnceOneIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Personalised)
		_, list := k.plan(t)
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, words := range []string{"I want to go out more.", "I want to get out a lot."} {
			wg.Go(func() {
				errs[i] = k.plans.CorrectOutcome(context.Background(), k.worker, k.jo, list[0].ID, mend(list[0], words))
			})
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || fail.KindOf(errors.Join(errs...)) != fail.Conflict {
			t.Errorf("got %v and %v", errs[0], errs[1])
		}
	})
}

func TestAnOutcomeIsCorrectedOnItsPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Personalised)
		_, list := k.plan(t)
		o := list[0]
		house := apptest.New(t, k.d)
		worker := house.As(t, k.worker)
		plan := "/people/" + k.jo + "/plan"
		at := plan + "/outcomes/" + o.ID
		important := []string{"1 Important", "2 Very important", "3 Most important"}[o.Importance-1]
		worker.Get(plan).Shows(t, "Correct the words", "How important is it to the person? "+important, "How hard is it to reach? ")
		page := worker.Get(at)
		form := url.Values{"words": {"I want to go out more."}}
		for i, level := range o.Scale {
			form["scale_"+string(rune('0'+i))] = []string{level}
		}
		wrong := worker.Press(page, at, url.Values{"words": {""}})
		if wrong.Code != http.StatusUnprocessableEntity {
			t.Errorf("without words: %d", wrong.Code)
		}
		if kept := worker.Press(page, at, form); kept.Location != plan {
			t.Fatalf("keeping led to %d %s", kept.Code, kept.Text)
		}
		worker.Get(plan).Shows(t, "I want to go out more.",
			"What it said before: until "+k.worker.Name+" corrected it on 24 November 2026: "+o.Words)
		for voice, said := range map[string]string{"en": "corrected the words of this on 24 November 2026. Before, it said:",
			"en-easy": "mended these words on 24 November 2026. These are the old words:"} {
			house.As(t, k.person(t)).Get("/me/outcomes?voice="+voice).Shows(t, k.worker.Name+" "+said, o.Words)
		}
		house.As(t, k.colleague(t)).Get(at).Shows(t, k.worker.Name+" wrote this outcome and can correct it.")
		if _, err := k.review(k.worker, k.look(t, 1, 0)); err != nil {
			t.Fatal(err)
		}
		worker.Get(at).Shows(t, "A review has scored this outcome, so its words stay. End it at the next review, and agree a new one.")
		if p := worker.Get(plan); slices.Contains(apptestLinks(p), at) {
			t.Error("the plan still leads to the correction")
		}
	})
}

// Whoever came second was once shown what they had typed and no word of what is kept, and
// their next press replaced it unread.
func TestWhoCorrectsAfterSomebodyElseReadsTheirWords(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Personalised)
		_, list := k.plan(t)
		o := list[0]
		at := "/people/" + k.jo + "/plan/outcomes/" + o.ID
		worker := apptest.New(t, k.d).As(t, k.worker)
		first, second := worker.Get(at), worker.Get(at)
		form := func(words, third string) url.Values {
			v := url.Values{"words": {words}}
			for i, level := range o.Scale {
				v["scale_"+string(rune('0'+i))] = []string{level}
			}
			v["scale_2"] = []string{third}
			return v
		}
		worker.Press(first, at, form("I want to go out more.", "I go out on two days"))
		met := worker.Press(second, at, form("I want to get out a lot.", o.Scale[2]))
		if met.Code != http.StatusConflict {
			t.Fatalf("the second press: %d", met.Code)
		}
		met.Shows(t, "Somebody has corrected this outcome", "This is what the outcome says now.", "I want to go out more.",
			"I go out on two days", "I want to get out a lot.")
		if _, err := k.review(k.worker, k.look(t, 1, 0)); err != nil {
			t.Fatal(err)
		}
		late := worker.Press(met, at, form("I want to be out all day.", o.Scale[2]))
		if late.Code != http.StatusConflict {
			t.Errorf("after the review: %d", late.Code)
		}
		late.Shows(t, "A review has scored this outcome", "This is what you typed. It was not kept:", "I want to be out all day.")
	})
}

func apptestLinks(p apptest.Page) []string {
	var all []string
	for _, l := range apptest.All(p.Doc, "a") {
		for _, a := range l.Attr {
			if a.Key == "href" {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

// colleague is another social worker of Jo's.
func (k *desk) colleague(t testing.TB) access.Actor {
	t.Helper()
	a := access.Actor{Name: "Femi Ade", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		if a, err = k.access.AddActor(ctx, tx, a, tx.NewID()+"@weaverdale.example"); err != nil {
			return err
		}
		return people.New(people.Deps{DB: k.d, Access: k.access}).Allocate(ctx, tx, k.jo, a.ID)
	})
	return a
}

// person is Jo at their own pages.
func (k *desk) person(t testing.TB) access.Actor {
	t.Helper()
	a := access.Actor{Name: "Jo Bright", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: k.jo}
	k.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = k.access.AddActor(ctx, tx, a, tx.NewID()+"@weaverdale.example")
		return err
	})
	return a
}

// Whoever was correcting an outcome while a review ended it once got "not found", and what
// they had typed was gone.
func TestWhoCorrectsWhatAReviewEndedIsToldSoAndKeepsWhatTheyTyped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d)
		k.agree(t, plans.Personalised)
		_, list := k.plan(t)
		o := list[0]
		at := "/people/" + k.jo + "/plan/outcomes/" + o.ID
		worker := apptest.New(t, k.d).As(t, k.worker)
		page := worker.Get(at)
		r := k.look(t, 1, 0)
		r.Scores[0].Closed = 1
		if _, err := k.review(k.worker, r); err != nil {
			t.Fatal(err)
		}
		kindIs(t, k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, o.ID, mend(o, "I want to go out more.")), fail.Conflict,
			"plans.refused.outcome_ended")
		form := url.Values{"words": {"I want to go out more."}}
		for i, level := range o.Scale {
			form["scale_"+string(rune('0'+i))] = []string{level}
		}
		late := worker.Press(page, at, form)
		if late.Code != http.StatusConflict {
			t.Errorf("the late press: %d", late.Code)
		}
		late.Shows(t, "This outcome has ended, so its words stay. If it is still wanted, agree it anew in the plan.",
			"This is what you typed. It was not kept:", "I want to go out more.")
		worker.Get(at+"?voice=en-easy").Shows(t, "The work on this has ended. The words stay. You can agree something new.")
		if now, list := k.plan(t); len(list) != 1 || now.EndedOn.Valid {
			t.Errorf("the plan has %+v", list)
		}
		end := k.look(t, 2, 0)
		end.Way, end.Ending, end.Reason, end.LastDay = plans.End, "goal_met", "All that was wanted is done.", end.Held
		end.NextReview.Valid = false
		if _, err := k.review(k.worker, end); err != nil {
			t.Fatal(err)
		}
		kindIs(t, k.plans.CorrectOutcome(t.Context(), k.worker, k.jo, list[1].ID, mend(list[1], "I want to bake.")), fail.Conflict,
			"plans.refused.outcome_ended")
		if p := worker.Get("/people/" + k.jo + "/plan/outcomes/no-such"); p.Code != http.StatusNotFound {
			t.Errorf("of no outcome: %d", p.Code)
		}
	})
}
