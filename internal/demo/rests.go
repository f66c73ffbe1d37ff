package demo

import (
	"slices"
	"strings"

	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
)

// weekWords are the words with which data files say on what of somebody's week
// a line rests: who says that the way is long goes to another town.
var weekWords = map[string]func(*dweller) bool{
	"weekend":       func(d *dweller) bool { return d.out(slot.onWeekend) },
	"sunday-free":   func(d *dweller) bool { return !d.out(slot.onSunday) },
	"saturday-free": func(d *dweller) bool { return !d.out(slot.onSaturday) },
	"early":         func(d *dweller) bool { return d.out(slot.early) },
	"late":          func(d *dweller) bool { return !d.out(slot.beforeEleven) },
	"no-evening":    func(d *dweller) bool { return !d.out(slot.inEvening) },
	"morning":       func(d *dweller) bool { return d.out(slot.inMorning) },
	"short-days":    func(d *dweller) bool { return !d.out(slot.long) },
	"two-mornings":  func(d *dweller) bool { return d.mornings() >= 2 },
	"after-lunch":   func(d *dweller) bool { return d.out(slot.afterLunch) },
	"long-day":      func(d *dweller) bool { return d.out(slot.long) },
	"two-days":      func(d *dweller) bool { return d.days() == 2 || d.days() == 3 },
	"every-day":     func(d *dweller) bool { return d.days() >= workdays },
	"free-day":      func(d *dweller) bool { return d.days() < workdays },
	"travels":       (*dweller).travels,
	"loud":          func(d *dweller) bool { return d.seenAt(noisy) },
	"no-noise":      func(d *dweller) bool { return !d.seenAt(noisy) },
	"indoors":       func(d *dweller) bool { return !d.seenAt(outdoors) },
	"befriended":    func(d *dweller) bool { return len(d.friends) > 0 },
	"lately":        (*dweller).beganLately,
}

// hourWords are the words of when and how one place meets: an aim in such words is
// one that this place helps with at that time.
var hourWords = map[string]func(*group) bool{
	"evening-there":  func(g *group) bool { return g.slot.inEvening() },
	"saturday-there": func(g *group) bool { return g.slot.onSaturday() },
	"morning-there":  func(g *group) bool { return g.slot.inMorning() },
	"weekday-there":  func(g *group) bool { return !g.slot.onWeekend() },
	"long-there":     func(g *group) bool { return g.slot.long() },
	"in-room":        func(g *group) bool { return g.offer.online != directory.Online },
}

func (s slot) onSaturday() bool   { return slices.Contains(s.days, saturdayIs) }
func (s slot) onSunday() bool     { return slices.Contains(s.days, 6) }
func (s slot) onWeekend() bool    { return s.onSaturday() || s.onSunday() }
func (s slot) early() bool        { return s.start <= 10*60 }
func (s slot) beforeEleven() bool { return s.start < 11*60 }
func (s slot) inMorning() bool    { return s.start < 12*60 }
func (s slot) afterLunch() bool   { return s.end > 14*60 && s.start < 17*60 }
func (s slot) inEvening() bool    { return s.start >= 17*60 }
func (s slot) long() bool         { return s.end-s.start >= fullDay }

// noisy, loud and outdoors are sorts of activity: with bangs, with many voices or
// loud music as well, and in wind and weather.
var (
	noisy    = []string{"drum", "disco", "party", "bowling", "basketball"}
	loud     = append([]string{"dancing", "guitar", "football"}, noisy...) // for who needs quiet
	outdoors = []string{"gardening", "farm", "farmer", "tree", "donkey", "horse", "dog", "cycling", "walking",
		"football", "picnic", "train", "walk"}
)

// everywhere lists where the person goes, by agreement and by themselves.
func (d *dweller) everywhere() []*group { return slices.Concat(d.goes(), d.alone) }

// out reports whether some of the person's week is such an hour.
func (d *dweller) out(is func(slot) bool) bool {
	return slices.ContainsFunc(d.everywhere(), func(g *group) bool { return is(g.slot) })
}

func (d *dweller) seenAt(symbols []string) bool {
	return slices.ContainsFunc(d.everywhere(), func(g *group) bool {
		return slices.Contains(symbols, g.offer.symbol)
	})
}

// mornings and days count on how many days of the week there is something.
func (d *dweller) mornings() int { return d.daysOf(slot.inMorning) }
func (d *dweller) days() int     { return d.daysOf(func(slot) bool { return true }) }

func (d *dweller) daysOf(is func(slot) bool) int {
	on := map[int]bool{}
	for _, g := range d.everywhere() {
		for _, day := range g.slot.days {
			on[day] = on[day] || is(g.slot)
		}
	}
	n := 0
	for _, yes := range on {
		if yes {
			n++
		}
	}
	return n
}

// longWay is from how many kilometres somebody calls the way long.
const longWay = 6

// travels reports whether one of the agreed places is in another town, and far.
func (d *dweller) travels() bool {
	return slices.ContainsFunc(d.goes(), func(g *group) bool {
		return g.site.Town != "" && g.site.Town != d.Town && d.distance(g) >= longWay
	})
}

// newWithin is how long ago, in days, a week may have begun that the words of its
// reason speak of as new. Nobody's week has begun who is on the way to one.
const newWithin = 365

func (d *dweller) beganLately() bool {
	return d.since.IsZero() || d.today.DaysSince(d.since) < newWithin
}

// lateSleeper is what nobody says whose week begins before eleven.
const lateSleeper = "Mornings are hard."

// saturdayIs is the place of Saturday in a week.
const saturdayIs = 5

// hourOfWish gives the person, if one in six, the time that they wish for what
// they want: that of a place which helps with it, or, of who has none yet, one of
// the week in which they are free. Who wants to go out on a Saturday wishes for that.
func (d *dweller) hourOfWish() (day, part int) {
	saturday := strings.Contains(d.wish(), "Saturday")
	if !saturday && (d.Born.Day+int(d.Born.Month))%6 != 0 || len(d.goals) == 0 {
		return 0, 0
	}
	for _, g := range slices.Concat(d.goes(), d.hoped) {
		switch {
		case !d.goals[0].aim.helped(g.offer), saturday && !g.slot.onSaturday():
		case saturday:
			return saturdayIs + 1, g.slot.partOfDay() + 1
		case len(g.slot.days) == 1:
			return g.slot.days[0] + 1, g.slot.partOfDay() + 1
		}
	}
	if len(d.goes()) > 0 || saturday {
		return 0, 0
	}
	day, part = d.Born.Year%workdays, d.Born.Day%2
	if d.Free != 0 && !d.Free.Has(day, part) || part == 0 && strings.Contains(d.HowToTalk, lateSleeper) {
		return 0, 0
	}
	return day + 1, part + 1
}

// sleepsLate takes the mornings out of the times at which somebody is free who
// says that mornings are hard; what they go to stays.
func (d *dweller) sleepsLate(f people.Free) people.Free {
	if !strings.Contains(d.HowToTalk, lateSleeper) {
		return f
	}
	for day := range 7 {
		f &^= people.FreeAt(day, 0)
	}
	return f | d.inUse() | d.hopedAt()
}
