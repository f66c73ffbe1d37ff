package weekplan

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"ourdays/internal/engine/weekplan/strict"
)

// WriteText puts the explanation in words: the places that would help most, how fair the
// plan is, then for each person their week, what it has and lacks, and what stood against
// each session that they like more. Of what key names, the names are said.
func (e Explanation) WriteText(w io.Writer, in *Instance, p *Plan, key Key) error {
	t := teller{bufio.NewWriter(w), in, key}
	if e.Untold > 0 {
		fmt.Fprintf(t.out, "Time ended before all was told: %d of %d people have no reasons here.\n\n", e.Untold,
			e.Untold+len(e.People))
	}
	t.worths("One more place would help most in", e.Places, t.session)
	t.worths("One more worker would help most in", e.Workers, t.session)
	t.worths("One more seat would help most on", e.Seats, t.row)
	t.fairness(e.Fairness)
	for _, who := range e.People {
		t.person(who, p.Weeks[who.Person])
	}
	if err := t.out.Flush(); err != nil {
		return fmt.Errorf("write explanation: %w", err)
	}
	return nil
}

// teller writes numbers of a file as words about it.
type teller struct {
	out *bufio.Writer
	in  *Instance
	key Key
}

var dayNames = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// session says which session a number is.
func (t teller) session(n int) string {
	s := t.in.Sessions[n]
	what := fmt.Sprintf("activity %d, venue %d", s.Act, s.Venue)
	if t.key.Sessions != nil {
		what = strict.Printed(t.key.Sessions[n])
	}
	return fmt.Sprintf("session %d (%s, %s)", n, s.when(), what)
}

// sessionAt says which session a number is, for who knows no numbers.
func (in *Instance) sessionAt(n int32) string {
	return fmt.Sprintf("session %d (%s)", n, in.Sessions[n].when())
}

// when says a session's day and hours.
func (s *Session) when() string {
	return fmt.Sprintf("%s %02d:%02d to %02d:%02d", dayNames[s.Day], s.Start/60, s.Start%60, s.End/60, s.End%60)
}

// rowAt says which transport row a number is.
func (in *Instance) rowAt(n int32) string {
	r := in.Transport[n]
	return fmt.Sprintf("row %d (from town %d on %s)", n, r.Town, dayNames[r.Day])
}

// row is rowAt for a number as reasons hold it.
func (t teller) row(n int) string { return t.in.rowAt(int32(n)) }

func (t teller) worths(head string, list []Worth, name func(int) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(t.out, "%s:\n", head)
	for _, x := range list {
		fmt.Fprintf(t.out, "  %s: it could lift the bound by %.1f points\n", name(x.What), x.Points)
	}
	fmt.Fprintln(t.out)
}

// fairness says how people's weeks compare with their own best, over all and by group.
func (t teller) fairness(f Fairness) {
	if f.All.People == 0 {
		return
	}
	fmt.Fprintln(t.out, "Each person's week as a share of the best they could have if nobody else were there:")
	t.spread("all", f.All)
	t.groups("tier", f.ByTier)
	t.groups("town", f.ByTown)
	if f.Uncompared > 0 {
		fmt.Fprintf(t.out, "  %d people are left out, because time ended.\n", f.Uncompared)
	}
	fmt.Fprint(t.out, "  Groups of 1 to 4 are left out, and others from which they could be reckoned.\n\n")
}

// groups tells of groups, where they divide people.
func (t teller) groups(kind string, list []Spread) {
	for _, s := range list {
		if len(list) > 1 {
			t.spread(fmt.Sprintf("%s %d", kind, s.Group), s)
		}
	}
}

func (t teller) spread(name string, s Spread) {
	below := "a number below their floor that is too small to be shown"
	if s.BelowFloor != nil {
		below = fmt.Sprintf("%d below their floor", *s.BelowFloor)
	}
	fmt.Fprintf(t.out, "  %s, %d people: worst %.2f, 1st percentile %.2f, 10th %.2f, 50th %.2f; %s\n", name, s.People,
		s.Worst, s.P1, s.P10, s.P50, below)
}

func (t teller) person(who PersonWhy, week []int32) {
	fmt.Fprintf(t.out, "Person %d", who.Person)
	if t.key.People != nil {
		fmt.Fprintf(t.out, " (%s)", strict.Printed(t.key.People[who.Person]))
	}
	if len(week) == 0 {
		fmt.Fprint(t.out, " has no session")
	}
	fmt.Fprintln(t.out)
	for _, n := range week {
		fmt.Fprintf(t.out, "  %s\n", t.session(int(n)))
	}
	var has []string
	for _, r := range who.Why {
		has = append(has, r.words())
	}
	if len(has) > 0 {
		fmt.Fprintf(t.out, "  The week: %s.\n", strings.Join(has, "; "))
	}
	for _, a := range who.Against {
		fmt.Fprintf(t.out, "  Likes more: %s; but %s%s.\n", t.session(a.Session), a.words(t.in), a.Instead.words())
	}
}

// words says a reason for a week, or what it lacks.
func (r Reason) words() string {
	switch r.Name {
	case "points":
		return fmt.Sprintf("%d points in all", r.N)
	case "utility":
		return fmt.Sprintf("%d points of what they like, floor %d", r.N, r.Of)
	case "musts":
		return fmt.Sprintf("%d of %d outcomes that must be covered", r.N, r.Of)
	case "units":
		return fmt.Sprintf("%d of %d units", r.N, r.Of)
	case "price":
		return fmt.Sprintf("%s of %s", pounds(r.N), pounds(r.Of))
	case "friends":
		return fmt.Sprintf("friends met: %d", r.N)
	case "now":
		return fmt.Sprintf("%d of today's %d sessions", r.N, r.Of)
	case "lacks_must":
		return fmt.Sprintf("outcome %d is not covered", r.N)
	}
	return fmt.Sprintf("%d units short", r.N)
}

// words says what stood against a session.
func (a WhyAgainst) words(in *Instance) string {
	switch a.Rule {
	case "full":
		if a.Price == 0 {
			return "every place is taken"
		}
		return fmt.Sprintf("every place is taken, and others would give up %d points for one", a.Price)
	case "staff":
		return fmt.Sprintf("support of %d is left and %d is needed, where one worker carries %d", a.N, a.Of,
			in.Sessions[a.Session].Load)
	case "seat":
		return fmt.Sprintf("no seat is free on %s", in.rowAt(int32(a.N)))
	case "clash":
		return fmt.Sprintf("it is at the hour of session %d", a.N)
	case "day":
		return fmt.Sprintf("they have %d sessions on that day", a.N)
	case "activity":
		if a.N == 1 {
			return "they have that activity already"
		}
		return fmt.Sprintf("they have that activity %d times already", a.N)
	case "units":
		return fmt.Sprintf("it would make %d units of %d", a.N, a.Of)
	case "budget":
		return fmt.Sprintf("the week would cost %s of %s", pounds(a.N), pounds(a.Of))
	case "friends":
		return fmt.Sprintf("meetings with friends worth %d points would be lost", a.Of)
	}
	return fmt.Sprintf("the week would be worth %d points less", a.N)
}

// words says what a session could be had for.
func (x *Exchange) words() string {
	if x == nil {
		return ""
	}
	var gone []string
	for _, n := range x.Sessions {
		gone = append(gone, fmt.Sprintf("session %d", n))
	}
	worth := fmt.Sprintf("be worth %d points less", x.Less)
	switch {
	case x.Less == 0:
		worth = "be worth as much"
	case x.Less < 0:
		worth = fmt.Sprintf("be worth %d points more, which a longer run may find", -x.Less)
	}
	return fmt.Sprintf("; it could be had instead of %s, and the plan would %s", strings.Join(gone, " and "),
		worth)
}

func pounds(pence int) string { return fmt.Sprintf("£%d.%02d", pence/100, pence%100) }
