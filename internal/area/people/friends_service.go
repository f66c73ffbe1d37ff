package people

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// SayFriend records that a person wants to do things together with another. A
// friend link holds once both have said so.
func (s *Service) SayFriend(ctx context.Context, tx *db.Tx, a access.Actor, personID, friendID string) error {
	if personID == friendID {
		return fail.New(fail.Invalid, "people.refused.self")
	}
	if err := s.Access.Act(ctx, tx, a, access.WritePerson, personID, "friend", friendID); err != nil {
		return err
	}
	if personID < friendID {
		return saveFriend(ctx, tx, personID, friendID, true, false)
	}
	return saveFriend(ctx, tx, friendID, personID, false, true)
}

// FriendsOf lists the people who have said that they are friends with the
// person, and of whom the person has said so, for verbs that asked access.
func (s *Service) FriendsOf(ctx context.Context, tx *db.Tx, personID string) ([]Person, error) {
	ids, err := friendIDs(ctx, tx, personID)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return peopleByID(ctx, tx, ids)
}
