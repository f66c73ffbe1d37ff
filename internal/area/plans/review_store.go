package plans

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

const reviewColumns = `id, plan_id, person_id, number, held, worker_id, worker, own_words, face, said_how,
	present, way, from_tier,
	to_tier, reason, weekly, min_units, max_units, start_by, exit_plan, agreed_by, ending, next_review,
	enablement_until,
	t_score, t_baseline, achieved, made`

func insertReview(ctx context.Context, tx *db.Tx, r Review) error {
	_, err := tx.Exec(ctx, `INSERT INTO review (`+reviewColumns+`) VALUES `+db.Values(1, 28),
		r.ID, r.PlanID, r.PersonID, r.Number, r.Held, r.WorkerID, r.Worker, r.OwnWords, r.Face, r.SaidHow,
		r.Present, r.Way,
		r.FromTier, r.ToTier, r.Reason, r.Weekly, r.MinUnits, r.MaxUnits, r.StartBy, r.ExitPlan, r.AgreedBy,
		r.Ending, r.NextReview,
		r.EnablementUntil, r.TScore, r.TBaseline, r.Achieved, r.Made)
	if err != nil {
		return err
	}
	for _, s := range r.Scores {
		_, err := tx.Exec(ctx, `INSERT INTO review_score (review_id, outcome_id, baseline, score, weight, closed,
			note)
			VALUES `+db.Values(1, 7), r.ID, s.OutcomeID, s.Baseline, s.Score, s.Weight, s.Closed, s.Note)
		if err != nil {
			return err
		}
	}
	return nil
}

// closeOutcome ends the work on an outcome that is still open.
func closeOutcome(ctx context.Context, tx *db.Tx, id string, on clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE outcome SET closed_on = $1 WHERE id = $2 AND closed_on IS NULL`, on, id)
	return err
}

func reviewsOfPlan(ctx context.Context, tx *db.Tx, planID string) (int, error) {
	return db.One[int](ctx, tx, `SELECT count(*) FROM review WHERE plan_id = $1`, planID)
}

// reviewsOfPerson lists the reviews of all of a person's plans, the newest first.
func reviewsOfPerson(ctx context.Context, tx *db.Tx, personID string) ([]Review, error) {
	return db.All[Review](ctx, tx, `SELECT `+reviewColumns+` FROM review WHERE person_id = $1
		ORDER BY made DESC, id DESC`, personID)
}

// reviewsScored lists them too, the newest with its scores.
func reviewsScored(ctx context.Context, tx *db.Tx, personID string) ([]Review, error) {
	list, err := reviewsOfPerson(ctx, tx, personID)
	if err == nil && len(list) > 0 {
		list[0].Scores, err = scoresOf(ctx, tx, list[0].ID)
	}
	return list, err
}

func reviewByID(ctx context.Context, tx *db.Tx, id string) (Review, error) {
	r, err := db.One[Review](ctx, tx, `SELECT `+reviewColumns+` FROM review WHERE id = $1`, id)
	if err != nil {
		return r, err
	}
	r.Scores, err = scoresOf(ctx, tx, id)
	return r, err
}

func scoresOf(ctx context.Context, tx *db.Tx, reviewID string) ([]Score, error) {
	return db.All[Score](ctx, tx, `SELECT review_id, outcome_id, baseline, score, weight, closed, note
		FROM review_score
		WHERE review_id = $1 ORDER BY outcome_id`, reviewID)
}

// mostDue bounds the list of reviews.
const mostDue = 300

// dueFor lists the plans of people who are allocated to a worker and whose
// review is to be held by a day, the oldest first.
func dueFor(ctx context.Context, tx *db.Tx, workerID string, by, today clock.Date) ([]Due, error) {
	return db.All[Due](ctx, tx, `SELECT plan.id AS plan_id, plan.person_id, person.given_name,
		person.family_name, plan.tier,
		plan.next_review, plan.enablement_from, plan.enablement_until,
		(SELECT count(*) FROM review WHERE review.plan_id = plan.id) AS reviews
		FROM plan JOIN person ON person.id = plan.person_id
		WHERE plan.tier > 0 AND plan.ended_on IS NULL AND (plan.next_review <= $1 OR plan.enablement_until <= $1)
			AND plan.person_id IN (SELECT tie.person_id FROM tie WHERE tie.actor_id = $2 AND tie.relation = 'allocated'
				AND tie.starts <= $3 AND (tie.until IS NULL OR tie.until >= $3))
		ORDER BY plan.next_review, plan.id LIMIT $4`, by, workerID, today, mostDue)
}

// plansUnwatched lists plans of enablement whose time is not bounded, and
// those of any tier that nobody is to look at again.
func plansUnwatched(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT id FROM plan WHERE ended_on IS NULL AND tier > 0
		AND (next_review IS NULL OR tier = 3 AND clock_runs = 1 AND enablement_until IS NULL) ORDER BY id`)
}
