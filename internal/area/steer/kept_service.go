package steer

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/db"
)

// CountLater stops adding what happens to the sums, until Rebuild: for who fills
// an empty database, in which nobody else writes meanwhile.
func (s *Service) CountLater() { s.later.Store(true) }

// CountMoney adds what bookings moved to the sums, in their transaction.
func (s *Service) CountMoney(ctx context.Context, tx *db.Tx, e bookings.MoneyMoved) error {
	if s.later.Load() {
		return nil
	}
	var ids []string
	for _, c := range e.Changes {
		if !slices.Contains(ids, c.PlacementID) {
			ids = append(ids, c.PlacementID)
		}
	}
	known, err := countedByID(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("find what the sums count: %w", err)
	}
	if err := takeTurn(ctx, tx, peopleOf(known)); err != nil {
		return fmt.Errorf("wait for the sums: %w", err)
	}
	if known, err = countedByID(ctx, tx, ids); err != nil {
		return fmt.Errorf("find what the sums count: %w", err)
	}
	moved := sums{}
	for _, c := range e.Changes {
		p, ok := known[c.PlacementID]
		if !ok {
			continue // it costs the council nothing
		}
		moved.add(sumSpent, monthOf(c.Day), p.OrganisationID, p.Tier, int64(c.Spent))
		moved.add(sumCommitted, noDay, p.OrganisationID, p.Tier, -int64(c.Settled))
		if p.Going == 1 {
			moved.add(sumOpen, c.Day, p.OrganisationID, p.Tier, int64(c.Open))
		}
	}
	return addSums(ctx, tx, moved)
}

// peopleOf lists whose placements these are, each once, in order.
func peopleOf(list map[string]counted) []string {
	var people []string
	for _, c := range list {
		people = append(people, c.PersonID)
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// CountPlacement counts a placement's step, in its transaction.
func (s *Service) CountPlacement(ctx context.Context, tx *db.Tx, e brokerage.PlacementMoved) error {
	agreed := e.Status == brokerage.Accepted || e.Going() || e.Status == brokerage.Suspended ||
		e.Status == brokerage.Ended
	begun := e.Before == brokerage.Accepted && e.Status == brokerage.Active // it counted already
	if e.Funding != brokerage.FromBudget || !agreed || begun {
		return nil
	}
	return s.recount(ctx, tx, e.PersonID)
}

// CountTier moves what a person's placements come to to their new tier.
func (s *Service) CountTier(ctx context.Context, tx *db.Tx, e plans.TierDecided) error {
	return s.recount(ctx, tx, e.PersonID)
}

// recount brings the sums from what was counted of a person's placements to
// what they are now.
func (s *Service) recount(ctx context.Context, tx *db.Tx, personID string) error {
	if s.later.Load() {
		return nil
	}
	if err := takeTurn(ctx, tx, []string{personID}); err != nil {
		return fmt.Errorf("wait for the sums: %w", err)
	}
	old, err := countedOf(ctx, tx, personID)
	if err != nil {
		return err
	}
	now, err := agreedOf(ctx, tx, personID)
	if err != nil {
		return err
	}
	moved := shares(now)
	moved.less(shares(old))
	var fresh []counted
	for _, n := range now {
		i := slices.IndexFunc(old, func(o counted) bool { return o.PlacementID == n.PlacementID })
		if i >= 0 && old[i] == n {
			continue
		}
		fresh = append(fresh, n)
		if i < 0 {
			continue // nothing is booked yet
		}
		if err := moveBooked(ctx, tx, moved, old[i], n); err != nil {
			return err
		}
	}
	if err := saveCounted(ctx, tx, fresh); err != nil {
		return err
	}
	return addSums(ctx, tx, moved)
}

// moveBooked moves what is booked with a placement: to another tier, or out of
// what is open while it does not go on.
func moveBooked(ctx context.Context, tx *db.Tx, moved sums, old, now counted) error {
	if old.Tier == now.Tier && old.Going == now.Going {
		return nil
	}
	booked, err := bookedWith(ctx, tx, now.PlacementID)
	if err != nil {
		return fmt.Errorf("add up a placement: %w", err)
	}
	was, is := sums{}, sums{}
	for _, b := range booked {
		was.book(old, b)
		is.book(now, b)
	}
	for k, n := range is {
		moved.add(k.What, k.Day, k.Org, k.Tier, n)
	}
	moved.less(was)
	return nil
}

// book adds what a placement comes to on one day.
func (s sums) book(c counted, b bookedDay) {
	s.add(sumSpent, monthOf(b.Day), c.OrganisationID, c.Tier, int64(b.Spent))
	s.add(sumCommitted, noDay, c.OrganisationID, c.Tier, -int64(b.Settled))
	if c.Going == 1 {
		s.add(sumOpen, b.Day, c.OrganisationID, c.Tier, int64(b.Open))
	}
}

// fromRows adds everything up anew: what the sums must be.
func fromRows(ctx context.Context, tx *db.Tx) ([]counted, sums, error) {
	all, err := agreedOfAll(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	s := sums{}
	for i := 0; i < len(all); {
		n := i + 1
		for n < len(all) && all[n].PersonID == all[i].PersonID {
			n++
		}
		for k, amount := range shares(all[i:n]) {
			s.add(k.What, k.Day, k.Org, k.Tier, amount)
		}
		i = n
	}
	byID := map[string]counted{}
	for _, c := range all {
		byID[c.PlacementID] = c
	}
	err = eachBooked(ctx, tx, func(b bookedDay) error {
		if c, ok := byID[b.PlacementID]; ok {
			s.book(c, b)
		}
		return nil
	})
	return all, s, err
}

// Rebuild adds the sums up from the rows and replaces what is kept. Nothing else
// may write meanwhile; `ourdays migrate --rebuild` runs it.
func (s *Service) Rebuild(ctx context.Context) error {
	s.later.Store(false)
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := markBuilt(ctx, tx, true); err != nil {
			return err
		}
		return build(ctx, tx)
	})
}

func build(ctx context.Context, tx *db.Tx) error {
	all, fresh, err := fromRows(ctx, tx)
	if err != nil {
		return fmt.Errorf("add up the rows: %w", err)
	}
	if err := dropKept(ctx, tx); err != nil {
		return err
	}
	if err := saveCounted(ctx, tx, all); err != nil {
		return err
	}
	return addSums(ctx, tx, fresh)
}

// Ready builds the sums of a database from before they were kept, once, however
// many processes start at the same time: they wait for one another at the mark.
func (s *Service) Ready(ctx context.Context) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		first, err := markBuilt(ctx, tx, false)
		if err != nil || !first {
			return err
		}
		return build(ctx, tx)
	})
}

// keptWrongly compares the sums with the rows that they are sums of.
func keptWrongly(ctx context.Context, tx *db.Tx) ([]string, error) {
	all, want, err := fromRows(ctx, tx)
	if err != nil {
		return nil, err
	}
	kept, err := keptSums(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, k := range kept {
		if k.Amount != want[k.sumKey] {
			found = append(found,
				fmt.Sprintf("spend: %s of %s, provider %q, tier %d, is kept as %d, the rows come to %d", k.What, k.Day,
					k.Org, k.Tier, k.Amount, want[k.sumKey]))
		}
		delete(want, k.sumKey)
	}
	for _, k := range want.sorted() {
		found = append(found, fmt.Sprintf("spend: %s of %s, provider %q, tier %d, is not kept, the rows come to %d",
			k.What, k.Day, k.Org, k.Tier, want[k]))
	}
	n, err := countCounted(ctx, tx)
	if err == nil && n != len(all) {
		found = append(found, fmt.Sprintf("spend: %d placements are counted, %d are agreed", n, len(all)))
	}
	return found, err
}

// tablesOf reads the lines of all that is going and committed, with what was
// spent in whole months.
func tablesOf(ctx context.Context, tx *db.Tx, s Span) (tables, error) {
	list, err := standing(ctx, tx)
	if err != nil {
		return tables{}, err
	}
	spent, err := spentIn(ctx, tx, s)
	return newTables(append(list, spent...)), err
}
