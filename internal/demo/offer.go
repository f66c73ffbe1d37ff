package demo

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/pence"
)

// data holds the borough's words: what it offers, where, by whom, and what its
// people say of themselves. The files explain themselves; data/README.md says
// how a record is written.
//
//go:embed data
var data embed.FS

// offer is one activity of the borough with when and where it happens.
type offer struct {
	core             bool // in the quick borough of Fill too
	org, at          string
	kind, symbol     string
	picture          string // shown for it: the symbol, where the record names no other
	title, easyTitle string
	text, easy       string
	slots            []slot
	first            int // how many of them the quick borough has: those before the first comma
	places, workers  int
	price            pence.Pence // that somebody pays who pays themselves
	tiers            int         // bits 1<<1 to 1<<3; 0 is open to everybody
	outcomes         []string
	groups           []string
	online           string
	ageFrom, ageTo   int
	prices           [9]pence.Pence // of a session to the council, by how many share a worker
	aims             uint64         // which of the borough's aims it helps with
	groupsOf         [][]*group     // one list of groups for each slot
}

// slot is when a group of an activity meets: on all its days, as one schedule.
type slot struct {
	days       []int // Monday 0
	start, end int   // minutes of the day
}

// fullDay is from how many minutes a session counts two half days.
const fullDay = 5 * 60

// units counts the half days of a week.
func (s slot) units() int {
	if s.end-s.start >= fullDay {
		return 2 * len(s.days)
	}
	return len(s.days)
}

// gap is what somebody needs between two things on a day, in minutes, and wayGap
// where there is a long way from one to the other.
const gap, wayGap = 30, 60

func (s slot) clashes(t slot) bool { return s.clashesWithin(t, gap) }

func (s slot) clashesWithin(t slot, between int) bool {
	if s.start >= t.end+between || t.start >= s.end+between {
		return false
	}
	return slices.ContainsFunc(s.days, func(d int) bool { return slices.Contains(t.days, d) })
}

// dayWords are the days as rules write them.
var dayWords = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// rule is the slot as the directory reads it.
func (s slot) rule() string {
	words := make([]string, len(s.days))
	for i, d := range s.days {
		words[i] = dayWords[d]
	}
	return "FREQ=WEEKLY;BYDAY=" + strings.Join(words, ",")
}

// offers reads every activity, in the order of the kinds and of their files.
func offers() ([]*offer, error) {
	var all []*offer
	for _, kind := range directory.Kinds() {
		text, err := data.ReadFile("data/" + kind + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read the offer: %w", err)
		}
		for _, record := range strings.Split(string(text), "\n# ") {
			record = strings.TrimPrefix(strings.TrimSpace(record), "# ")
			o, err := readOffer(record)
			if err != nil {
				return nil, fmt.Errorf("%s.txt: %s: %w", kind, firstLine(record), err)
			}
			o.kind = kind
			all = append(all, o)
		}
	}
	return all, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// columns splits a line of a data file.
func columns(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// readOffer reads one record: titles, a line of facts, the text, and the Easy
// Read lines that begin with ">".
func readOffer(record string) (*offer, error) {
	lines := strings.Split(record, "\n")
	if len(lines) < 4 {
		return nil, fmt.Errorf("a record has at least four lines")
	}
	titles, facts := columns(lines[0]), columns(lines[1])
	if len(titles) != 2 || len(facts) < 6 {
		return nil, fmt.Errorf("a record begins with two titles and six facts")
	}
	o := &offer{title: titles[0], easyTitle: titles[1], outcomes: strings.Fields(facts[5]),
		online: directory.InPerson}
	var other bool
	if o.symbol, o.picture, other = strings.Cut(facts[1], "/"); !other {
		o.picture = o.symbol
	}
	var easy []string
	for _, line := range lines[2:] {
		if said, ok := strings.CutPrefix(line, "> "); ok {
			easy = append(easy, said)
		} else if line != "" {
			o.text = strings.TrimSpace(o.text + " " + line)
		}
	}
	o.easy = strings.Join(easy, "\n")
	err := o.readFacts(facts)
	return o, err
}

func (o *offer) readFacts(facts []string) error {
	var err error
	o.org, o.at, _ = strings.Cut(facts[0], " ")
	if o.at == "-" {
		o.at = ""
	}
	if o.slots, err = readSlots(facts[2]); err != nil {
		return err
	}
	days, _, _ := strings.Cut(facts[2], ",")
	o.first = len(strings.Fields(days)) - 1 // and their hours
	if _, err := fmt.Sscanf(facts[3], "%d/%d", &o.places, &o.workers); err != nil {
		return fmt.Errorf("places %q: %w", facts[3], err)
	}
	if o.price, err = readPrice(facts[4]); err != nil {
		return err
	}
	if len(facts) > 6 {
		return o.readFlags(strings.Split(facts[6], ","))
	}
	return nil
}

func (o *offer) readFlags(flags []string) error {
	for _, flag := range flags {
		words := strings.Fields(flag)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "core":
			o.core = true
		case "online", "both":
			o.online = words[0]
		case "for":
			o.groups = words[1:]
		case "tiers":
			for _, w := range words[1:] {
				o.tiers |= 1 << (w[0] - '0')
			}
		case "age":
			from, to, _ := strings.Cut(words[1], "-")
			o.ageFrom, _ = strconv.Atoi(from)
			o.ageTo, _ = strconv.Atoi(to)
		default:
			return fmt.Errorf("nobody knows the flag %q", flag)
		}
	}
	return nil
}

// readPrice reads "free", "£6" or "£4.50".
func readPrice(s string) (pence.Pence, error) {
	if s == "free" {
		return 0, nil
	}
	s = strings.TrimPrefix(s, "£")
	if !strings.Contains(s, ".") {
		s += ".00"
	}
	return pence.Parse(s)
}

// readSlots reads "MO WE 10:00-12:00, SA 9:00-11:00": one slot for each day,
// or one for several days that are joined with "+".
func readSlots(s string) ([]slot, error) {
	var all []slot
	for _, part := range strings.Split(s, ",") {
		words := strings.Fields(part)
		var sh, sm, eh, em int
		if _, err := fmt.Sscanf(words[len(words)-1], "%d:%d-%d:%d", &sh, &sm, &eh, &em); err != nil {
			return nil, fmt.Errorf("times %q: %w", part, err)
		}
		for _, w := range words[:len(words)-1] {
			t := slot{start: sh*60 + sm, end: eh*60 + em}
			for _, day := range strings.Split(w, "+") {
				d := slices.Index(dayWords, day)
				if d < 0 {
					return nil, fmt.Errorf("nobody knows the day %q", day)
				}
				t.days = append(t.days, d)
			}
			all = append(all, t)
		}
	}
	return all, nil
}

// Words are the texts of one activity of the borough, for the tests of words.
type Words struct{ Kind, Picture, Title, Text, Easy string }

// Texts lists the texts of every activity.
func Texts() []Words {
	var all []Words
	for _, o := range must(offers()) {
		all = append(all, Words{o.kind, o.picture, o.title, o.text, o.easy})
	}
	return all
}

// must is for what is embedded and under test: a fault in it is one of the
// program.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
