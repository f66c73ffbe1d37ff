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
// has a text access.act.X, as those of doneAs have. A permission that reads several pages
// is told as the record; who refers reads the plan first.
var readAs = map[Permission]string{
	SeeOwn: "see", SeePerson: "see", SeeMoney: "see_money", AgreeOutcomes: "see_plan", Refer: "see_plan",
	Choose: "see_week", AnswerOffer: "see_offer", TakeRegister: "see_register",
	CorrectRegister: "see_register", ReadAudit: "see_looks", SayLikes: "see", WritePerson: "see",
}

// doneAs says, by the word that an area gave, what was done to a record. An act that
// is its own word (register, choose) is here too: what is not here has no word.
var doneAs = map[string]string{
	"see_options": "see_week", "options": "week", "new_week": "week", "change_option": "week",
	"drop_option": "week", "show": "week",
	"take": "week", "take_over": "week", "refer": "week", "ask_again": "week", "finish": "week",
	"reopen": "week",
	"choose": "choose", "like_none": "choose", "approve": "approve", "refuse": "approve",
	"accept": "place", "decline": "place", "suspend": "place", "resume": "place", "end_place": "end_place",
	"outcome": "plan", "remove outcome": "plan", "correct outcome": "plan", "tier": "plan", "review": "plan",
	"assess": "money", "check assessment": "money", "open budget": "money",
	"register": "register", "mark": "register", "correct": "correct", "called off": "off", "put on again": "on",
	"profile": "profile", "likes": "likes", "add": "added", "friend": "friend",
	"mandate": "helpers", "end mandate": "helpers", "review mandate": "helpers",
	"read end of mandate": "helpers_read", "helper address": "helper_in", "help": "help",
	"let in": "way_in", "code on paper": "way_in", "end way in": "way_in", "open": "open",
	"book": "book", "confirmed": "book", "cancelled": "cancel", "say how": "how",
	"calendar": "calendar", "calendar stop": "calendar_stop", "calendar read": "calendar_read",
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
	Ended        bool   // they sign in no more
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

// Own is how often somebody looked at their own record, or who reads the trail at the
// record, on one day. These looks are counted: told one by one they would hide what others
// did.
type Own struct {
	Day     clock.Date
	ActorID string
	Actor   string
	N       int
}

// ownLook is one of them.
type ownLook struct {
	At      clock.Instant
	ActorID string
	Actor   string
}

// ownCount counts looks by day and actor, in their order, however many there are.
type ownCount struct {
	all []Own
	at  map[ownDay]int
}

type ownDay struct {
	day     clock.Date
	actorID string
}

func (c *ownCount) add(l ownLook) error {
	d, _ := clock.London(l.At)
	i, known := c.at[ownDay{d, l.ActorID}]
	if !known {
		i = len(c.all)
		c.at[ownDay{d, l.ActorID}] = i
		c.all = append(c.all, Own{Day: d, ActorID: l.ActorID, Actor: l.Actor})
	}
	c.all[i].N++
	return nil
}

// Looks is a page of the trail of one record, the newest line first.
type Looks struct {
	Lines []Line
	Own   []Own             // between the lines of this page, the newest day first
	Older bool              // there are older lines
	Newer bool              // there are newer lines
	Who   map[string]Reader // by actor
	span  span
}

// span is the part of the trail that a page tells of: behind one place, up to another.
type span struct{ after, until place }

// always is the whole of a trail.
func always() span {
	return span{place{At: clock.At(clock.D(1900, 1, 1), 0)}, place{At: clock.At(clock.D(9999, 12, 31), 0)}}
}

func (l Line) place() place { return place{l.At, l.ID} }

// trail is whose lines are read, and whose looks at it are counted only: the person's own
// and those of who reads.
type trail struct{ personID, own, reader string }
