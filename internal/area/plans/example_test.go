package plans_test

import (
	"context"
	"fmt"

	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// A worker agrees two outcomes, decides a tier, and later holds a review.
func ExampleService_Review() {
	dbtest.Example(func(ctx context.Context, d *db.DB) {
		k, err := build(d)
		dbtest.Must(err)
		dbtest.Must(d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			out, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome("I want to get out more."))
			dbtest.Must(err)
			cook, err := k.plans.AddOutcome(ctx, tx, k.worker, k.outcome("I want to cook."))
			dbtest.Must(err)
			dbtest.Must(k.plans.DecideTier(ctx, tx, k.worker, k.jo, plans.Decision{Tier: plans.Personalised, Weekly: 16400, MinUnits: 2, MaxUnits: 4,
				StartBy: tx.Today()}))
			r, err := k.plans.Review(ctx, tx, k.worker, plans.Review{PersonID: k.jo, Number: 1, Held: tx.Today(),
				OwnWords: "I go to the farm by myself now.", Face: "good", SaidHow: "spoke", Present: "Jo and Dina",
				Scores: []plans.Score{{OutcomeID: out.ID, Score: 1}, {OutcomeID: cook.ID, Score: -1}},
				Way:    plans.Keep, NextReview: clock.SomeDate(clock.D(2027, 11, 24))})
			dbtest.Must(err)
			fmt.Printf("T %d.%02d from %d.%02d, %s\n", r.TScore/100, r.TScore%100, r.TBaseline/100, r.TBaseline%100, r.Achieved)
			return nil
		}))
	})
	// Output:
	// T 50.00 from 37.60, partially
}
