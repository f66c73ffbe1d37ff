package weekplan

import (
	"fmt"
	"path/filepath"
	"strings"

	"ourdays/internal/engine/weekplan/strict"
)

// Notes says what is no fault in the file and may still be a slip: keys that nobody knows,
// people for whom nothing can be planned, outcomes that no session has.
func (in *Instance) Notes() Faults { return in.notes }

// Called is what the file calls itself, as it can be shown, or else what it is called.
func (in *Instance) Called(path string) string {
	if in.Name == "" {
		return strict.Printed(filepath.Base(path))
	}
	return strict.Printed(in.Name)
}

// Missing says of each key that the file could have and has not, how often it is missing
// and what it is read as: whatever is left out changes what is planned.
func (in *Instance) Missing() Faults { return in.missing }

// unplannable tells of people for whom no session can be had, whatever the plan, and of
// outcomes that nobody's week can cover.
func (in *Instance) unplannable() Faults {
	var notes Faults
	var outcomes uint64
	for _, s := range in.Sessions {
		outcomes |= s.Outcomes
	}
	missing := map[int32]bool{}
	for i := range in.People {
		p := &in.People[i]
		if why := in.nothingFor(p); why != "" {
			notes = append(notes, Fault{Path: fmt.Sprintf("people[%d].opts", i), Message: why})
		}
		for k, m := range p.Must {
			if outcomes>>m&1 == 0 && !missing[m] {
				missing[m] = true
				where := fmt.Sprintf("people[%d].must[%d]", i, k)
				notes = append(notes, Fault{Path: where, Message: fmt.Sprintf("no session has outcome %d", m)})
			}
		}
	}
	return notes
}

// nothingFor says why nothing can be planned for a person, if nothing can.
func (in *Instance) nothingFor(p *Person) string {
	if len(p.Opts) == 0 {
		return "is empty, so nothing can be planned for them"
	}
	counts := map[string]int{}
	for k := range p.Opts {
		why := in.barred(p, &p.Opts[k])
		if why == "" {
			return ""
		}
		counts[why]++
	}
	var told []string
	for _, why := range barredWords {
		if n := counts[why]; n > 0 {
			told = append(told, fmt.Sprintf("%d %s", n, why))
		}
	}
	return fmt.Sprintf("nothing can be planned for them: of %d sessions %s", len(p.Opts),
		strings.Join(told, ", "))
}

// barredWords say why a session can never be had, in the order in which it is asked.
var barredWords = []string{"have no place", "use more units than their max", "cost more than their budget",
	"have too few workers for their load", "need a seat where there is none"}

// barred says why an option can never be taken, as shut asks it, or nothing.
func (in *Instance) barred(p *Person, o *Opt) string {
	s := &in.Sessions[o.S]
	for k, is := range []bool{s.Places == 0, s.Units > p.Max, o.Price > p.Budget,
		int64(o.W) > int64(s.StaffMax)*int64(s.Load), o.T >= 0 && in.Transport[o.T].Cap == 0} {
		if is {
			return barredWords[k]
		}
	}
	return ""
}
