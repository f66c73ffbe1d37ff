package plans

import (
	"context"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// listDays is how far ahead the list of reviews looks.
const listDays = 42

// dueList is what a worker is to look at: plans, and who helps their people.
type dueList struct {
	reviews  []Due
	mandates []people.ToLookAt
	today    clock.Date
}

func (s *Service) getDue(c *web.Ctx, a access.Actor) error {
	var v dueList
	err := s.DB.Read(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		if v.reviews, err = s.DueReviews(ctx, tx, a, listDays); err != nil {
			return err
		}
		v.mandates, err = s.People.MandatesToLookAt(ctx, tx, a, listDays)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(duePage(c, v))
}

// Sheet is what the form of a review is filled in on.
type Sheet struct {
	Person   people.Person
	Plan     Plan
	Outcomes []Outcome
	Reviews  []Review // earlier ones, the newest first
	Today    clock.Date
	Number   int
	Begins   clock.Date // the first day of support, where it is still to come
}

// SheetFor reads what a review looks at; it shows in the person's audit trail.
func (s *Service) SheetFor(ctx context.Context, tx *db.Tx, a access.Actor, personID string) (Sheet, error) {
	v := Sheet{Today: tx.Today()}
	if err := s.Access.See(ctx, tx, a, access.AgreeOutcomes, personID); err != nil {
		return v, err
	}
	var found bool
	var err error
	if v.Plan, found, err = currentPlan(ctx, tx, personID); err != nil {
		return v, err
	}
	if !found || v.Plan.Tier == 0 || v.Plan.EndedOn.Valid {
		return v, fail.New(fail.Conflict, "plans.refused.no_plan")
	}
	if v.Person, err = s.People.Load(ctx, tx, personID); err != nil {
		return v, err
	}
	if v.Outcomes, err = outcomesOf(ctx, tx, v.Plan.ID); err != nil {
		return v, err
	}
	n, err := reviewsOfPlan(ctx, tx, v.Plan.ID)
	if err != nil {
		return v, err
	}
	v.Number = n + 1
	v.Reviews, err = reviewsScored(ctx, tx, personID)
	return v, err
}

// Since is the day from which a review looks back: the last review, or when the
// plan was agreed.
func (v Sheet) Since() clock.Date {
	if len(v.Reviews) > 0 && v.Reviews[0].PlanID == v.Plan.ID {
		return v.Reviews[0].Held
	}
	if v.Plan.DecidedOn.Valid {
		return v.Plan.DecidedOn.V
	}
	return v.Today.AddMonths(-mostMonths)
}

// ReadReview reads the form of a review. What is missing becomes what Check
// refuses at its place.
func ReadReview(c *web.Ctx) Review {
	r := Review{PersonID: c.Path("person"), Number: whole(c.Field("number"), 0), Held: day(c, "held").V,
		OwnWords: c.Field("own_words"), Face: Face(c.Field("face")), SaidHow: c.Field("said_how"),
		Present: c.Field("present"),
		Way:     Way(c.Field("way")), ToTier: whole(c.Field("tier"), 0), Reason: c.Field("reason"),
		MinUnits: whole(c.Field("min_units"), -1), MaxUnits: whole(c.Field("max_units"), -1),
		StartBy:  day(c, "start_by"),
		ExitPlan: c.Field("exit_plan"), AgreedBy: c.Field("agreed_by"), Ending: c.Field("ending"),
		NextReview: day(c, "next_review"), EnablementUntil: day(c, "enablement_until"),
		EndPlaces: c.Fields("end_place"), LastDay: day(c, "last_day").V}
	r.Weekly, _ = c.Pounds("weekly")
	for _, id := range c.Fields("outcome") {
		sc := Score{OutcomeID: id, Score: whole(c.Field("score_"+id), 9), Note: c.Field("note_" + id)}
		if c.Field("closed_"+id) == "yes" {
			sc.Closed = 1
		}
		r.Scores = append(r.Scores, sc)
	}
	return r
}

// whole reads a whole number, or gives what stands for an unreadable one.
func whole(typed string, otherwise int) int {
	n, err := strconv.Atoi(typed)
	if err != nil {
		return otherwise
	}
	return n
}

// day reads a date; one that is missing or cannot be read is none.
func day(c *web.Ctx, name string) clock.NullDate {
	d, ok := c.Date(name)
	if !ok {
		return clock.NullDate{}
	}
	return clock.SomeDate(d)
}

// told is a review with the words of its outcomes.
type told struct {
	Review
	outcomes map[string]Outcome
}

func (s *Service) getReview(c *web.Ctx, a access.Actor) error {
	var v told
	var person people.Person
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if person, err = s.People.Get(ctx, tx, a, c.Path("person")); err != nil {
			return err
		}
		if v.Review, err = reviewByID(ctx, tx, c.Path("review")); err != nil {
			return err
		}
		if v.PersonID != person.ID {
			return fail.New(fail.NotFound, "fail.not_found")
		}
		v.outcomes, err = wordsOf(ctx, tx, person.ID)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(reviewPage(c, person, v))
}

func wordsOf(ctx context.Context, tx *db.Tx, personID string) (map[string]Outcome, error) {
	list, err := outcomesOfPerson(ctx, tx, personID)
	by := map[string]Outcome{}
	for _, o := range list {
		by[o.ID] = o
	}
	return by, err
}

// own is what somebody sees of their own outcomes.
type own struct {
	plan     Plan
	outcomes []Outcome
	changes  map[string][]Change
	reviews  []told
	today    clock.Date
}

func (s *Service) getOwn(c *web.Ctx, a access.Actor) error {
	if a.PersonID == "" {
		return fail.New(fail.NotFound, "plans.own.nobody")
	}
	var v own
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		if err = s.Access.See(ctx, tx, a, access.SeeOwn, a.PersonID); err != nil {
			return err
		}
		if v.plan, _, err = currentPlan(ctx, tx, a.PersonID); err != nil {
			return err
		}
		if v.outcomes, err = outcomesOf(ctx, tx, v.plan.ID); err != nil {
			return err
		}
		if v.changes, err = changesIn(ctx, tx, v.plan.ID); err != nil {
			return err
		}
		v.reviews, err = toldOf(ctx, tx, a.PersonID)
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(ownPage(c, v))
}

// mostTold bounds the reviews on one page.
const mostTold = 12

func toldOf(ctx context.Context, tx *db.Tx, personID string) ([]told, error) {
	list, err := reviewsOfPerson(ctx, tx, personID)
	if err != nil {
		return nil, err
	}
	words, err := wordsOf(ctx, tx, personID)
	if err != nil {
		return nil, err
	}
	var all []told
	for _, r := range list[:min(len(list), mostTold)] {
		if r.Scores, err = scoresOf(ctx, tx, r.ID); err != nil {
			return nil, err
		}
		all = append(all, told{r, words})
	}
	return all, nil
}
