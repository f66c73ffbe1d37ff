package directory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Kinds lists the kinds of activity in the order in which pages show them.
// Each has a tint and a text directory.kind.X.
func Kinds() []string {
	return []string{"friends", "films", "music", "sport", "discos", "arts", "work", "learning"}
}

// Help is the kind of what an imported directory holds that is nothing to do, but
// help and advice: a food bank, a helpline. It can be searched for.
const Help = "help"

// AllKinds are the kinds of activity, and help and advice.
func AllKinds() []string { return append(Kinds(), Help) }

// Groups lists whom an activity may be meant for. An activity that names none
// is for everyone. Each has a text directory.group.X.
func Groups() []string {
	return []string{"learning_disability", "autism", "dementia", "physical", "sensory", "mental_health",
		"older", "carers"}
}

// How an activity is reached.
const (
	InPerson = "in_person"
	Online   = "online"
	Both     = "both"
)

// The states of an activity.
const (
	Draft     = "draft"
	Published = "published"
	Ended     = "ended"
)

// Access is a set of facts about getting in and being comfortable. The first
// five bits stand in the order of a person's needs.
type Access int64

// The facts. Each has a text directory.access.X.
const (
	StepFree Access = 1 << iota
	Hoist
	Quiet
	HearingLoop
	ChangingPlace
	AccessibleToilet
	Parking
)

// Fact is one access fact with the word that forms and texts use.
type Fact struct {
	Bit  Access
	Word string
}

// Facts lists the access facts in the order in which pages show them.
func Facts() []Fact {
	return []Fact{{StepFree, "step_free"}, {AccessibleToilet, "accessible_toilet"},
		{ChangingPlace, "changing_place"},
		{Hoist, "hoist"}, {HearingLoop, "hearing_loop"}, {Quiet, "quiet"}, {Parking, "parking"}}
}

// Has reports whether all the facts of b hold.
func (a Access) Has(b Access) bool { return a&b == b }

// Words lists the facts that hold, in the order of Facts.
func (a Access) Words() []string {
	var words []string
	for _, f := range Facts() {
		if a.Has(f.Bit) {
			words = append(words, f.Word)
		}
	}
	return words
}

// AccessOf reads the words of facts; a word that names none is left out.
func AccessOf(words []string) Access {
	var a Access
	for _, f := range Facts() {
		if slices.Contains(words, f.Word) {
			a |= f.Bit
		}
	}
	return a
}

// Organisation provides activities.
type Organisation struct {
	ID       string
	Name     string
	Kind     string // in_house, independent, community, leisure
	Email    string
	Phone    string
	Web      string
	About    string
	Source   string // where it was imported from; empty when it was typed in
	SourceID string
}

// Location is a building or place where activities happen.
type Location struct {
	ID             string
	OrganisationID string
	Name           string
	Address        string
	Town           string
	Ward           string
	Postcode       string
	Lat            float64
	Lng            float64
	Access         Access
	HowToGetThere  string `db:"how_to_get_there"`
	EasyHowTo      string `db:"easy_how_to"`
	Capacity       int    // people; 0 when nobody has said
}

// Activity is something to do that is offered.
type Activity struct {
	ID             string
	OrganisationID string
	Kind           string
	Symbol         string // the picture's name
	Title          string
	EasyTitle      string
	Text           string  `db:"description"`
	EasyText       string  // empty when nobody has written it yet
	For            db.List `db:"audience"` // of Groups; empty is everyone
	AgeFrom        int
	AgeTo          int         // 0 is no upper limit
	OwnPrice       pence.Pence // what somebody who pays themselves pays a session
	PriceKnown     bool        // false for imports that do not say what it costs
	Tiers          int         // bits 1<<1, 1<<2, 1<<3; 0 is open to all without assessment
	Outcomes       db.List     // Care Act outcomes, "O1" to "O10"
	Online         string
	DropIn         bool
	Statutory      bool
	Access         Access
	Checked        clock.Date `db:"-"` // when its facts were last checked; zero when never
	Status         string
	Source         string
	SourceID       string
}

// longest texts, in runes. Imported texts are cut to these.
const (
	longestTitle = 200
	longestText  = 12000
)

// Check says what is wrong with an activity that somebody wants to publish.
func (a Activity) Check() error {
	var wrong []fail.Field
	field := func(bad bool, name, key string) {
		if bad {
			wrong = append(wrong, fail.Field{Name: name, Key: key})
		}
	}
	field(strings.TrimSpace(a.Title) == "", "title", "directory.refused.title_empty")
	field(utf8.RuneCountInString(a.Title) > longestTitle, "title", "directory.refused.title_long")
	field(utf8.RuneCountInString(a.Text) > longestText, "text", "directory.refused.text_long")
	field(utf8.RuneCountInString(a.EasyText) > longestText, "easy_text", "directory.refused.text_long")
	field(!slices.Contains(AllKinds(), a.Kind), "kind", "directory.refused.kind")
	field(!slices.Contains([]string{InPerson, Online, Both}, a.Online), "online", "directory.refused.online")
	field(a.OwnPrice < 0, "price", "directory.refused.price")
	field(a.AgeTo != 0 && a.AgeTo < a.AgeFrom, "age_to", "directory.refused.ages")
	for _, g := range a.For {
		field(!slices.Contains(Groups(), g), "for", "directory.refused.group")
	}
	return fail.Fields(wrong...)
}

// normal fills what was left open: state, way, symbol, and the Easy Read title.
func (a Activity) normal() Activity {
	if a.Status == "" {
		a.Status = Published
	}
	if a.Online == "" {
		a.Online = InPerson
	}
	if a.Symbol == "" {
		a.Symbol = a.Kind
	}
	if a.EasyTitle == "" {
		a.EasyTitle = a.Title
	}
	if a.Source == "" {
		a.PriceKnown = true
	}
	return a
}

// DoorPrice is what somebody who comes by themselves pays a session, where that is
// known: what is part of a support plan has no such price, whatever it costs.
func (a Activity) DoorPrice() (price pence.Pence, known bool) {
	return a.OwnPrice, a.PriceKnown && a.Tiers == 0
}

// OpenTo reports whether somebody of the tier may come; tier 0 is somebody
// without an assessment.
func (a Activity) OpenTo(tier int) bool { return a.Tiers == 0 || a.Tiers&(1<<tier) != 0 }
