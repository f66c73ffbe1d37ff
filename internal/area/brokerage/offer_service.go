package brokerage

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// offersFor lists what a provider is asked for, each with what they need to say yes or no.
func (s *Service) offersFor(ctx context.Context, a access.Actor) ([]offerLine, error) {
	var lines []offerLine
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		lines = nil
		list, err := placementsOfOrganisation(ctx, tx, a.OrganisationID, []Status{Offered})
		if err != nil {
			return err
		}
		shown, err := s.linesOf(ctx, tx, list)
		if err != nil {
			return err
		}
		known, err := s.peopleOf(ctx, tx, a, list)
		if err != nil {
			return err
		}
		for _, l := range shown {
			line, err := s.offerOf(ctx, tx, l, known[l.PersonID])
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		return nil
	})
	return lines, err
}

// offerOf gathers what a provider reads of one offer. Of the person it is how they are
// called, what the place must have, how to write to them and which Care Act outcomes they
// come for: what they or others wrote about them is not in it before the yes (ADR 76), nor
// are their other names, where they live, their money and their other places.
func (s *Service) offerOf(ctx context.Context, tx *db.Tx, l PlacementLine,
	p people.Person) (offerLine, error) {
	line := offerLine{PlacementLine: l, name: p.Called(), easy: p.EasyRead,
		needs: directory.Access(p.Needs).Words()}
	if err := s.beginsNow(ctx, tx, &line); err != nil {
		return line, err
	}
	now, dearer, changed, err := s.sinceOffered(ctx, tx, line.Placement)
	if err != nil {
		return line, err
	}
	if changed {
		line.now, line.dearer = now, dearer
	}
	r, err := referralByID(ctx, tx, l.ReferralID)
	if err != nil {
		return line, err
	}
	if line.broker, err = s.brokerOf(ctx, tx, r); err != nil {
		return line, err
	}
	outcomes, err := s.Plans.OutcomesOf(ctx, tx, r.PlanID)
	if err != nil {
		return line, fmt.Errorf("read what they come for: %w", err)
	}
	for _, o := range outcomes {
		if !l.Outcomes.Has(o.ID) {
			continue
		}
		for _, code := range o.CareAct {
			if l.Activity.Outcomes.Has(code) && !slices.Contains(line.aims, code) {
				line.aims = append(line.aims, code)
			}
		}
	}
	err = s.countPlaces(ctx, tx, &line)
	return line, err
}

// beginsNow shows an offer as a yes would make it: behind what has filled up since, with
// what is paid from then on.
func (s *Service) beginsNow(ctx context.Context, tx *db.Tx, line *offerLine) error {
	from := later(line.From, tx.Today().AddDays(1))
	var err error
	if line.room, err = s.roomFor(ctx, tx, line.Placement, from); err != nil || !line.room.moved {
		return err
	}
	line.From = line.room.begins
	line.Total, err = s.costFrom(ctx, tx, line.Placement, line.From)
	return err
}

// brokerOf names who a provider calls about a place; nobody where the referral has no
// broker, or one who is no more.
func (s *Service) brokerOf(ctx context.Context, tx *db.Tx, r Referral) (string, error) {
	if r.BrokerID == "" || r.BrokerID == access.System.ID {
		return "", nil
	}
	who, err := s.Access.ActorByID(ctx, tx, r.BrokerID)
	if fail.KindOf(err) == fail.NotFound {
		return "", nil
	}
	return who.Name, err
}

// countPlaces says on which day the offer begins, and how many of their own places it is
// about: the fewest that are free in a session of the series, as far as it is looked ahead.
func (s *Service) countPlaces(ctx context.Context, tx *db.Tx, line *offerLine) error {
	from := later(line.From, tx.Today().AddDays(1))
	offer, err := s.Directory.OfferOf(ctx, tx, []string{line.ScheduleID}, from, earlier(line.To,
		from.AddDays(7*weeksAhead-1)))
	if err != nil {
		return fmt.Errorf("count the places of an offer: %w", err)
	}
	for _, o := range offer.Items {
		if len(o.Sessions) > 0 {
			line.first = o.Sessions[0].Date
		}
		for n, ses := range o.Sessions {
			if n == 0 || ses.Left() < line.free {
				line.free, line.places = ses.Left(), ses.Places
			}
		}
	}
	return nil
}

// peopleOf reads whom placements are of, by id, with a line in each one's trail.
func (s *Service) peopleOf(ctx context.Context, tx *db.Tx, a access.Actor,
	list []Placement) (map[string]people.Person, error) {
	var seen []access.Touch
	var ids []string
	for _, p := range list {
		if !slices.Contains(ids, p.PersonID) {
			ids, seen = append(ids, p.PersonID), append(seen, access.Touch{PersonID: p.PersonID,
				Thing: string(access.AnswerOffer)})
		}
	}
	by := map[string]people.Person{}
	if len(ids) == 0 {
		return by, nil
	}
	if err := s.Access.ActEach(ctx, tx, a, access.AnswerOffer, "see", seen); err != nil {
		return nil, err
	}
	known, err := s.People.LoadMany(ctx, tx, ids)
	for _, p := range known {
		by[p.ID] = p
	}
	return by, err
}
