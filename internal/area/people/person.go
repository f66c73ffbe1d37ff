package people

import (
	"regexp"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

// Needs are facts a place must have so that a person can come. The bits stand
// in the order of the directory's access facts.
type Needs int64

// The needs.
const (
	StepFree Needs = 1 << iota
	Hoist
	Quiet
	HearingLoop
	ChangingPlace
)

// Need is one need with the word that forms and texts use.
type Need struct {
	Bit  Needs
	Word string
}

// AllNeeds lists the needs in the order in which pages show them.
func AllNeeds() []Need {
	return []Need{{StepFree, "step_free"}, {Hoist, "hoist"}, {Quiet, "quiet"}, {HearingLoop, "hearing_loop"},
		{ChangingPlace, "changing_place"}}
}

// Words lists the needs that hold.
func (n Needs) Words() []string {
	var words []string
	for _, x := range AllNeeds() {
		if n&x.Bit != 0 {
			words = append(words, x.Word)
		}
	}
	return words
}

// NeedsOf reads the words of needs; a word that names none is left out.
func NeedsOf(words []string) Needs {
	var n Needs
	for _, x := range AllNeeds() {
		for _, w := range words {
			if w == x.Word {
				n |= x.Bit
			}
		}
	}
	return n
}

// Person is somebody's record.
type Person struct {
	ID            string
	GivenName     string
	FamilyName    string
	KnownAs       string // what they like to be called
	Born          clock.Date
	Town          string
	Ward          string
	Postcode      string
	Phone         string
	Email         string
	Needs         Needs
	SupportReason string // learning_disability, autism, dementia, physical, sensory, mental_health, older
	EasyRead      bool   // letters and pages come in Easy Read
	Ratio         int    // people to one worker: 1, 2, 3, 4, 6, 8; 0 needs no support
	GoodAt        string // the profile, in the person's words
	Likes         string
	Wants         string
	WantsDay      int // on which day they wish for it, as in When
	WantsPart     int // and in which part of it
	HowToTalk     string
	Kinds         db.List // kinds of activity that they like, of Kinds
	Free          Free    // when they are free
	TravelMinutes int     // one way, at most; one of Travels
	Version       int     // counts the changes of the record
}

// Name is what the person is called, with the first letter of the family
// name: "Jo B.".
func (p Person) Name() string {
	if r := []rune(p.FamilyName); len(r) > 0 {
		return p.Called() + " " + string(r[0]) + "."
	}
	return p.Called()
}

// FullName is the name in letters and lists of workers.
func (p Person) FullName() string { return strings.TrimSpace(p.GivenName + " " + p.FamilyName) }

// Called is what to call the person where nothing more of their name is shown: what they
// like to be called, or else their given name.
func (p Person) Called() string {
	if p.KnownAs != "" {
		return p.KnownAs
	}
	return p.GivenName
}

// Age counts the whole years on a day.
func (p Person) Age(on clock.Date) int { return p.Born.YearsAt(on) }

// Ratios are how many people may share one worker.
var Ratios = []int{0, 1, 2, 3, 4, 6, 8}

// Kinds are the kinds of activity that somebody may like, as the directory has them
// and in its order.
var Kinds = []string{"friends", "films", "music", "sport", "discos", "arts", "work", "learning"}

// Reasons are the primary reasons for support.
var Reasons = []string{"learning_disability", "autism", "dementia", "physical", "sensory",
	"mental_health", "older"}

// postcode is the shape of a UK postcode, or of its district alone ("CW1"), in
// any case and with or without the space. It says nothing of whether it exists.
var postcode = regexp.MustCompile(`(?i)^(GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]?( ?[0-9][A-Z]{2})?)$`)

// The bounds of what is written: a name of somebody or of a place, and what a person
// says of themself, in letters; and of a life, in years.
const (
	longestName  = 100
	longestWords = 2000
	longestLife  = 120
)

// Check holds a record to its rules and gives all that is wrong.
func (p Person) Check(today clock.Date) error {
	var wrong []fail.Field
	add := func(bad bool, name, key string, args ...any) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key, Args: args})
		}
	}
	add(p.GivenName == "", "given_name", "people.refused.name")
	add(p.FamilyName == "", "family_name", "people.refused.family")
	add(p.Born.IsZero() || p.Born.After(today), "born", "people.refused.born")
	add(!p.Born.IsZero() && p.Age(today) > longestLife, "born", "people.refused.born_old", "most", longestLife)
	add(p.Postcode != "" && !postcode.MatchString(p.Postcode), "postcode", "people.refused.postcode")
	add(!known(Ratios, p.Ratio), "ratio", "people.refused.ratio")
	add(p.Free>>(days*len(Parts)) != 0, "free", "people.refused.free")
	add(!p.WantsWhen().valid(), "wants_day", "people.refused.when")
	add(!known(Travels, p.TravelMinutes), "travel_minutes", "people.refused.travel")
	wrong = append(wrong, wrongKinds(p.Kinds)...)
	add(p.SupportReason != "" && !known(Reasons, p.SupportReason), "support_reason", "people.refused.reason")
	return fail.Fields(append(wrong, p.tooLong()...)...)
}

// tooLong gives every text of the record that is longer than is kept.
func (p Person) tooLong() (wrong []fail.Field) {
	for _, f := range parts {
		if most := longestOf(f); most > 0 && len([]rune(f.word(p))) > most {
			wrong = append(wrong, long(f.name, "people.field."+f.name, most))
		}
	}
	return wrong
}

// longestOf is how many letters a field holds; nought where it is no text.
func longestOf(f part) int {
	switch f.name {
	case "given_name", "family_name", "known_as", "town", "ward":
		return longestName
	case "good_at", "likes", "wants", "how_to_talk":
		return longestWords
	}
	return 0
}

// long says of a field that it holds too much, by its name: an error is read away from
// the field too.
func long(name, label string, most int) fail.Field {
	return fail.Field{Name: name, Key: "people.refused.long",
		Args: []any{"field", fail.Key(label), "most", most}}
}

// CheckKinds holds what somebody likes to the kinds that there are.
func CheckKinds(kinds []string) error { return fail.Fields(wrongKinds(kinds)...) }

func wrongKinds(kinds []string) (wrong []fail.Field) {
	for _, k := range kinds {
		if !known(Kinds, k) {
			wrong = append(wrong, fail.Field{Name: "kinds", Key: "people.refused.kinds"})
		}
	}
	return wrong
}

// inOrder gives kinds as the record and its pages have them: each once, in the order of
// Kinds, in which the form asks for them.
func inOrder(kinds db.List) db.List {
	var list db.List
	for _, k := range Kinds {
		if known(kinds, k) {
			list = append(list, k)
		}
	}
	return list
}

func known[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// Towns are the names of the towns on the map.
type Towns []string

// Name writes a typed town as the map does; one that the map has not stays as
// it was typed.
func (t Towns) Name(typed string) string {
	typed = strings.Join(strings.Fields(typed), " ")
	for _, name := range t {
		if strings.EqualFold(name, typed) {
			return name
		}
	}
	return typed
}

// Has reports whether a town is on the map.
func (t Towns) Has(town string) bool { return known(t, town) }
