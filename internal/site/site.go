// Package site holds the pages that belong to no one area: the public home,
// search and activity pages, a person's week, the form of a review, and the
// pages about the service itself.
//
// One file is one page: its handler, then its HTML. Site composes what areas
// give it and has no table: what a form of its own changes, one area's verb
// changes. Areas never import it.
package site

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/web"
)

// Deps is what the pages are composed from.
type Deps struct {
	DB        *db.DB
	Directory *directory.Service
	Bookings  *bookings.Service
	Plans     *plans.Service
	Brokerage *brokerage.Service
	Access    *access.Service
	People    *people.Service
	Funds     *funds.Service
	Framework *framework.Service
	// Book gives the address at which a session's place is booked. When it is
	// not set the activity page offers to ask a person instead.
	Book func(sessionID string) string
	// Samples are the states of pages that the gallery shows.
	Samples []web.Sample
}

// Site answers the pages.
type Site struct{ Deps }

// New makes the pages.
func New(d Deps) *Site { return &Site{Deps: d} }

// Routes is the site's part of the access register.
func (s *Site) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /{$}", Need: access.Public, Do: s.getHome, Audience: "citizen"},
		{Pattern: "GET /activities", Need: access.Public, Do: s.getSearch, Audience: "citizen"},
		{Pattern: "GET /activities/{id}", Need: access.Public, Do: s.getActivity, Audience: "citizen"},
		{Pattern: "GET /me/money", Need: access.SeeOwn, Do: s.getMoney, Audience: "citizen"},
		{Pattern: "GET /me/week", Need: access.SeeOwn, Do: s.getWeek, Audience: "citizen"},
		{Pattern: "GET /people/{person}/plan", Need: access.AgreeOutcomes, Do: s.getPlan, Audience: "staff"},
		{Pattern: "POST /people/{person}/plan/outcomes", Need: access.AgreeOutcomes, Do: s.postOutcome,
			Audience: "staff"},
		{Pattern: "POST /people/{person}/plan/tier", Need: access.AgreeOutcomes, Do: s.postTier, Audience: "staff"},
		{Pattern: "GET /people/{person}/review", Need: access.AgreeOutcomes, Do: s.getReview, Audience: "staff"},
		{Pattern: "POST /people/{person}/review", Need: access.AgreeOutcomes, Do: s.postReview, Audience: "staff"},
		{Pattern: "GET /me/week/print", Need: access.SeeOwn, Do: s.getPaper, Audience: "citizen"},
		{Pattern: "GET /people/{id}/week", Need: access.SeePerson, Do: s.getWeekOf, Audience: "staff"},
		{Pattern: "GET /help", Need: access.Public, Do: s.getHelp, Audience: "citizen"},
		{Pattern: "GET " + guidePath, Need: access.Public, Do: s.getGuide, Audience: "citizen"},
		{Pattern: "GET /accessibility", Need: access.Public, Do: s.getAccessibility, Audience: "citizen"},
		{Pattern: "GET /privacy", Need: access.Public, Do: s.getPrivacy, Audience: "citizen"},
		{Pattern: "GET /design", Need: access.Public, Do: s.getDesign, Audience: "staff"},
		{Pattern: "GET /design/{area}/{state}", Need: access.Public, Do: s.getSample, Audience: "staff"},
		{Pattern: "GET /credits", Need: access.Public, Do: s.getCredits, Audience: "citizen"},
	}
}

// readFor reads for a page that may show a part of somebody's record: what a
// supporter reads of it is audited, so that it needs a transaction that writes.
func (s *Site) readFor(c *web.Ctx, a access.Actor, f func(ctx context.Context, tx *db.Tx) error) error {
	if a.PersonID != "" && a.Kind != access.Person {
		return s.DB.InTx(c.Context(), f)
	}
	return s.read(c, f)
}

// read runs f on one moment of the database.
func (s *Site) read(c *web.Ctx, f func(ctx context.Context, tx *db.Tx) error) error {
	return s.DB.Read(c.Context(), f)
}
