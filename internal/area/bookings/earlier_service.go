package bookings

import (
	"context"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// EarlierOf lists a provider's registers of days before today: what is not
// closed first, whenever it was, and then those of a month that are. A provider
// reads its own; the council those of whichever it asks for. It names nobody.
func (s *Service) EarlierOf(ctx context.Context, tx *db.Tx, a access.Actor, ask Asked) (Earlier, error) {
	ask.Month = monthOf(ask.Month)
	if !ofCouncil(a) {
		ask.OrganisationID = a.OrganisationID
	}
	e := Earlier{Asked: ask}
	if !a.May(access.CorrectRegister) || ask.OrganisationID == "" {
		return e, fail.New(fail.Forbidden, "access.refused.role")
	}
	var err error
	if e.Organisation, err = s.Directory.OrganisationByID(ctx, tx, ask.OrganisationID); err != nil {
		return e, err
	}
	open, err := unclosedBetween(ctx, tx, ask, tx.Today())
	if err != nil {
		return e, err
	}
	open, e.MoreOpen = cutTo(unclosedAtOnce, open)
	if e.Open, err = s.linesOf(ctx, tx, open); err != nil {
		return e, err
	}
	closed, err := closedBetween(ctx, tx, ask, tx.Today())
	if err != nil {
		return e, err
	}
	closed, e.More = cutTo(closedAtOnce, closed)
	if e.Closed, err = s.linesOf(ctx, tx, closed); err != nil {
		return e, err
	}
	e.After = afterMonth(e.Month, tx.Today())
	before, err := lastBefore(ctx, tx, ask.OrganisationID, e.Month)
	if before.Valid {
		e.Before = monthOf(before.V)
	}
	return e, err
}

// linesOf gives sessions of one provider as lines of a list, in the order of their ids.
func (s *Service) linesOf(ctx context.Context, tx *db.Tx, ids []string) ([]SessionLine, error) {
	cards, err := s.Directory.Cards(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	closed, err := closedOf(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	mended, err := correctedAmong(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	gone, err := goneFrom(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	places := 0
	if len(cards) > 0 {
		if places, err = s.Directory.MeetsAt(ctx, tx, cards[0].Activity.OrganisationID); err != nil {
			return nil, err
		}
	}
	var lines []SessionLine
	for _, c := range cards {
		id := c.Session.ID
		lines = append(lines, SessionLine{Card: c, People: c.Session.Taken, Gone: gone[id], Closed: closed[id],
			Corrected: mended[id], Begun: !c.Session.Starts.After(tx.Now), Apart: places > 1})
	}
	return lines, nil
}
