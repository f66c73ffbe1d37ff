package brokerage

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// What brokerage needs of the areas below it that are not built yet. The
// shapes are those agreed for plans, framework, bookings and the ledger of
// funds; when an area stands, its package takes the place of the interface.
// Until then app mounts no page of brokerage.

// Plan is the part of a care and support plan that a week follows.
type Plan struct {
	ID       string
	PersonID string
	Tier     int
	Weekly   pence.Pence // what the plan may cost a week
	MinUnits int         // half days a week
	MaxUnits int
	StartBy  clock.Date
}

// Outcome is what the person wants to change, in their words.
type Outcome struct {
	ID      string
	Words   string
	CareAct db.List // "O1" to "O10"
}

// Plans answers from the plans area.
type Plans interface {
	Current(ctx context.Context, tx *db.Tx, personID string) (Plan, bool, error)
	OutcomesOf(ctx context.Context, tx *db.Tx, planID string) ([]Outcome, error)
	// CheckReady is fail.Invalid, with every reason, for a plan that lacks an
	// outcome or a decided tier.
	CheckReady(ctx context.Context, tx *db.Tx, planID string) error
}

// Rates answers from the framework: what is agreed on a day, by activity.
type Rates interface {
	RatesOn(ctx context.Context, tx *db.Tx, on clock.Date) (map[string][]Rate, error)
}

// Budget is a person's budget for a period.
type Budget struct {
	ID        string
	To        clock.Date
	Available pence.Pence
	Held      pence.Pence
	Committed pence.Pence
}

// Budgets moves money in the ledger. Each movement has a key of its own and
// happens once; none goes below zero: that is fail.Full.
type Budgets interface {
	BudgetOf(ctx context.Context, tx *db.Tx, personID string, on clock.Date) (Budget, bool, error)
	Hold(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error
	ReleaseHold(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error
	Commit(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error
	CommitDirect(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error
	ReleaseCommitted(ctx context.Context, tx *db.Tx, budgetID string, amount pence.Pence, key string) error
}

// Series is one person's regular bookings of a schedule.
type Series struct {
	PersonID       string
	PlacementID    string
	ScheduleID     string
	OrganisationID string
	From, To       clock.Date
	Ratio          int
	Price          pence.Pence // to the council, a session
	BudgetID       string
	Outcomes       db.List
}

// Bookings books and cancels in the caller's transaction.
type Bookings interface {
	// BookSeries takes a place and support in every session; where one is
	// missing it is fail.Full and nothing is booked.
	BookSeries(ctx context.Context, tx *db.Tx, a access.Actor, s Series) error
	CancelSeries(ctx context.Context, tx *db.Tx, a access.Actor, placementID string, from clock.Date) error
	// FriendsIn names the person's friends who are booked, by session.
	FriendsIn(ctx context.Context, tx *db.Tx, personID string, sessionIDs []string) (map[string][]string, error)
}
