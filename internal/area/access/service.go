package access

import (
	"context"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/id"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
)

// Deps is what the area stands on.
type Deps struct {
	DB   *db.DB
	Site *web.Site
	Mail mail.Sender
	IDs  *id.Source
	// Base is the public address of the site, for links in mail.
	Base string
	// ReadsEasy asks a person's record, which is kept above, whether they read
	// Easy Read; nil where nobody signs in.
	ReadsEasy func(ctx context.Context, tx *db.Tx, personID string) (bool, error)
	// Called asks a person's record what they like to be called, for whoever helps
	// them; nil leaves it unsaid.
	Called func(ctx context.Context, tx *db.Tx, personID string) (string, error)
	// Stage asks how far a person is with their week, which is kept above, for
	// the demo's sign-in page and the letter that lets them in; nil leaves it unsaid.
	Stage func(ctx context.Context, tx *db.Tx, personID string) (Stage, error)
	// Organisations lists those whose staff may have accounts, by name; they are
	// kept above.
	Organisations func(ctx context.Context, tx *db.Tx) ([]Organisation, error)
	// OrganisationNames gives the names of some of them by id.
	OrganisationNames func(ctx context.Context, tx *db.Tx, ids []string) (map[string]string, error)
}

// Organisation is one whose staff may sign in.
type Organisation struct{ ID, Name string }

// Service holds the verbs of access.
type Service struct {
	Deps
	limits *limiter
	pages  map[string]bool
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, limits: newLimiter(), pages: map[string]bool{}} }

// See allows a read of a person's record and writes its audit line. It needs a
// writing transaction: a read that cannot be audited does not happen.
func (s *Service) See(ctx context.Context, tx *db.Tx, a Actor, p Permission, personID string) error {
	return s.Act(ctx, tx, a, p, personID, "see", string(p))
}

// SeeAgain allows a read that goes on with one of today, and writes its audit
// line where there is none yet: a form that works itself out while somebody types
// is not another look at each pause.
func (s *Service) SeeAgain(ctx context.Context, tx *db.Tx, a Actor, p Permission, personID string) error {
	if err := s.Allow(ctx, tx, a, p, personID); err != nil {
		return err
	}
	seen, err := sawSince(ctx, tx, a.ID, p, personID, clock.At(tx.Today(), 0))
	if err != nil || seen {
		return err
	}
	return s.See(ctx, tx, a, p, personID)
}

// Act allows a change of a person's record and writes its audit line: act is
// a word such as "book", thing the id of what was changed.
func (s *Service) Act(ctx context.Context, tx *db.Tx, a Actor, p Permission,
	personID, act, thing string) error {
	if err := s.Allow(ctx, tx, a, p, personID); err != nil {
		return err
	}
	return insertAudit(ctx, tx, Line{At: tx.Now, ActorID: a.ID, Actor: a.Name, PersonID: personID, Act: act,
		Thing: thing})
}

// Touch is one person's record and what of it is touched. Of a permission that
// is of a day (ofADay) On is the day that it is about, when that is past: a tie
// that reached the person then is enough. Reason is why, where that is asked.
type Touch struct {
	PersonID, Thing string
	On              clock.Date
	Reason          string
}

// day is the day on which a tie has to reach the touched person.
func (t Touch) day(p Permission, today clock.Date) clock.Date {
	if ofADay[p] && !t.On.IsZero() && t.On.Before(today) {
		return t.On
	}
	return today
}

// ActEach allows a change of several people's records, as Act does for one: all
// of them or none, with an audit line for each.
func (s *Service) ActEach(ctx context.Context, tx *db.Tx, a Actor, p Permission, act string,
	of []Touch) error {
	if !a.May(p) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	var ids []string
	lines := make([]Line, len(of))
	for i, t := range of {
		ids = append(ids, t.PersonID)
		lines[i] = Line{At: tx.Now, ActorID: a.ID, Actor: a.Name, PersonID: t.PersonID, Act: act, Thing: t.Thing,
			Reason: t.Reason}
	}
	ties, err := tiesToEach(ctx, tx, a, ids)
	if err != nil {
		return err
	}
	for _, t := range of {
		if !reaches(a, p, t.PersonID, ties[t.PersonID], t.day(p, tx.Today())) {
			return refusal(a, p, t.PersonID, ties[t.PersonID], tx.Today())
		}
	}
	return insertAudits(ctx, tx, lines)
}

// Reached gives those of several people whom a tie reaches today, for what an
// actor may do to each only as long as that lasts. It leaves no audit line.
func (s *Service) Reached(ctx context.Context, tx *db.Tx, a Actor, p Permission,
	personIDs []string) (map[string]bool, error) {
	return s.ReachedOn(ctx, tx, a, p, personIDs, tx.Today())
}

// ReachedOn gives them for what is about a day, as ActEach asks it (Touch.On).
func (s *Service) ReachedOn(ctx context.Context, tx *db.Tx, a Actor, p Permission, personIDs []string,
	on clock.Date) (map[string]bool, error) {
	ties, err := tiesToEach(ctx, tx, a, personIDs)
	day, reached := Touch{On: on}.day(p, tx.Today()), map[string]bool{}
	for _, id := range personIDs {
		reached[id] = a.May(p) && reaches(a, p, id, ties[id], day)
	}
	return reached, err
}

// refusal tells whom no tie reaches. Who opened the record with a reason today is
// told what that allows, as opening it again would allow no more; who helps the
// person is told what they may not do for them.
func refusal(a Actor, p Permission, personID string, ties []Tie, today clock.Date) error {
	if a.Helps != "" && personID == a.PersonID {
		key := "access.refused.helper"
		if p == SeeMoney {
			key = "access.refused.money"
		}
		return fail.New(fail.Forbidden, key, "name", a.Helps)
	}
	for _, t := range ties {
		if t.Relation == Opened && t.Reaches(a, SeePerson, today) {
			return fail.New(fail.Forbidden, "access.refused.opened")
		}
	}
	return &fail.Error{Kind: fail.Forbidden, Key: noTie, Args: []any{"person", personID}}
}

// Allow is the check without an audit line, for lists that show no record.
func (s *Service) Allow(ctx context.Context, tx *db.Tx, a Actor, p Permission, personID string) error {
	if !a.May(p) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if a.Kind == Machine {
		return nil
	}
	ties, err := tiesTo(ctx, tx, a, personID)
	if err != nil {
		return err
	}
	if !reaches(a, p, personID, ties, tx.Today()) {
		return refusal(a, p, personID, ties, tx.Today())
	}
	return nil
}

// StillMay reports whether somebody who is not here may do a thing for a person
// today: whoever was let in on their word asks it at every use. Who is recorded
// no more, or not active, may nothing.
func (s *Service) StillMay(ctx context.Context, tx *db.Tx, actorID string, p Permission,
	personID string) (bool, error) {
	row, found, err := activeActor(ctx, tx, actorID)
	if err != nil || !found {
		return false, err
	}
	err = s.Allow(ctx, tx, row.actor(), p, personID)
	if fail.KindOf(err) == fail.Forbidden {
		return false, nil
	}
	return err == nil, err
}

// noTie is the refusal of somebody whose role would allow it: a worker may
// open the record with a reason.
const noTie = "access.refused.no_tie"

// Note audits a change that touches no person's record.
func (s *Service) Note(ctx context.Context, tx *db.Tx, a Actor, act, thing string) error {
	return insertAudit(ctx, tx, Line{At: tx.Now, ActorID: a.ID, Actor: a.Name, Act: act, Thing: thing})
}

// Tie records a relationship, in the transaction of the area that makes it.
// A tie of the same source to the same person is replaced.
func (s *Service) Tie(ctx context.Context, tx *db.Tx, t Tie) error {
	if t.ID == "" {
		t.ID = tx.NewID()
	}
	if t.Starts.IsZero() {
		t.Starts = tx.Today()
	}
	return saveTie(ctx, tx, t)
}

// EndTie ends every tie of a source yesterday, so that it reaches nobody today.
func (s *Service) EndTie(ctx context.Context, tx *db.Tx, source string) error {
	return endTies(ctx, tx, source, tx.Today().AddDays(-1))
}

// EndTieAfter lets every tie of a source reach to a last day, and no further;
// one that ends before stays as it is.
func (s *Service) EndTieAfter(ctx context.Context, tx *db.Tx, source string, last clock.Date) error {
	return endTies(ctx, tx, source, last)
}

// AddActor records somebody who may sign in by mail.
func (s *Service) AddActor(ctx context.Context, tx *db.Tx, a Actor, email string) (Actor, error) {
	if a.ID == "" {
		a.ID = tx.NewID()
	}
	email = foldEmail(email)
	if email == "" || a.Name == "" || len(a.Roles) == 0 {
		return a, fail.New(fail.Invalid, "access.refused.actor")
	}
	err := insertActor(ctx, tx, a, email)
	if db.IsUnique(err) {
		return a, fail.New(fail.Conflict, "access.refused.email_taken")
	}
	return a, err
}

// ActorByID gives an actor.
func (s *Service) ActorByID(ctx context.Context, tx *db.Tx, actorID string) (Actor, error) {
	row, err := actorByID(ctx, tx, actorID)
	return row.actor(), err
}

// ActorsWith lists the active actors that have a role, by name.
func (s *Service) ActorsWith(ctx context.Context, tx *db.Tx, r Role) ([]Actor, error) {
	rows, err := actors(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []Actor
	for _, row := range rows {
		if a := row.actor(); a.Is(r) {
			found = append(found, a)
		}
	}
	return found, nil
}

func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Open lets a worker see a record that no tie reaches, today, for a reason
// that the person can read.
func (s *Service) Open(ctx context.Context, a Actor, personID, reason string) error {
	if a.Kind != Worker || !a.May(SeePerson) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	if len([]rune(reason)) < shortestReason {
		return fail.Fields(fail.Field{Name: "reason", Key: "access.open.reason_needed"})
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		t := Tie{ActorID: a.ID, PersonID: personID, Relation: Opened, Source: "opened:" + a.ID,
			Starts: tx.Today(), Until: clock.SomeDate(tx.Today())}
		if err := s.Tie(ctx, tx, t); err != nil {
			return err
		}
		return insertAudit(ctx, tx, Line{At: tx.Now, ActorID: a.ID, Actor: a.Name, PersonID: personID,
			Act: "open", Thing: personID, Reason: reason})
	})
}

// shortestReason is how many letters a reason has at least.
const shortestReason = 10
