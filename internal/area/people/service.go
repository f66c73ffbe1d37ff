package people

import (
	"context"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Deps is what the area stands on.
type Deps struct {
	DB     *db.DB
	Access *access.Service
	// Towns lists the towns on the map, which is kept above: those from which a
	// journey can be reckoned. Without it no town is known.
	Towns func(ctx context.Context, tx *db.Tx) ([]string, error)
}

// Service holds the verbs of people.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Add records a new person. The worker who adds somebody is allocated to them.
func (s *Service) Add(ctx context.Context, tx *db.Tx, a access.Actor, p Person) (Person, error) {
	if !a.May(access.WritePerson) || a.Kind == access.Person || a.Kind == access.Supporter {
		return p, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := p.Check(tx.Today()); err != nil {
		return p, err
	}
	if p.ID == "" {
		p.ID = tx.NewID()
	}
	if err := insertPerson(ctx, tx, p); err != nil {
		return p, err
	}
	if a.Kind == access.Worker {
		if err := s.Allocate(ctx, tx, p.ID, a.ID); err != nil {
			return p, err
		}
	}
	return p, s.Access.Act(ctx, tx, a, access.WritePerson, p.ID, "add", p.ID)
}

// Anybody reports whether the database holds anybody's record.
func (s *Service) Anybody(ctx context.Context, tx *db.Tx) (bool, error) { return anybody(ctx, tx) }

// Allocate puts a worker in charge of a person.
func (s *Service) Allocate(ctx context.Context, tx *db.Tx, personID, workerID string) error {
	return s.Access.Tie(ctx, tx, access.Tie{ActorID: workerID, PersonID: personID, Relation: access.Allocated,
		Source: "allocated:" + workerID})
}

// Get reads a record for somebody: role and tie are asked, and the read is
// audited. It needs a writing transaction.
func (s *Service) Get(ctx context.Context, tx *db.Tx, a access.Actor, id string) (Person, error) {
	if err := s.Access.See(ctx, tx, a, access.SeePerson, id); err != nil {
		return Person{}, err
	}
	return personByID(ctx, tx, id)
}

// ReadsEasy tells whether a person reads Easy Read, for access at sign-in. Of
// nobody's record it is false.
func (s *Service) ReadsEasy(ctx context.Context, tx *db.Tx, personID string) (bool, error) {
	easy, _, err := readsEasy(ctx, tx, personID)
	return easy, err
}

// Called is what a person likes to be called, for access to say whom a
// supporter helps; it asks no permission.
func (s *Service) Called(ctx context.Context, tx *db.Tx, personID string) (string, error) {
	p, err := personByID(ctx, tx, personID)
	return p.Name(), err
}

// Load reads a record for a verb that has already asked access.
func (s *Service) Load(ctx context.Context, tx *db.Tx, id string) (Person, error) {
	return personByID(ctx, tx, id)
}

// mapped lists the towns from which a journey can be reckoned.
func (s *Service) mapped(ctx context.Context, tx *db.Tx) (Towns, error) {
	if s.Towns == nil {
		return Towns{}, nil
	}
	return s.Towns(ctx, tx)
}

// LoadMany reads several records for a verb that has already asked access.
func (s *Service) LoadMany(ctx context.Context, tx *db.Tx, ids []string) ([]Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return peopleByID(ctx, tx, ids)
}

// Listed is one line of a list: it shows no more than a name and a town.
type Listed struct {
	ID         string
	GivenName  string
	FamilyName string
	Town       string
}

// mostListed bounds a list of people.
const mostListed = 200

// Mine lists the people whom a worker reaches today, by name; words narrow it.
func (s *Service) Mine(ctx context.Context, tx *db.Tx, a access.Actor, words string) ([]Listed, error) {
	return listReached(ctx, tx, a, fold(words), mostListed)
}

// everybodyRows is how many people a page of all of them lists: a phone shows each
// on five lines.
const everybodyRows = 25

// Everybody lists people for a role that keeps something for all of them, such as
// finance: names only, a page at a time from 1, and whether there are more.
func (s *Service) Everybody(ctx context.Context, tx *db.Tx, a access.Actor, words string,
	page int) (list []Listed, more bool, err error) {
	if !a.May(access.RecordContribution) {
		return nil, false, fail.New(fail.Forbidden, "access.refused.role")
	}
	if err := s.Access.Note(ctx, tx, a, "list", "people"); err != nil {
		return nil, false, err
	}
	list, err = listAll(ctx, tx, fold(words), everybodyRows+1, everybodyRows*(page-1))
	if more = len(list) > everybodyRows; more {
		list = list[:everybodyRows]
	}
	return list, more, err
}

// SayLikes keeps which kinds of activity a person likes, after asking access: they
// say it themselves, or who helps them to choose does. What else stands in the
// record is not theirs to mend, and is not asked. What they said before changes nothing.
func (s *Service) SayLikes(ctx context.Context, tx *db.Tx, a access.Actor, personID string,
	kinds []string) error {
	now, missing := personByID(ctx, tx, personID)
	if missing == nil && CheckKinds(kinds) == nil && slices.Equal(inOrder(now.Kinds), inOrder(kinds)) {
		return s.Access.See(ctx, tx, a, access.SayLikes, personID)
	}
	if err := s.Access.Act(ctx, tx, a, access.SayLikes, personID, "likes", personID); err != nil {
		return err
	}
	if err := CheckKinds(kinds); err != nil {
		return err
	}
	return saveKinds(ctx, tx, personID, kinds)
}

// UpdateProfile changes what stands in a record, after asking access. A record
// that has changed since the version that p carries is refused with
// fail.Conflict, before anything else that may be wrong with p. Where p is what stands
// there already nothing changes, and the trail tells no change.
func (s *Service) UpdateProfile(ctx context.Context, tx *db.Tx, a access.Actor, p Person) error {
	now, missing := personByID(ctx, tx, p.ID)
	if missing == nil && now.sameAs(p) && p.Check(tx.Today()) == nil {
		return s.Access.See(ctx, tx, a, access.WritePerson, p.ID)
	}
	if err := s.Access.Act(ctx, tx, a, access.WritePerson, p.ID, "profile", p.ID); err != nil {
		return err
	}
	if missing != nil {
		return missing
	}
	if now.Version != p.Version {
		return fail.New(fail.Conflict, "people.refused.stale")
	}
	if err := p.Check(tx.Today()); err != nil {
		return err
	}
	if err := updatePerson(ctx, tx, p); err != nil {
		return err
	}
	return s.Access.CallPerson(ctx, tx, p.ID, p.Name())
}
