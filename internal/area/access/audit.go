package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// Line is one line of the audit trail: who did what to whose record, when.
type Line struct {
	ID       string
	At       clock.Instant
	ActorID  string
	Actor    string
	PersonID string
	Act      string
	Thing    string
	Reason   string
}

// sealed is a line with its place in the chain.
type sealed struct {
	Line
	SealNo int64
	Seal   string
}

// seal computes a line's seal from the seal before it: SHA-256 over both.
func seal(before string, l Line) (string, error) {
	b, err := json.Marshal([]string{before, l.ID, l.At.String(), l.ActorID, l.Actor, l.PersonID, l.Act,
		l.Thing, l.Reason})
	if err != nil {
		return "", fmt.Errorf("seal audit line: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// sealAtOnce bounds the lines that one transaction seals.
const sealAtOnce = 2000

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

// Seal is a place in the chain and what stands there, such as "120:9f86d0…". A
// copy that is kept elsewhere shows later whether the chain was cut short or
// written anew from its beginning.
type Seal struct {
	No   int64
	Hash string
}

func (s Seal) String() string { return fmt.Sprintf("%d:%s", s.No, s.Hash) }

// ParseSeal reads what String wrote.
func ParseSeal(text string) (Seal, error) {
	no, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(no, 10, 64)
	if err != nil || n < 1 || len(hash) != 2*sha256.Size {
		return Seal{}, fmt.Errorf("%q is not a seal, such as 120:9f86d0… with 64 letters and digits", text)
	}
	return Seal{n, hash}, nil
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

// looksAtOnce is how many audit lines a page shows: a list that is read in Easy
// Read is short, and the older lines are one press away.
const looksAtOnce = 20

// Bound says which lines a page of a record's trail begins beyond: those older
// than one line, or those newer. Without either, or where the line is not of the
// record, the page has the newest.
type Bound struct{ Before, After string }

// Looks is a page of the trail of one record, the newest line first.
type Looks struct {
	Lines []Line
	Older bool // there are older lines
	Newer bool // there are newer lines
}

// WhoLooked lists the audit lines of a person's record. Reading it writes a line
// itself, so pages are told apart by their lines and not by counting: a line
// stands on one of them whatever is written meanwhile.
func (s *Service) WhoLooked(ctx context.Context, tx *db.Tx, a Actor, personID string,
	b Bound) (Looks, error) {
	if err := s.See(ctx, tx, a, ReadAudit, personID); err != nil {
		return Looks{}, err
	}
	if b.After != "" {
		if l, full, err := looksAfter(ctx, tx, personID, b.After); err != nil || full {
			return l, err
		}
	}
	return looksBefore(ctx, tx, personID, b.Before)
}

// looksAfter is the page of the lines that are next newer than one; full is
// false where they are fewer than a page has: then they are on the newest.
func looksAfter(ctx context.Context, tx *db.Tx, personID, after string) (l Looks, full bool, err error) {
	at, found, err := lineOf(ctx, tx, personID, after)
	if err != nil || !found {
		return l, false, err
	}
	lines, err := linesAfter(ctx, tx, personID, at, looksAtOnce+1)
	if err != nil || len(lines) <= looksAtOnce {
		return l, false, err
	}
	lines = lines[:looksAtOnce]
	slices.Reverse(lines)
	return Looks{Lines: lines, Older: true, Newer: true}, true, nil
}

// looksBefore is the page of the lines that are older than one; without one, of
// the newest.
func looksBefore(ctx context.Context, tx *db.Tx, personID, before string) (Looks, error) {
	at, found, err := lineOf(ctx, tx, personID, before)
	if err != nil {
		return Looks{}, err
	}
	lines, err := linesBefore(ctx, tx, personID, at, looksAtOnce+1)
	l := Looks{Lines: lines, Newer: found, Older: len(lines) > looksAtOnce}
	if l.Older {
		l.Lines = lines[:looksAtOnce]
	}
	return l, err
}
