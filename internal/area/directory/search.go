package directory

import (
	"slices"
	"sort"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// PerPage is how many activities one page of a search holds.
const PerPage = 10

// Query is what somebody looks for. Zero values ask for nothing.
type Query struct {
	Words    string
	Kind     string
	Town     string
	Part     Part
	Access   Access
	Free     bool
	MaxPrice pence.Pence // 0 is no limit
	Online   bool        // can be joined from home
	Group    string
	Page     int // from 1
}

// Filtered reports whether anything but words is asked for.
func (q Query) Filtered() bool {
	q.Words, q.Page = "", 0
	return q != Query{}
}

// Hit is an activity that was found, with its next open session at the time asked
// for when it has one.
type Hit struct {
	Activity     Activity
	Organisation Organisation
	Location     Location // of the next session
	Next         Session
	HasNext      bool
}

// Found is one page of what was found.
type Found struct {
	Hits  []Hit
	Total int
	Page  int
	Pages int
	// Instead are the words that were looked for in place of ones that nobody
	// uses; empty when every word was understood as it stood.
	Instead []string
	// Loosened says that nothing had all the words, so that these have some.
	Loosened bool
	// Wordless says that nothing was looked for, because what was typed holds
	// no word, as "🎨" and "?!" do.
	Wordless bool
}

// far is the next time of an activity that has no session to come: it sorts
// behind all others, without NULLs, whose order the engines differ on.
var far = clock.At(clock.D(9999, 12, 31), 0)

// Where a word stands of an activity, as bits that are also its weight: a
// title says more than what it is called beside, and that more than a text.
const (
	inTitle = 8
	inKind  = 4 // kind, for whom, how it is joined
	inText  = 2
	inName  = 1 // of organisation, town or location; of a day on which it happens
	inTied  = 0 // a day and a time of one session: it is asked, and counts nothing
)

// What a word counts by how it came to be looked for. So the order of a list
// is: as typed in the title, beside it; a like word in the title; an example in
// the title; as typed in the text; a like word beside the title; as typed in the
// name of a place; a like word in the text.
const (
	asTyped   = 5  // times its weight
	asAlike   = 2  // times its weight, unless it stands in a name only
	asExample = 11 // in all, and only in a title
)

// findRules numbers the rules by which an activity is made findable. Whoever changes
// stem, where a word stands or a facet counts it up, and KeepSessions makes findable
// again what an older program wrote.
const findRules = 4

// facets are what search asks of an activity besides words.
type facets struct {
	ActivityID string
	Kind       string
	Price      pence.Pence // at the door; without one it is -1
	Access     Access
	Reached    int64 // 1 in person, 2 on-line
	Parts      Part
	Audience   int64
	NextStarts clock.Instant
	Days       map[string]bool // by the words for them
}

const (
	reachedInPerson = 1
	reachedOnline   = 2
)

// everyone has the bit of every group, and one for none.
const everyone = 1<<20 - 1

func audienceOf(groups db.List) int64 {
	if len(groups) == 0 {
		return everyone
	}
	var bits int64
	for i, g := range Groups() {
		if groups.Has(g) {
			bits |= 1 << i
		}
	}
	return bits
}

func groupBit(group string) int64 {
	if i := slices.Index(Groups(), group); i >= 0 {
		return 1 << i
	}
	return 0
}

func reachedBy(online string) int64 {
	switch online {
	case Online:
		return reachedOnline
	case Both:
		return reachedInPerson | reachedOnline
	}
	return reachedInPerson
}

// facetsOf gathers an activity's facets from its schedules. An access fact
// holds when the activity has it or every location has it.
func facetsOf(a Activity, schedules []Schedule, locs map[string]Location, today clock.Date) facets {
	f := facets{ActivityID: a.ID, Kind: a.Kind, Price: -1, Reached: reachedBy(a.Online),
		Audience: audienceOf(a.For), NextStarts: far, Days: map[string]bool{}}
	if price, known := a.DoorPrice(); known {
		f.Price = price
	}
	common, some := ^Access(0), false
	for _, s := range schedules {
		if l, ok := locs[s.LocationID]; ok {
			common, some = common&l.Access, true
		}
		f.happens(s, today)
	}
	if !some {
		common = 0
	}
	f.Access = a.Access | common
	return f
}

// happens adds the parts of the week, and the days, on which a schedule falls in
// the weeks for which sessions are made.
func (f *facets) happens(s Schedule, today clock.Date) {
	days, err := s.Dates(later(s.From, today), later(s.From, today).AddDays(DaysAhead))
	if err != nil {
		return // AddSchedule refused every rule that cannot be read
	}
	for _, d := range days {
		f.Parts |= PartsOn(d, s.Start)
		f.Days[dayWords[d.Weekday()]+" "+hourWord(s.Start)] = true
	}
}

// dayWords are what people type of a day.
var dayWords = [7]string{"sunday weekend", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday weekend"}

// hourWord is what people call a time of the day, in minutes after midnight.
func hourWord(start int) string {
	switch {
	case start < 12*60:
		return "morning"
	case start < eveningFrom:
		return "afternoon"
	}
	return "evening"
}

func later(a, b clock.Date) clock.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// wordsOf tells where the words stand by which an activity is found.
func wordsOf(a Activity, o Organisation, locs map[string]Location, days map[string]bool) map[string]int {
	where := map[string]int{}
	add := func(text string, place int) {
		for _, s := range stems(text, mostFromText) {
			where[s] |= place
		}
	}
	add(a.Title+" "+a.EasyTitle, inTitle)
	add(kindWords[a.Kind], inKind)
	add(o.Name, inName)
	for _, l := range locs {
		add(l.Name+" "+l.Town+" "+l.Ward, inName)
	}
	for d := range days {
		add(d, inName)
		for _, w := range tiedWords(d) {
			where[w] |= inTied
		}
	}
	if a.Online != InPerson {
		add("online zoom home", inKind)
	}
	add(strings.ReplaceAll(strings.Join(a.For, " "), "_", " "), inKind)
	add(a.Text+" "+a.EasyText, inText)
	return where
}

// kindWords are what is true of all that a kind holds. A kind that joins two
// ("films and shows") has none: no concert is a film.
var kindWords = map[string]string{
	"friends": "friends social", "sport": "sport", "arts": "arts crafts", "work": "work volunteering job",
	"learning": "learning course class", Help: "help advice",
}

func townsOf(locs map[string]Location) []string {
	var towns []string
	for _, l := range locs {
		if l.Town != "" {
			towns = append(towns, l.Town)
		}
	}
	sort.Strings(towns)
	return slices.Compact(towns)
}

// mostPages is more than any directory fills; it keeps a made-up page number
// from counting over.
const mostPages = 1_000_000

// term is one word asked for: how it may be written, what means the same, and
// what is an example of it.
type term struct {
	forms []string
	alike
}

func (t term) all() []string { return slices.Concat(t.forms, t.same, t.kinds) }

// mostNear bounds the words that a misspelt one may stand for.
const mostNear = 5
