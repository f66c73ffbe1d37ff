package access

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"ourdays/internal/platform/clock"
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
