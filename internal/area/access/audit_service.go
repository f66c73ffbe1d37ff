package access

import (
	"context"
	"fmt"
	"slices"

	"ourdays/internal/platform/db"
)

// Seal puts the lines that are not sealed yet into the hash chain, and says
// how many. Two sealers at once are safe: a place in the chain is unique.
func (s *Service) Seal(ctx context.Context) (int, error) {
	n := 0
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		n = 0
		last, err := lastSeal(ctx, tx)
		if err != nil {
			return err
		}
		lines, err := unsealed(ctx, tx, sealAtOnce)
		if err != nil {
			return err
		}
		var fresh []sealed
		for _, l := range lines {
			if last.Seal, err = seal(last.Seal, l); err != nil {
				return err
			}
			last.SealNo++
			fresh = append(fresh, sealed{l, last.SealNo, last.Seal})
		}
		n = len(fresh)
		return setSeals(ctx, tx, fresh)
	})
	if db.IsUnique(err) {
		return 0, nil // another process sealed first; the rest is for the next round
	}
	return n, err
}

// Broken walks the chain and names every line that does not fit it.
func (s *Service) Broken(ctx context.Context, tx *db.Tx) ([]string, error) {
	var faults []string
	before, next := "", int64(1)
	err := eachSealed(ctx, tx, func(l sealed) error {
		want, err := seal(before, l.Line)
		if err != nil {
			return err
		}
		if l.SealNo != next {
			faults = append(faults, fmt.Sprintf("audit: line %d of the chain is missing", next))
			next = l.SealNo
		}
		if l.Seal != want {
			faults = append(faults, fmt.Sprintf("audit: line %d (%s) was changed after it was sealed", l.SealNo, l.ID))
		}
		before, next = l.Seal, next+1
		return nil
	})
	return faults, err
}

// NewestSeal gives the end of the chain; No is 0 when nothing is sealed yet.
func (s *Service) NewestSeal(ctx context.Context, tx *db.Tx) (Seal, error) {
	last, err := lastSeal(ctx, tx)
	return Seal{last.SealNo, last.Seal}, err
}

// Holds reports whether a seal that was kept elsewhere still stands in the chain.
func (s *Service) Holds(ctx context.Context, tx *db.Tx, kept Seal) (bool, error) {
	hash, found, err := sealAt(ctx, tx, kept.No)
	return found && hash == kept.Hash, err
}

// WhoLooked lists the audit lines of a person's record. Reading it writes a line
// itself, so pages are told apart by their lines and not by counting: a line
// stands on one of them whatever is written meanwhile.
func (s *Service) WhoLooked(ctx context.Context, tx *db.Tx, a Actor, personID string,
	b Bound) (Looks, error) {
	if err := s.See(ctx, tx, a, ReadAudit, personID); err != nil {
		return Looks{}, err
	}
	w, err := wayInOf(ctx, tx, personID)
	if err != nil {
		return Looks{}, err
	}
	t := trail{personID, w.ID, a.ID}
	l, err := looksAt(ctx, tx, t, b)
	if err != nil {
		return l, err
	}
	own := ownCount{at: map[ownDay]int{}}
	if err := ownLooks(ctx, tx, t, l.span, own.add); err != nil {
		return l, err
	}
	l.Own = own.all
	l.Who, err = s.readers(ctx, tx, l.Lines)
	return l, err
}

func looksAt(ctx context.Context, tx *db.Tx, t trail, b Bound) (Looks, error) {
	if b.After != "" {
		if l, full, err := looksAfter(ctx, tx, t, b.After); err != nil || full {
			return l, err
		}
	}
	return looksBefore(ctx, tx, t, b.Before)
}

// readers says who the actors of some lines are today: what they were then is not kept.
func (s *Service) readers(ctx context.Context, tx *db.Tx, lines []Line) (map[string]Reader, error) {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.ActorID)
	}
	rows, err := actorsByID(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.namesOfOrganisations(ctx, tx, rows)
	who := map[string]Reader{}
	for _, row := range rows {
		a := row.actor()
		who[a.ID] = Reader{Kind: a.Kind, Roles: a.Roles, Organisation: names[a.OrganisationID], Ended: !row.Active}
	}
	return who, err
}

// namesOfOrganisations gives the names of those whose staff some actors are.
func (s *Service) namesOfOrganisations(ctx context.Context, tx *db.Tx,
	of []actorRow) (map[string]string, error) {
	var ids []string
	for _, r := range of {
		if r.OrganisationID != "" && !slices.Contains(ids, r.OrganisationID) {
			ids = append(ids, r.OrganisationID)
		}
	}
	if s.OrganisationNames == nil || len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.OrganisationNames(ctx, tx, ids)
}

// looksAfter is the page of the lines that are next newer than one; full is
// false where they are fewer than a page has: then they are on the newest.
func looksAfter(ctx context.Context, tx *db.Tx, t trail, after string) (l Looks, full bool, err error) {
	at, found, err := lineOf(ctx, tx, t.personID, after)
	if err != nil || !found {
		return l, false, err
	}
	lines, err := linesAfter(ctx, tx, t, at, looksAtOnce+1)
	if err != nil || len(lines) <= looksAtOnce {
		return l, false, err
	}
	lines = lines[:looksAtOnce]
	slices.Reverse(lines)
	return Looks{Lines: lines, Older: true, Newer: true, span: span{at, lines[0].place()}}, true, nil
}

// looksBefore is the page of the lines that are older than one; without one, of
// the newest.
func looksBefore(ctx context.Context, tx *db.Tx, t trail, before string) (Looks, error) {
	at, found, err := lineOf(ctx, tx, t.personID, before)
	if err != nil {
		return Looks{}, err
	}
	lines, err := linesBefore(ctx, tx, t, at, looksAtOnce+1)
	l := Looks{Lines: lines, Newer: found, Older: len(lines) > looksAtOnce, span: always()}
	if l.Older {
		l.Lines, l.span.after = lines[:looksAtOnce], lines[looksAtOnce].place()
	}
	if l.Newer && len(lines) > 0 {
		l.span.until = lines[0].place()
	}
	return l, err
}
