package bookings

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Elsewhere gives, of sessions in their order, those at whose time the person has a place
// somewhere else, with that place and what it is. It is asked beside Mine, which leaves
// the line in the trail.
func (s *Service) Elsewhere(ctx context.Context, tx *db.Tx, a access.Actor,
	sessions []directory.Session) (map[string]Line, error) {
	sees, err := s.may(ctx, tx, a, access.SeeOwn, a.PersonID)
	if err != nil || !sees || len(sessions) == 0 {
		return map[string]Line{}, err
	}
	from, to := sessions[0].Date, sessions[len(sessions)-1].Date
	all, err := hoursOf(ctx, tx, a.PersonID, from.AddDays(-1), to.AddDays(1))
	if err != nil {
		return nil, err
	}
	return s.placesAt(ctx, tx, a.PersonID, othersAt(sessions, all))
}

// placesAt gives the person's places at sessions, by what led to each.
func (s *Service) placesAt(ctx context.Context, tx *db.Tx, personID string,
	at map[string]string) (map[string]Line, error) {
	lines := map[string]Line{}
	if len(at) == 0 {
		return lines, nil
	}
	var ids []string
	for _, id := range at {
		ids = append(ids, id)
	}
	cards, err := s.Directory.Cards(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	list, err := liveAmong(ctx, tx, personID, ids)
	if err != nil {
		return nil, err
	}
	by := map[string]Line{}
	for _, c := range cards {
		by[c.Session.ID] = Line{Card: c}
	}
	for _, b := range list {
		by[b.SessionID] = Line{Booking: b, Card: by[b.SessionID].Card}
	}
	for led, id := range at {
		lines[led] = by[id]
	}
	return lines, nil
}

// daysToSay is how far back somebody is asked how something was; mostUnsaid is of how
// many days at once.
const (
	daysToSay  = 7
	mostUnsaid = 3
)

// Unsaid gives the last days before today on which a person went somewhere and nobody
// has said yet how it was, the newest first. The page that shows them asks access by
// Week.
func (s *Service) Unsaid(ctx context.Context, tx *db.Tx, personID string) ([]clock.Date, error) {
	today := tx.Today()
	days, err := unsaidDays(ctx, tx, personID, today.AddDays(-daysToSay), today.AddDays(-1))
	return days[:min(mostUnsaid, len(days))], err
}
