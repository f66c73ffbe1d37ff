package brokerage

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/matching"
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

// exporter keeps which number stands for what while a borough is gathered.
type exporter struct {
	b         Borough
	offer     directory.Offer
	number    map[string]int // of a schedule
	people    map[string]int
	placed    map[string][]Placement // by person
	schedules []directory.Offered    // by number
}

// addSessions numbers the schedules that happen once in the week.
func (e *exporter) addSessions() {
	acts, venues := map[string]int{}, map[string]int{}
	back := e.givenBack()
	for _, o := range e.offer.Items {
		if len(o.Sessions) != 1 {
			continue
		}
		ses, slot := o.Sessions[0], matching.SlotOf(o.Sessions[0], "")
		free := back[o.Schedule.ID]
		e.number[o.Schedule.ID] = len(e.schedules)
		e.schedules = append(e.schedules, o)
		e.b.Sessions = append(e.b.Sessions, boroughPlace{Venue: numberOf(venues, o.Location.ID),
			Act: numberOf(acts, o.Activity.ID),
			Day: slot.Day, Start: slot.Start, End: slot.End,
			Units:  matching.Candidate{Slots: []matching.Slot{slot}}.Units(),
			Places: ses.Left() + free.places, StaffMax: (ses.SupportLeft() + free.support) / directory.WholeWorker,
			Load: directory.WholeWorker, Outcomes: careAct(o.Activity.Outcomes)})
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
