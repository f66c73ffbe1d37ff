package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// sections reads a data file of "[name]" sections: the lines of each.
func sections(name string) (map[string][]string, error) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	all := map[string][]string{}
	at := ""
	for _, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "["):
			at = strings.Trim(line, "[]")
		default:
			all[at] = append(all[at], line)
		}
	}
	return all, nil
}

// aim is something that people want to change, with the ways in which they say
// it, its scale, and what a register may say of it (notes.txt).
type aim struct {
	name    string
	codes   []string // of the Care Act
	symbols []string // of activities that help with it, for which somebody comes
	more    []string // of those that help too
	kinds   []string // of these kinds only; none is all
	who     []string // any, young, working, old, dementia, spec, able
	words   []note   // with what of the person and of the place they rest on
	scale   []string
	own     map[string][]string // scales of single ways of saying it, which need another
	notes   []note
}

// note is what a register may say, with who or what it holds for.
type note struct {
	tags []string
	text string
}

// readNote reads "(walks gym) Did the warm-up."; a line without a bracket holds
// for everybody.
func readNote(line string) note {
	tags, text, found := strings.Cut(strings.TrimPrefix(line, "("), ") ")
	if !found || !strings.HasPrefix(line, "(") {
		return note{text: line}
	}
	return note{strings.Fields(tags), text}
}

// holds reports whether the note may be said of the person at the activity, of this sort
// and picture: every word about people is true, of the sorts of activity one fits, and
// none that is named with not- in front.
func (n note) holds(d *dweller, of ...string) bool {
	sorts, fits := false, false
	for _, t := range n.tags {
		other, not := strings.CutPrefix(t, "not-")
		switch {
		case not:
			if slices.Contains(of, other) {
				return false
			}
		case hourWords[t] != nil || t == again: // those are asked elsewhere
		case !slices.Contains(peopleWords, t) && weekWords[t] == nil:
			sorts, fits = true, fits || slices.Contains(of, t)
		case !d.is(t):
			return false
		}
	}
	return fits || !sorts
}

// holdsAt reports whether the note may be said of the person at this place and
// hour.
func (n note) holdsAt(d *dweller, g *group) bool {
	for _, t := range n.tags {
		if at := hourWords[t]; at != nil && !at(g) {
			return false
		}
	}
	return n.holds(d, g.offer.symbol, g.offer.picture)
}

// told gives those of the lines that may be said of the person.
func (d *dweller) told(lines []string) []string {
	var fit []string
	for _, line := range lines {
		if n := readNote(line); n.holds(d) {
			fit = append(fit, n.text)
		}
	}
	return fit
}

// aims reads the borough's aims.
func aims() ([]aim, error) {
	text, err := data.ReadFile("data/aims.txt")
	if err != nil {
		return nil, fmt.Errorf("read aims: %w", err)
	}
	notes, err := sections("notes.txt")
	if err != nil {
		return nil, err
	}
	var all []aim
	for _, record := range strings.Split(string(text), "\n# ") {
		a := readAim(strings.TrimPrefix(strings.TrimSpace(record), "# "))
		for _, line := range notes[a.name] {
			a.notes = append(a.notes, readNote(line))
		}
		if len(a.codes) == 0 || len(a.symbols)+len(a.more) == 0 || len(a.who) == 0 || len(a.words) == 0 ||
			len(a.scale) != 5 ||
			len(a.notes) == 0 {
			return nil, fmt.Errorf("aims.txt: %s lacks something", a.name)
		}
		all = append(all, a)
	}
	return all, nil
}

func readAim(record string) aim {
	lines := strings.Split(record, "\n")
	a := aim{name: lines[0], own: map[string][]string{}}
	for _, line := range lines[1:] {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "codes:":
			a.codes = strings.Fields(rest)
		case "symbols:":
			a.symbols = strings.Fields(rest)
		case "more:":
			a.more = strings.Fields(rest)
		case "kinds:":
			a.kinds = strings.Fields(rest)
		case "who:":
			a.who = strings.Fields(rest)
		case "-":
			a.scale = columns(rest)
		case "~":
			a.own[a.words[len(a.words)-1].text] = columns(rest)
		case "":
		default:
			a.words = append(a.words, readNote(line))
		}
	}
	return a
}

// fits reports whether the aim is one that the person may have and that the
// activity helps with.
func (a aim) fits(d *dweller, o *offer) bool {
	return a.suits(d) && a.helped(o)
}

func (a aim) helped(o *offer) bool {
	return a.draws(o) || slices.Contains(a.more, o.symbol) && a.shares(o)
}

// draws reports whether somebody with the aim comes to the activity for it.
func (a aim) draws(o *offer) bool { return slices.Contains(a.symbols, o.symbol) && a.shares(o) }

func (a aim) shares(o *offer) bool {
	return (len(a.kinds) == 0 || slices.Contains(a.kinds, o.kind)) && share(a.codes, o.outcomes)
}

// suits holds the aim to who it is for: of spec, old and dementia one is
// enough, and every other word must be true of the person.
func (a aim) suits(d *dweller) bool {
	either, one := false, false
	for _, w := range a.who {
		switch w {
		case "spec", "old", "dementia":
			either, one = true, one || d.is(w)
		default:
			if !d.is(w) {
				return false
			}
		}
	}
	return one || !either
}

// wide reports whether nearly everything helps with the aim.
func (a aim) wide() bool { return slices.Contains([]string{"friends", "out again", "useful"}, a.name) }

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// said gives the words in which the person may say the aim at this place.
func (a aim) said(d *dweller, g *group) []string {
	var fit []string
	for _, n := range a.words {
		if n.holdsAt(d, g) {
			fit = append(fit, n.text)
		}
	}
	return fit
}

// in gives the aim with the scale that belongs to the words in which somebody says it.
func (a aim) in(words string) aim {
	if own := a.own[words]; own != nil {
		a.scale = own
	}
	return a
}

// hasWords reports whether these are words of the aim.
func (a aim) hasWords(words string) bool {
	return slices.ContainsFunc(a.words, func(n note) bool { return n.text == words })
}

// pick takes one of a list.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// pickTwo takes two different ones of a list.
func pickTwo(r *rand.Rand, list []string) (string, string) {
	i := r.IntN(len(list))
	j := (i + 1 + r.IntN(len(list)-1)) % len(list)
	return list[i], list[j]
}

// chance says whether something holds that holds for so many of a hundred.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

// words splits lines into their words.
func words(lines []string) []string {
	var all []string
	for _, line := range lines {
		all = append(all, strings.Fields(line)...)
	}
	return all
}
