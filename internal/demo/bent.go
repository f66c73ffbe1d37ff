package demo

import (
	"math/rand/v2"

	"ourdays/internal/area/bookings"
	"ourdays/internal/area/plans"
)

// bent is how somebody's goals go who keeps the week that they have.
type bent int

const (
	rising bent = iota // some steps further; how far is drawn, and registers tell of them
	holding
	falling
)

// Of a hundred reviews that change nothing: in most something has moved, in a good part
// nothing has, and of some less is possible than when the plan was agreed. They are
// assumed.
const (
	rises = 62
	holds = 26
)

// bend thinks of how people's goals go. Who falls back could do more when the plan was
// agreed: they come each week all the same, and no goal begins below that. It draws from
// a stream of its own, so that the rest of the borough stays.
func (b *borough) bend() {
	r := rand.New(rand.NewPCG(b.seed, 0xbe4d))
	for _, d := range b.people {
		n := r.IntN(100)
		if d.persona || d.turn.of != "" || n < rises {
			continue
		}
		d.bent = holding
		if n >= rises+holds {
			d.bent = falling
		}
		for i := range d.goals {
			d.goals[i].baseline = -1
		}
		if d.bent == falling {
			d.goals[0].baseline = 0
		}
	}
}

// bentScore is where a goal of somebody stands at a review that changes nothing.
func (d *dweller) bentScore(no, risen int) int {
	base := d.goals[no].baseline
	switch {
	case d.bent == falling && no == 0:
		return base - 1
	case d.bent != rising:
		return base
	}
	return risen
}

// bentFace is how somebody feels about it, of the faces from the happiest on: as drawn where
// goals rise. Who falls back is not happy; most who hold what they have are.
func (w *writer) bentFace(d *dweller, drawn int) plans.Face {
	const content = 60
	faces := plans.Faces()
	switch {
	case d.bent == falling:
		return faces[len(faces)-1]
	case d.bent == holding && chance(w.bents, content):
		return faces[0]
	}
	return faces[drawn]
}

// bendLine is what a register tells of somebody whose goals do not rise: of who falls back
// what was hard that day, of who holds what they have less often that something went well.
func (w *writer) bendLine(d *dweller, e *bookings.Entry) {
	if e.Note == "" || d.bent == rising {
		return
	}
	if d.bent == holding {
		if chance(w.bents, 45) {
			e.Note, e.Towards = "", ""
		}
		return
	}
	if e.Towards != d.goals[0].id {
		return
	}
	var fit []string
	for _, line := range w.reasons["hard day"] {
		if d.noted[line] == 0 {
			fit = append(fit, line)
		}
	}
	if len(fit) == 0 {
		e.Note, e.Towards = "", ""
		return
	}
	e.Note = pick(w.bents, fit)
	d.noted[e.Note]++
}
