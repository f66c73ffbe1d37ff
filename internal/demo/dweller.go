package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

// side says which services a person's placements are in.
type side int

const (
	inHouse  side = iota // the council's own only
	external             // organisations only
	both
)

// helper is a supporter of one person.
type helper struct {
	name    string
	related string // who they are, in the person's words, where it is known
	basis   string
	may     db.List
	actor   access.Actor
}

// goal is an outcome of a person, with where they stand now.
type goal struct {
	aim      aim
	words    string
	baseline int
	reached  int // of who has a name: where registers show them, at the least
	id       string
}

// dweller is one person of the borough while it is thought up.
type dweller struct {
	people.Person
	town    town
	lat     float64
	lng     float64
	age     int
	tier    int
	side    side
	money   string // circumstances of the assessment, without the date; empty when nobody asked yet
	goals   []goal
	bent    bent     // how they go
	groups  []*group // where they have an agreed place
	alone   []*group // where they book themselves
	wants   [2]pence.Pence
	cost    pence.Pence // of a week
	helpers []helper
	ways    map[string]float64 // kilometres to places
	may     uint64             // which of the borough's aims suit the person
	friends []*dweller
	circle  int        // people who are likely to become friends
	since   clock.Date // when they began
	whole   bool       // likes the same thing every day
	slack   int        // places more than a week usually holds
	steady  int        // of a hundred sessions, how many they come to
	pinned  []string   // titles of activities that they go to whatever else
	shuns   []string   // sorts and titles of activities that would contradict what the guide says of them
	kept    []slot     // hours that are theirs
	little  string     // the sense that a named person has little of
	worker  int        // which of the workers they are allocated to
	broker  int        // which of the brokers puts their week together
	actor   access.Actor
	today   clock.Date
	away    map[clock.Date]framework.Code // what keeps them away, by the week's Monday
	persona bool                          // the sign-in page shows them
	quick   quickPlan
	reason  string                // why they have their tier
	noted   map[string]int        // how often a register said what of them
	begun   map[*offer]clock.Date // when a register first told of them there
	turn    turn                  // what their first review decides
	overID  string                // of its placement
	places  []brokerage.Placement // of the week that was taken over
	over    *group                // a place that ends with it, for what is reached then
	leaves  clock.Date            // when the plan of somebody who leaves ends
	course  course

	stage    stage    // of newcomers
	hoped    []*group // what their outcomes are about
	stuck    bool
	referral string
	options  []brokerage.Option
}

// peopleWords are the words that is answers.
var peopleWords = []string{"any", "young", "leaver", "mum", "working", "old", "dementia", "spec",
	"able", "walks",
	"step-free", "hoist", "quiet", "sees", "sight", "hears", "hearing", "one-to-one", "of-four",
	"of-six", career}

// career marks what somebody did all their working life: nobody says two.
const career = "career"

// is answers the words with which data files say who something is for.
func (d *dweller) is(word string) bool {
	if of := weekWords[word]; of != nil {
		return of(d)
	}
	switch word {
	case "any", career:
		return true
	case "leaver":
		return d.age < 23
	case "mum":
		return d.age < 55
	case "one-to-one":
		return d.Ratio == 1
	case "of-four":
		return d.Ratio == 4
	case "of-six":
		return d.Ratio == 6
	case "young":
		return d.age < 35
	case "working":
		return d.age < pensionAge
	case "old":
		return d.age >= 62
	case "dementia":
		return d.SupportReason == "dementia"
	case "spec":
		return d.tier == plans.Specialist && d.lifelong()
	case "able":
		return d.tier != plans.Specialist && d.SupportReason != "dementia"
	case "walks":
		return d.Needs&(people.StepFree|people.Hoist) == 0
	case "step-free":
		return d.Needs&people.StepFree != 0
	case "hoist":
		return d.Needs&people.Hoist != 0
	case "quiet":
		return d.Needs&people.Quiet != 0
	case "sees", "sight":
		return (d.SupportReason == "sensory" && d.sense() == "sight") == (word == "sight")
	case "hears", "hearing":
		return (d.SupportReason == "sensory" && d.sense() == "hearing") == (word == "hearing")
	}
	return false
}

// pensionAge is the State Pension age of 2026, in whole years.
const pensionAge = 66

// lifelong reports whether the reason for support was there from childhood on.
func (d *dweller) lifelong() bool {
	return d.SupportReason == "learning_disability" || d.SupportReason == "autism"
}

// bank says from which sections of people.txt the person's words come.
func (d *dweller) bank() string {
	switch {
	case d.tier == plans.Specialist && d.lifelong() && d.Ratio <= 2:
		return "spec"
	case d.age < 35:
		return "young"
	case d.lifelong() || d.age < 62:
		return "middle"
	}
	return "old"
}

// reasonsOfTier are the primary reasons for support in each tier, in percent.
var reasonsOfTier = map[int][]share100{
	plans.Specialist: {{"learning_disability", 62}, {"autism", 11}, {"dementia", 13}, {"physical", 14}},
	plans.Personalised: {{"learning_disability", 56}, {"autism", 10}, {"dementia", 13}, {"older", 9},
		{"physical", 7}, {"sensory", 3},
		{"mental_health", 2}},
	plans.Enablement: {{"learning_disability", 49}, {"autism", 19}, {"mental_health", 13}, {"sensory", 6},
		{"older", 7}, {"physical", 6}},
}

// ratiosOfTier are how many share a worker in each tier, in percent.
var ratiosOfTier = map[int][]share100{
	plans.Specialist:   {{"1", 12}, {"2", 88}},
	plans.Personalised: {{"3", 45}, {"4", 55}},
	plans.Enablement:   {{"6", 50}, {"8", 38}, {"0", 12}},
}

// share100 is a word with the percent of all for which it holds.
type share100 struct {
	word string
	n    int
}

func drawn(r *rand.Rand, list []share100) string {
	n := r.IntN(100)
	for _, s := range list {
		if n -= s.n; n < 0 {
			return s.word
		}
	}
	return list[len(list)-1].word
}

// ages are the youngest and the oldest by primary reason.
var ages = map[string][2]int{"learning_disability": {18, 71}, "autism": {18, 52}, "dementia": {61, 91},
	"physical": {22, 74},
	"sensory":  {26, 86}, "mental_health": {21, 63}, "older": {69, 94}}

// born draws a birthday. People with a learning disability who need the least
// support are mostly those who have just left school.
func (b *borough) born(d *dweller) {
	span := ages[d.SupportReason]
	if d.tier == plans.Enablement && d.SupportReason == "learning_disability" {
		span[1] = 38
	}
	d.age = span[0] + b.rnd.IntN(span[1]-span[0]+1)
	d.Born = clock.D(b.today.Year-d.age-1, b.today.Month, b.today.Day).AddDays(1 + b.rnd.IntN(360))
	d.age = d.Age(b.today)
}

// conceive makes a person of a side and a tier: who they are, not yet what
// they do.
func (b *borough) conceive(s side, tier int) *dweller {
	d := &dweller{side: s, tier: tier, steady: 86 + b.rnd.IntN(13), today: b.today}
	d.SupportReason = drawn(b.rnd, reasonsOfTier[tier])
	if _, err := fmt.Sscan(drawn(b.rnd, ratiosOfTier[tier]), &d.Ratio); err != nil {
		panic(err) // the table above holds numbers
	}
	b.born(d)
	b.settleIn(d)
	b.nameOf(d)
	b.needsOf(d)
	d.EasyRead = b.readsEasy(d)
	d.Kinds = b.tastes(d)
	d.whole = chance(b.rnd, map[int]int{plans.Specialist: 40, plans.Personalised: 12}[tier])
	b.mayAim(d)
	if chance(b.rnd, 72) {
		d.Phone = fmt.Sprintf("01632 960 %03d", 200+b.rnd.IntN(800))
	}
	return d
}

// settleIn draws where the person lives.
func (b *borough) settleIn(d *dweller) {
	d.ways = map[string]float64{}
	n := b.rnd.IntN(100)
	for _, t := range towns {
		if n -= t.weight; n < 0 {
			d.town = t
			break
		}
	}
	d.Town, d.Ward = d.town.name, pick(b.rnd, d.town.wards)
	d.Postcode = d.town.postcode + " " + string(rune('1'+b.rnd.IntN(9))) + "ZZ"
	d.lat, d.lng = d.town.lat+b.rnd.Float64()*0.02-0.01, d.town.lng+b.rnd.Float64()*0.03-0.015
}

func (b *borough) nameOf(d *dweller) {
	heritage := drawn(b.rnd, []share100{{"", 91}, {"asia", 4}, {"east", 3}, {"africa", 2}})
	given, family := "given "+heritage, "family "+heritage
	if heritage == "" {
		given, family = "given middle", "family"
		if d.age < 36 {
			given = "given young"
		} else if d.age > 65 {
			given = "given old"
		}
	}
	for range 20 {
		d.GivenName, d.FamilyName = pick(b.rnd, b.names[given]), pick(b.rnd, b.names[family])
		if !b.named[d.FullName()] {
			break
		}
	}
	b.named[d.FullName()] = true
	d.KnownAs = d.GivenName
	if short := nicknames[d.GivenName]; short != "" && chance(b.rnd, 50) {
		d.KnownAs = short
	}
}

// nicknames are what some are called.
var nicknames = map[string]string{"Margaret": "Peg", "Elizabeth": "Liz", "Jessica": "Jess", "Joshua": "Josh",
	"Victoria": "Vicky",
	"Rebecca":  "Becky", "Dorothy": "Dot", "Kathleen": "Kath", "Kenneth": "Ken", "Leonard": "Len",
	"Ronald": "Ron", "Stanley": "Stan",
	"Wilfred": "Wilf", "Winifred": "Win", "Stephen": "Steve", "Christine": "Chris", "Pamela": "Pam",
	"Gillian": "Gill", "Bethany": "Beth",
	"Cameron": "Cam", "Charlotte": "Lottie", "Nicola": "Nicky", "Susan": "Sue", "Philip": "Phil",
	"Zachary": "Zac", "Oliver": "Ollie",
	"Frederick": "Fred", "Albert": "Bert", "Arnold": "Arnie", "Maureen": "Mo", "Eileen": "Eily",
	"Raymond": "Ray", "Reginald": "Reg"}

// needsOf draws what places must have. Who needs a hoist needs a Changing Place
// too, and is in tier 1.
func (b *borough) needsOf(d *dweller) {
	switch d.SupportReason {
	case "physical":
		d.Needs |= people.StepFree
		if d.tier == plans.Specialist && chance(b.rnd, 75) {
			d.Needs |= people.Hoist | people.ChangingPlace
		}
	case "learning_disability":
		if d.tier == plans.Specialist && chance(b.rnd, 30) {
			d.Needs |= people.StepFree | people.Hoist | people.ChangingPlace
		} else if chance(b.rnd, 8) {
			d.Needs |= people.StepFree
		}
	case "autism":
		if chance(b.rnd, 35) {
			d.Needs |= people.Quiet
		}
	case "dementia", "older":
		if chance(b.rnd, 45) {
			d.Needs |= people.StepFree
		}
	}
	if d.SupportReason == "sensory" && chance(b.rnd, 25) || d.SupportReason == "older" && chance(b.rnd, 8) {
		d.Needs |= people.HearingLoop
	}
}

// tastes are two kinds that the person looks at first.
func (b *borough) tastes(d *dweller) []string {
	kinds := directory.Kinds()
	if d.age >= 70 || d.SupportReason == "dementia" {
		kinds = []string{"friends", "music", "films", "arts", "discos"}
	}
	one, two := pickTwo(b.rnd, kinds)
	return []string{one, two}
}

// readsEasy says whether letters come in Easy Read.
func (b *borough) readsEasy(d *dweller) bool {
	of := map[string]int{"learning_disability": 88, "autism": 35, "dementia": 45, "older": 10}
	return chance(b.rnd, of[d.SupportReason])
}

// speak gives the person their words, once it is known what they do: nobody
// likes what they never come near.
func (b *borough) speak(d *dweller) {
	d.GoodAt = b.goodAt(d)
	d.Likes = b.likes(d)
	d.Wants = d.wish() + " " + pick(b.rnd, d.told(b.said["wants "+b.wantsBank(d)]))
	reason := d.SupportReason
	if reason == "sensory" {
		reason = d.sense()
	}
	one, two := pickTwo(b.rnd, d.told(b.said["talk "+reason]))
	d.HowToTalk = one + " " + two
}

// goodAt gives two things that the person says they are good at, of which at
// most one is what they did all their life.
func (b *borough) goodAt(d *dweller) string {
	lines := b.said["good_at "+d.bank()]
	one := pick(b.rnd, d.told(lines))
	rest := slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return readNote(line).text == one || slices.Contains(readNote(line).tags, career) &&
			slices.Contains(lines, "("+career+") "+one)
	})
	return one + " " + pick(b.rnd, d.told(rest))
}

// sense is which sense the person has little of.
func (d *dweller) sense() string {
	if d.little != "" {
		return d.little
	}
	if d.Needs&people.HearingLoop != 0 || d.Born.Day%2 == 0 {
		return "hearing"
	}
	return "sight"
}

func (b *borough) wantsBank(d *dweller) string {
	switch {
	case d.age >= 70 && chance(b.rnd, 70):
		return "old"
	case d.age < 32 && d.tier != plans.Specialist && chance(b.rnd, 60):
		return "young"
	}
	return "any"
}

// wish is the first outcome, in the words of the plan.
func (d *dweller) wish() string {
	if len(d.goals) == 0 {
		return "I want to find out what there is."
	}
	return d.goals[0].words
}

// likes tells of what they do and of one thing besides.
func (b *borough) likes(d *dweller) string {
	var of []string
	for _, kind := range d.Kinds {
		if len(of) < 2 {
			of = append(of, pick(b.rnd, d.told(b.said["likes "+kind])))
		}
	}
	of = append(of, pick(b.rnd, d.told(b.said["likes "+d.bank()])))
	of = slices.Compact(of)
	text := "I like " + listed(of) + "."
	if len(d.friends) > 0 && chance(b.rnd, 60) {
		text += " I like being with " + d.friends[0].KnownAs + "."
	}
	if chance(b.rnd, 55) {
		text += " " + pick(b.rnd, d.told(b.said["dislikes"]))
	}
	return text
}

// listed joins things as a sentence does.
func listed(of []string) string {
	last := len(of) - 1
	if last == 0 {
		return of[0]
	}
	return strings.Join(of[:last], ", ") + " and " + of[last]
}

// grounds say of each ground who such a helper is, in the person's words, and
// the paper that it rests on, if it is one.
var grounds = map[string]struct{ related, paper string }{
	"asked":  {related: "my friend"},
	"parent": {related: "my mum"},
	"attorney": {"my family",
		"Lasting power of attorney for health and welfare and for property and money, registered; seen by the worker."},
	"deputy": {"my deputy",
		"Order of the Court of Protection, which names days, care and money; seen by the worker."},
	"advocate": {related: "my advocate"},
}

// mandate is what a helper helps under. Who gave their word gave it at home, in
// the way in which they talk.
func (h helper) mandate(d *dweller, supporterID string, today clock.Date) people.Mandate {
	g := grounds[h.basis]
	m := people.Mandate{PersonID: d.ID, SupporterID: supporterID, Basis: h.basis, May: h.may,
		Related:  cmp.Or(h.related, g.related),
		Paper:    g.paper,
		ReviewOn: clock.SomeDate(today.AddMonths(12))}
	if g.paper == "" {
		m.SaidOn, m.SaidHow = clock.SomeDate(
			today), "At home, with the worker: asked twice, in different words, and said yes both times."
	}
	return m
}
