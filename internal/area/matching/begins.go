package matching

import (
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/clock"
)

// MostLater is how many days after a week begins the last of its places may begin,
// where the plan names no day: half of the weeks that are looked at stay to be sure of
// the whole series.
const MostLater = 28

// LatestStart is the last day on which a place of a week from a Monday on may begin:
// the end of the week by which the plan wants it to start, or MostLater where the plan
// says none, or one that cannot be kept any more.
func LatestStart(from, startBy clock.Date) clock.Date {
	latest := from.AddDays(MostLater - 1)
	if by := startBy.Monday().AddDays(6); !startBy.IsZero() && !startBy.Before(from) && by.Before(latest) {
		return by
	}
	return latest
}

// wholeFrom gives the sessions that lack something, and the first day from which none
// does; no day where the last one does.
func wholeFrom(list []directory.Session, lacks func(directory.Session) bool) (short []directory.Session,
	day clock.Date) {
	for i, ses := range list {
		if lacks(ses) {
			short = append(short, ses)
			day = clock.Date{}
		} else if i == 0 || day.IsZero() {
			day = ses.Date
		}
	}
	return short, day
}

// FirstDay is the first day from which every session has a place, and the support
// that somebody takes; found is false where the last one has not.
func FirstDay(list []directory.Session, support int) (day clock.Date, found bool) {
	_, day = wholeFrom(list, func(ses directory.Session) bool {
		return ses.Left() < 1 || support > ses.SupportLeft()
	})
	return day, !day.IsZero()
}

// Begins is the first day of the candidate's series where it begins later than its
// first session, because that is full; and none where it begins with it.
func (c Candidate) Begins(w Wish) clock.Date {
	day, found := FirstDay(c.Sessions, SupportOf(w.Ratio))
	if !found || day == c.Sessions[0].Date || day.After(w.Latest) {
		return clock.Date{}
	}
	return day
}

// tooLate reports whether a series that would begin on a day is none that fits.
func (w Wish) tooLate(day clock.Date) bool { return day.IsZero() || day.After(w.Latest) }

// noPlaces holds when sessions ahead are full and what follows them begins too late: a
// regular place needs all from its first day on. It names the days that are full.
func noPlaces(w Wish, c Candidate) (Exclusion, bool) {
	short, day := wholeFrom(c.Sessions, func(ses directory.Session) bool { return ses.Left() < 1 })
	var full []clock.Date
	for _, ses := range short {
		full = append(full, ses.Date)
	}
	return Exclusion{Rule: RulePlaces, Value: int64(len(full)), Limit: int64(len(c.Sessions)), Days: full,
		On: day, By: w.Latest}, len(full) > 0 && w.tooLate(day)
}

// noSupport holds when workers are short in a session, and what follows begins too late.
func noSupport(w Wish, c Candidate) (Exclusion, bool) {
	need := SupportOf(w.Ratio)
	short, day := wholeFrom(c.Sessions, func(ses directory.Session) bool { return need > ses.SupportLeft() })
	if len(short) == 0 || !w.tooLate(day) {
		return Exclusion{}, false
	}
	return Exclusion{Rule: RuleSupport, Value: int64(short[0].SupportLeft()), Limit: int64(need), On: day,
		By: w.Latest}, true
}

// NotYet says that something of a week begins later than the rest, because it is full
// before.
const NotYet Rule = "later"

// laterReasons names what of a week begins later, with its first day.
func laterReasons(w Wish, k Week) Reasons {
	var all Reasons
	for _, c := range k {
		if day := c.Begins(w); !day.IsZero() {
			all = append(all, Reason{Rule: NotYet, Own: c.Activity.Title, Easy: c.Activity.EasyTitle,
				Word: day.String()})
		}
	}
	return all
}

// Day is the day that a reason is about.
func (r Reason) Day() (clock.Date, bool) {
	day, err := clock.ParseDate(r.Word)
	return day, err == nil && r.Rule == NotYet
}

// Later finds from which day on something of a week begins, where it is later than the
// rest.
func (k Week) Later(w Wish) map[string]clock.Date {
	days := map[string]clock.Date{}
	for _, c := range k {
		if day := c.Begins(w); !day.IsZero() {
			days[c.Schedule.ID] = day
		}
	}
	return days
}
