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

// readAs says, by the permission that was used, which part of a record was read. Each
// has a text access.act.X, as those of doneAs have; what is in neither has a text of its
// own, or is a change.
var readAs = map[Permission]string{
	SeeMoney: "see_money", RecordContribution: "see_money", AgreeOutcomes: "see_plan",
	Refer: "see_week", Broker: "see_week", Choose: "see_week", Approve: "see_week",
	TakeRegister: "see_register", CorrectRegister: "see_register", ReadAudit: "see_looks",
}

// doneAs says, by the word that an area gave, which part of a record was changed.
var doneAs = map[string]string{
	"see_options": "see_week", "options": "week", "new_week": "week", "change_option": "week", "show": "week",
	"take": "week", "refer": "week", "hand_back": "week", "ask_again": "week", "finish": "week",
	"place": "week", "choose": "choose", "like_none": "choose", "approve": "approve", "refuse": "approve",
	"offer": "place", "accept": "place", "decline": "place", "begin": "place", "suspend": "place",
	"resume": "place", "reopen": "week",
	"withdraw": "place", "end_on": "place", "take_over": "place", "move_end": "place",
	"move_rate": "place", "outcome": "plan", "remove outcome": "plan", "tier": "plan", "review": "plan",
	"assess": "money", "check assessment": "money", "open budget": "money", "register": "register",
	"mark": "register", "called off": "off", "profile": "profile", "likes": "profile", "add": "profile",
	"friend": "friend", "mandate": "helpers", "book series": "book", "cancel series": "cancel",
	"confirmed": "book", "cancelled": "cancel", "say how": "how",
}

// word names what a line is about: the part of the record that was read or changed.
func (l Line) word() string {
	if l.Act != "see" {
		if word, known := doneAs[l.Act]; known {
			return word
		}
		return l.Act
	}
	if word, known := readAs[Permission(l.Thing)]; known {
		return word
	}
	return l.Act
}

// Reader is who somebody of the trail is: the roles and the organisation that they have
// now.
type Reader struct {
	Kind         Kind
	Roles        []Role
	Organisation string // of provider staff, by its name
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
	Older bool              // there are older lines
	Newer bool              // there are newer lines
	Who   map[string]Reader // by actor
}
