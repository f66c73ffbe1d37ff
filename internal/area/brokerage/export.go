package brokerage

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
	"ourdays/internal/engine/weekplan"
)

// Borough is everybody with a decided plan and what they could do in one week,
// in the planner's file format. It holds no name, no address and no id: people
// and sessions are known by their place in the lists.
type Borough struct {
	Name      string         `json:"name"`
	Seed      int            `json:"seed"`
	Scenario  string         `json:"scenario"`
	Weights   boroughWeights `json:"weights"`
	MaxPerDay int            `json:"max_per_day"`
	MaxPerAct int            `json:"max_per_act"`
	Gap       int            `json:"gap"`
	Sessions  []boroughPlace `json:"sessions"`
	Transport []struct{}     `json:"transport"`
	People    []boroughWish  `json:"people"`
	Friends   []boroughTie   `json:"friends"`

	key weekplan.Key
}

type boroughWeights struct {
	Must  int `json:"must"`
	Short int `json:"short"`
	Fair  int `json:"fair"`
}

type boroughPlace struct {
	Venue     int    `json:"venue"`
	Act       int    `json:"act"`
	Day       int    `json:"day"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Units     int    `json:"units"`
	Places    int    `json:"places"`
	StaffMax  int    `json:"staff_max"`
	Load      int    `json:"load"`
	StaffCost int    `json:"staff_cost"`
	Outcomes  uint64 `json:"outcomes"`
}

type boroughWish struct {
	Tier   int          `json:"tier"`
	Town   int          `json:"town"` // always 0: towns have no numbers here
	Min    int          `json:"min"`
	Max    int          `json:"max"`
	Budget int64        `json:"budget"`
	Must   []int        `json:"must"`
	Theta  int          `json:"theta"`
	Cur    []int        `json:"cur"`
	Opts   []boroughOpt `json:"opts"`
}

type boroughOpt struct {
	S     int   `json:"s"`
	U     int   `json:"u"`
	Price int64 `json:"price"`
	W     int   `json:"w"`
	T     int   `json:"t"`
	Km    int   `json:"km"`
}

type boroughTie struct {
	P int `json:"p"`
	Q int `json:"q"`
	W int `json:"w"`
	T int `json:"t"`
}

// mostTogether is how many sessions a week with one friend count.
const mostTogether = 2

// Write writes the borough as JSON.
func (b Borough) Write(w io.Writer) error {
	if err := json.NewEncoder(w).Encode(b); err != nil {
		return fmt.Errorf("write borough: %w", err)
	}
	return nil
}

// Key says what the numbers of the file stand for: of each session the activity and the
// place, of each person where their record lies. It names no person.
func (b Borough) Key() weekplan.Key { return b.key }

// exporter keeps which number stands for what while a borough is gathered.
type exporter struct {
	b        Borough
	offer    directory.Offer
	numbers  map[string][]int // of a schedule's sessions
	people   map[string]int
	placed   map[string][]Placement // by person
	sessions []directory.Offered    // by number: its schedule, with this session alone
}

// addSessions numbers the sessions of the week. A schedule of several days is several
// sessions: who goes on Mondays and Wednesdays could go on one of them.
func (e *exporter) addSessions() {
	acts, venues := map[string]int{}, map[string]int{}
	back := e.givenBack()
	for _, o := range e.offer.Items {
		free := back[o.Schedule.ID]
		for _, ses := range o.Sessions {
			slot := matching.SlotOf(ses, "", "")
			e.numbers[o.Schedule.ID] = append(e.numbers[o.Schedule.ID], len(e.sessions))
			alone := o
			alone.Sessions = []directory.Session{ses}
			e.sessions = append(e.sessions, alone)
			e.b.key.Sessions = append(e.b.key.Sessions, o.Activity.Title+", "+cmp.Or(o.Location.Name, "on-line"))
			e.b.Sessions = append(e.b.Sessions, boroughPlace{Venue: numberOf(venues, o.Location.ID),
				Act: numberOf(acts, o.Activity.ID),
				Day: slot.Day, Start: slot.Start, End: slot.End,
				Units:    matching.Candidate{Slots: []matching.Slot{slot}}.Units(),
				Places:   min(ses.Places, ses.Left()+free.places),
				StaffMax: min(ses.Support, ses.SupportLeft()+free.support) / directory.WholeWorker,
				Load:     directory.WholeWorker, Outcomes: careAct(o.Activity.Outcomes)})
		}
	}
}

type freed struct{ places, support int }

// givenBack counts what planned people take of each schedule now.
func (e *exporter) givenBack() map[string]freed {
	back := map[string]freed{}
	for _, list := range e.placed {
		for _, p := range list {
			f := back[p.ScheduleID]
			back[p.ScheduleID] = freed{f.places + 1, f.support + matching.SupportOf(p.Ratio)}
		}
	}
	return back
}

func numberOf(numbers map[string]int, id string) int {
	n, known := numbers[id]
	if !known {
		n = len(numbers)
		numbers[id] = n
	}
	return n
}

// careAct turns the codes O1 to O10 into bits 0 to 9.
func careAct(codes []string) uint64 {
	var set uint64
	for _, c := range codes {
		if n, err := strconv.Atoi(strings.TrimPrefix(c, "O")); err == nil && n >= 1 && n <= 10 {
			set |= 1 << (n - 1)
		}
	}
	return set
}

// mostADay is how many sessions of a day stand in the file for one person. Some ninety
// a week are twice what the planner is measured with; all five hundred that a
// borough may hold would make a file that no run of minutes plans well.
const mostADay = 16

// keepBest leaves of each day what the person goes to today and what has the most points
// for them.
func (p *boroughWish) keepBest(sessions []boroughPlace) {
	went := func(o boroughOpt) int {
		if slices.Contains(p.Cur, o.S) {
			return 1
		}
		return 0
	}
	best := slices.Clone(p.Opts)
	slices.SortStableFunc(best, func(a, b boroughOpt) int {
		return cmp.Or(went(b)-went(a), b.U-a.U)
	})
	p.Opts = p.Opts[:0]
	days := map[int]int{}
	for _, o := range best {
		day := sessions[o.S].Day
		if days[day] < mostADay || went(o) == 1 {
			days[day]++
			p.Opts = append(p.Opts, o)
		}
	}
	slices.SortFunc(p.Opts, func(a, b boroughOpt) int { return a.S - b.S })
}

// allowToday lets everybody do in a day, and of one activity, as much as somebody does
// today: weeks that people have can be planned, kept and locked.
func (b *Borough) allowToday() {
	for _, p := range b.People {
		days, acts := map[int]int{}, map[int]int{}
		for _, n := range p.Cur {
			at := b.Sessions[n]
			days[at.Day]++
			b.MaxPerDay = max(b.MaxPerDay, days[at.Day])
			if at.Units == 1 { // the model counts half days only
				acts[at.Act]++
				b.MaxPerAct = max(b.MaxPerAct, acts[at.Act])
			}
		}
	}
}

// mayHave asks the rules that the planner does not: places, support and
// clashes it weighs itself.
func mayHave(w matching.Wish, c matching.Candidate) bool {
	for _, out := range matching.WhyNot(w, c) {
		if out.Rule != matching.RulePlaces && out.Rule != matching.RuleSupport && out.Rule != matching.RuleClash {
			return false
		}
	}
	return true
}

// musts numbers the outcomes to be covered: the first Care Act outcome of each
// aim, each once.
func musts(w matching.Wish) []int {
	musts := []int{}
	for _, a := range w.Aims {
		for n := range 10 {
			if len(a.CareAct) > 0 && careAct(a.CareAct[:1]) == 1<<n && !slices.Contains(musts, n) {
				musts = append(musts, n)
			}
		}
	}
	return musts
}
