package people

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
)

// part is what one field of a record's form changes.
type part struct {
	name string
	word func(Person) string // as the form posts it
	copy func(to *Person, from Person)
}

// text is the part of a field that is kept as it is typed.
func text(name string, at func(*Person) *string) part {
	return part{name, func(p Person) string {
		return *at(&p)
	}, func(to *Person, from Person) { *at(to) = *at(&from) }}
}

// parts are all that the form of a record changes, in its order.
var parts = []part{
	text("given_name", func(p *Person) *string { return &p.GivenName }),
	text("family_name", func(p *Person) *string { return &p.FamilyName }),
	text("known_as", func(p *Person) *string { return &p.KnownAs }),
	{"born", func(p Person) string {
		return p.Born.String()
	}, func(to *Person, from Person) { to.Born = from.Born }},
	text("town", func(p *Person) *string { return &p.Town }),
	text("ward", func(p *Person) *string { return &p.Ward }),
	text("postcode", func(p *Person) *string { return &p.Postcode }),
	text("support_reason", func(p *Person) *string { return &p.SupportReason }),
	{"ratio", func(p Person) string {
		return strconv.Itoa(p.Ratio)
	}, func(to *Person, from Person) { to.Ratio = from.Ratio }},
	{"needs", func(p Person) string {
		return strings.Join(p.Needs.Words(), " ")
	}, func(to *Person, from Person) { to.Needs = from.Needs }},
	{"free", func(p Person) string {
		return strings.Join(p.Free.Words(), " ")
	}, func(to *Person, from Person) { to.Free = from.Free }},
	{"travel_minutes", func(p Person) string { return strconv.Itoa(p.TravelMinutes) },
		func(to *Person, from Person) { to.TravelMinutes = from.TravelMinutes }},
	{"easy_read", func(p Person) string {
		return strconv.FormatBool(p.EasyRead)
	}, func(to *Person, from Person) { to.EasyRead = from.EasyRead }},
	text("good_at", func(p *Person) *string { return &p.GoodAt }),
	text("likes", func(p *Person) *string { return &p.Likes }),
	{"kinds", func(p Person) string {
		return strings.Join(inOrder(p.Kinds), " ")
	}, func(to *Person, from Person) { to.Kinds = from.Kinds }},
	text("wants", func(p *Person) *string { return &p.Wants }),
	{"wants_day", func(p Person) string {
		return strconv.Itoa(p.WantsDay)
	}, func(to *Person, from Person) { to.WantsDay = from.WantsDay }},
	{"wants_part", func(p Person) string {
		return strconv.Itoa(p.WantsPart)
	}, func(to *Person, from Person) { to.WantsPart = from.WantsPart }},
	text("how_to_talk", func(p *Person) *string { return &p.HowToTalk }),
}

// mark names what one field holds, without its words.
func (f part) mark(p Person) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(f.word(p))))
	return fmt.Sprintf("%x", sum[:6])
}

// Marks name what each field of the form holds, so that a form can tell later
// which of them somebody has changed since it was opened.
func (p Person) Marks() string {
	var marks []string
	for _, f := range parts {
		marks = append(marks, f.mark(p))
	}
	return strings.Join(marks, " ")
}

// sameAs says that keeping a record would change nothing of another.
func (p Person) sameAs(other Person) bool {
	return p.Marks() == other.Marks() && p.Phone == other.Phone && p.Email == other.Email
}

// Since compares what was typed into a form, which was opened on a record with
// those marks, with the record as it stands. It names the fields that somebody
// else has changed meanwhile, and gives what was typed with the newer words
// wherever the form left the older ones as they were. Without readable marks
// every field that differs counts as typed.
func (p Person) Since(marks string, typed Person) (changed []string, merged Person) {
	opened := strings.Fields(marks)
	readable := len(opened) == len(parts)
	for i, f := range parts {
		now, wrote := f.mark(p), f.mark(typed)
		if now == wrote || readable && opened[i] == now {
			continue
		}
		changed = append(changed, f.name)
		if readable && opened[i] == wrote {
			f.copy(&typed, p)
		}
	}
	typed.Version = p.Version
	return changed, typed
}
