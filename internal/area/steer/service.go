package steer

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
)

// Deps is what the area stands on.
type Deps struct {
	DB     *db.DB
	Access *access.Service
	People *people.Service
}

// Service holds the verbs of steer.
type Service struct {
	Deps
	later atomic.Bool // the sums wait for Rebuild
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d} }

func may(a access.Actor) error {
	if !a.May(access.Steer) {
		return fail.New(fail.Forbidden, "access.refused.role")
	}
	return nil
}

// Figures are all that the page of spend says, read at one moment.
type Figures struct {
	Year     Year
	At       clock.Instant
	Register clock.NullInstant // when the newest register was closed
	Late     pence.Pence       // what of the year stands in registers that are late
	Budgets  []Budget          // the newest first; empty when none was set
	All      Line
	Groups   Groups
	Kinds    []Line
	Orgs     []Line
	Tiers    []Line
	Months   []Month
}

// Expected is what the year comes to if every agreed place is delivered.
func (f Figures) Expected() Money {
	var m Money
	for _, month := range f.Months {
		m.InHouse += month.Spent.InHouse + month.Expected.InHouse
		m.External += month.Spent.External + month.Expected.External
	}
	return m
}

// Spend reads the figures of the financial year that holds today.
func (s *Service) Spend(ctx context.Context, tx *db.Tx, a access.Actor) (Figures, error) {
	f := Figures{Year: YearOf(tx.Today()), At: tx.Now}
	if err := may(a); err != nil {
		return f, err
	}
	var err error
	if f.Register, err = newestRegister(ctx, tx); err != nil {
		return f, err
	}
	if f.Budgets, err = budgetsOf(ctx, tx, f.Year.From); err != nil {
		return f, err
	}
	t, err := tablesOf(ctx, tx, f.Year.Whole())
	if err != nil {
		return f, err
	}
	f.All, f.Groups, f.Kinds, f.Orgs, f.Tiers = t.all, t.groups, t.list("kind"), t.list("org"), t.list("tier")
	if f.Months, err = monthsOf(ctx, tx, f.Year, Filter{Span: f.Year.Whole()}); err != nil {
		return f, err
	}
	late, err := keptDays(ctx, tx, sumOpen, Span{f.Year.From, f.LateBefore().AddDays(-1)}, Filter{})
	for _, d := range late {
		f.Late += d.Amount
	}
	return f, err
}

// lateDays is how many days a register may stay open before the page of spend
// says that its money is missing from what is spent.
const lateDays = 7

// LateBefore is the first day whose registers are not late yet.
func (f Figures) LateBefore() clock.Date {
	today, _ := clock.London(f.At)
	return today.AddDays(-lateDays)
}

func monthsOf(ctx context.Context, tx *db.Tx, y Year, f Filter) ([]Month, error) {
	next := nextMonday(tx.Today())
	if !f.isKept() {
		return monthsOfRows(ctx, tx, y, f, next)
	}
	spent, err := keptDays(ctx, tx, sumSpent, f.Span, f)
	if err != nil {
		return nil, err
	}
	open, err := keptDays(ctx, tx, sumOpen, Span{f.Span.From, next.AddDays(-1)}, f)
	if err != nil {
		return nil, err
	}
	changes, err := keptDays(ctx, tx, sumAhead, Span{noDay, y.To}, f)
	return byMonth(y, tx.Today(), spent, open, weekly(changes)), err
}

// monthsOfRows adds up the rows of a filter for which no sums are kept.
func monthsOfRows(ctx context.Context, tx *db.Tx, y Year, f Filter, next clock.Date) ([]Month, error) {
	spent, err := spentDays(ctx, tx, f)
	if err != nil {
		return nil, err
	}
	open, err := openDays(ctx, tx, f, next)
	if err != nil {
		return nil, err
	}
	ahead, err := weeksAhead(ctx, tx, f, next)
	return byMonth(y, tx.Today(), spent, open, ahead), err
}

// totalOf is the one line of all that a filter holds: of the sums where they
// are kept, of the rows otherwise.
func totalOf(ctx context.Context, tx *db.Tx, f Filter) (Line, error) {
	if f.isKept() && f.narrowed() <= 1 {
		t, err := tablesOf(ctx, tx, f.Span)
		return t.line(f), err
	}
	l, err := goingIn(ctx, tx, f)
	if err != nil {
		return l, err
	}
	l.Spent, l.Committed, err = moneyIn(ctx, tx, f)
	return l, err
}

// Part is a part of a long list.
type Part struct{ Most, Skip int }

// mostCounted is up to how many sessions a page counts: of more it says that there are more,
// so that it costs the same however many a council has.
const mostCounted = 10_000

// counted is up to how many rows are counted for a part.
func (p Part) counted() int { return max(mostCounted, p.Most+p.Skip) }

// pageRows is how many rows a page of a list shows; fileRows how many a file
// may hold: six years of 600 sessions a week. A longer one is refused, because
// a file that lacks rows does not come to the sum at its foot.
//
// A phone shows a row on ten lines, a review and the outcomes of a provider on more, so that a
// page has fewer of them.
const (
	pageRows   = 25
	reviewRows = 20
	orgRows    = 10
	fileRows   = 200_000
)

// PartOf gives the part that a page shows, from 1.
func PartOf(page int) Part { return Part{pageRows, pageRows * (max(page, 1) - 1)} }

// PlaceList is a part of the placements behind a figure.
type PlaceList struct {
	Places []Place
	Count  int  // how many can be listed
	Sum    Line // what all of them come to
	Few    bool // so few people that their places are not listed
}

// Places lists the placements behind a figure, part by part: those that go on,
// or all that were agreed. The places of fewer than five people are added up and
// not listed, as the people are not.
func (s *Service) Places(ctx context.Context, tx *db.Tx, a access.Actor, f Filter, going bool,
	p Part) (PlaceList, error) {
	if err := may(a); err != nil {
		return PlaceList{}, err
	}
	sum, err := totalOf(ctx, tx, f)
	if err != nil {
		return PlaceList{}, err
	}
	heads := sum.People // more people have agreed places than go to one
	if !going && heads < fewest {
		if heads, err = agreedHeads(ctx, tx, f); err != nil {
			return PlaceList{}, err
		}
	}
	v := PlaceList{Sum: sum, Few: heads > 0 && heads < fewest}
	if v.Few {
		return v, nil
	}
	if v.Count, err = countPlaces(ctx, tx, f, going); err != nil {
		return v, err
	}
	v.Places, err = placesIn(ctx, tx, f, going, nextMonday(tx.Today()), p.Most, p.Skip)
	return v, err
}

// PersonList is a part of the people behind a figure, without names.
type PersonList struct {
	People []Someone
	Sum    Line  // what all of them come to
	Week   Money // a week of it, by kind of provider
}

// PeopleIn lists the people behind a figure, without names, part by part. Fewer
// than five are added up and not listed: what one of them does and costs would
// tell who it is.
func (s *Service) PeopleIn(ctx context.Context, tx *db.Tx, a access.Actor, f Filter,
	p Part) (PersonList, error) {
	if err := may(a); err != nil {
		return PersonList{}, err
	}
	sum, err := totalOf(ctx, tx, f)
	if err != nil {
		return PersonList{}, err
	}
	v := PersonList{Sum: sum}
	if v.Week, err = weekOf(ctx, tx, f, sum); err != nil || sum.People < fewest {
		return v, err
	}
	v.People, err = peopleIn(ctx, tx, f, p.Most, p.Skip)
	return v, err
}

// weekOf parts what the places of a filter cost a week by kind of provider.
func weekOf(ctx context.Context, tx *db.Tx, f Filter, sum Line) (Money, error) {
	switch f.Kind {
	case InHouse:
		return Money{InHouse: sum.Week}, nil
	case External:
		return Money{External: sum.Week}, nil
	}
	count := goingIn
	if f.isKept() && f.narrowed() == 0 {
		count = totalOf
	}
	f.Kind = InHouse
	l, err := count(ctx, tx, f)
	return Money{InHouse: l.Week, External: sum.Week - l.Week}, err
}

// Sessions lists the sessions behind what was spent, part by part, with how
// many there are and what all of them come to.
func (s *Service) Sessions(ctx context.Context, tx *db.Tx, a access.Actor, f Filter,
	p Part) ([]Session, int, Line, error) {
	if err := may(a); err != nil {
		return nil, 0, Line{}, err
	}
	begun := f // no register is closed before its session begins
	if begun.Span.To.After(tx.Today()) {
		begun.Span.To = tx.Today()
	}
	n, err := countSessions(ctx, tx, begun, p.counted()+1)
	if err != nil {
		return nil, 0, Line{}, err
	}
	list, err := sessionsIn(ctx, tx, begun, p.Most, p.Skip)
	if err != nil {
		return nil, 0, Line{}, err
	}
	sum, err := totalOf(ctx, tx, f)
	return list, n, sum, err
}

// PlaceOf gives one placement, for its page.
func (s *Service) PlaceOf(ctx context.Context, tx *db.Tx, a access.Actor, id string) (Place, error) {
	if err := may(a); err != nil {
		return Place{}, err
	}
	return placeByID(ctx, tx, id, YearOf(tx.Today()).Whole(), nextMonday(tx.Today()))
}

// Expected is what the filter's agreed places are expected to cost in its span.
func (s *Service) Expected(ctx context.Context, tx *db.Tx, f Filter) (Money, error) {
	var m Money
	y := YearOf(f.Span.From)
	months, err := monthsOf(ctx, tx, y, f)
	for _, month := range months {
		if f.Span.Has(month.From) {
			m.InHouse += month.Expected.InHouse
			m.External += month.Expected.External
		}
	}
	return m, err
}

// SessionOf gives one session with what became of each place, its posting, and
// what was corrected.
// Names are there only for people whose record the actor may see, and the
// reading of those is audited; nil without any.
func (s *Service) SessionOf(ctx context.Context, tx *db.Tx, a access.Actor, id string,
	f Filter) (Session, []Attended, map[string]string, error) {
	if err := may(a); err != nil {
		return Session{}, nil, nil, err
	}
	ses, err := sessionByID(ctx, tx, id)
	if err != nil {
		return ses, nil, nil, err
	}
	list, err := attendedAt(ctx, tx, id, f)
	if err != nil {
		return ses, nil, nil, err
	}
	for _, b := range list {
		ses.Places++
		ses.Spent += b.Paid
	}
	if ses.Mended, err = mendedAt(ctx, tx, id, f); err != nil {
		return ses, nil, nil, err
	}
	names, err := s.namesOf(ctx, tx, a, list)
	return ses, list, names, err
}

// namesOf finds the names that the actor may see, by person.
func (s *Service) namesOf(ctx context.Context, tx *db.Tx, a access.Actor,
	list []Attended) (map[string]string, error) {
	names := map[string]string{}
	if !a.May(access.SeePerson) {
		return names, nil
	}
	for _, b := range list {
		err := s.Access.See(ctx, tx, a, access.SeePerson, b.PersonID)
		if fail.KindOf(err) == fail.Forbidden {
			continue
		}
		if err != nil {
			return nil, err
		}
		p, err := s.People.Load(ctx, tx, b.PersonID)
		if err != nil {
			return nil, err
		}
		names[b.PersonID] = p.FullName()
	}
	return names, nil
}

// SetBudget keeps what the council set aside for a financial year. An earlier
// one stays readable.
func (s *Service) SetBudget(ctx context.Context, tx *db.Tx, a access.Actor, b Budget) (Budget, error) {
	if err := may(a); err != nil {
		return b, err
	}
	if err := b.Check(); err != nil {
		return b, err
	}
	b.ID, b.Actor, b.Made = tx.NewID(), a.Name, tx.Now
	if b.YearFrom.IsZero() {
		b.YearFrom = YearOf(tx.Today()).From
	}
	if err := insertBudget(ctx, tx, b); err != nil {
		return b, err
	}
	return b, s.Access.Note(ctx, tx, a, "council budget", b.ID)
}

// BudgetsOf are the budgets that were set for a year, the newest first.
func (s *Service) BudgetsOf(ctx context.Context, tx *db.Tx, a access.Actor, y Year) ([]Budget, error) {
	if err := may(a); err != nil {
		return nil, err
	}
	return budgetsOf(ctx, tx, y.From)
}

// Outcomes are how far people came, by tier and by provider, from the last
// review of each within twelve months.
type Outcomes struct {
	Since clock.Date
	All   Reach
	Tiers []Reach
	Orgs  []Reach
}

// outcomeMonths is how far back outcomes look: a plan is reviewed at least once
// in that time.
const outcomeMonths = 12

// Outcomes reads how far people came. Groups of fewer than five are hidden.
func (s *Service) Outcomes(ctx context.Context, tx *db.Tx, a access.Actor) (Outcomes, error) {
	o := Outcomes{Since: tx.Today().AddMonths(-outcomeMonths)}
	if err := may(a); err != nil {
		return o, err
	}
	var err error
	if o.Tiers, err = reachByTier(ctx, tx, o.Since); err != nil {
		return o, err
	}
	if o.Orgs, err = reachByOrg(ctx, tx, o.Since); err != nil {
		return o, err
	}
	for _, t := range o.Tiers {
		o.All.People += t.People
		o.All.T += t.T
		o.All.Baseline += t.Baseline
		o.All.Fully += t.Fully
		o.All.Partially += t.Partially
		o.All.NotMet += t.NotMet
		o.All.Up += t.Up
		o.All.Down += t.Down
	}
	o.All.Suppressed = o.All.People > 0 && o.All.People < fewest
	suppress(o.Tiers, true)
	suppress(o.Orgs, false)
	return o, nil
}

// Reviews lists the reviews behind a figure of a group of outcomes, without names,
// part by part, with how many there are; a group that is hidden has none to show.
func (s *Service) Reviews(ctx context.Context, tx *db.Tx, a access.Actor, f Filter,
	p Part) ([]Told, int, error) {
	o, err := s.Outcomes(ctx, tx, a)
	if err != nil {
		return nil, 0, err
	}
	group := o.of(f.Tier, f.Org)
	if group.Suppressed || f.Tier != 0 && f.Org != "" {
		return nil, 0, fail.New(fail.Forbidden, "steer.refused.small")
	}
	list, err := reviewsIn(ctx, tx, o.Since, f, p)
	return list, group.Count(f.Result), err
}

// of finds the group of a tier or a provider; without either it is all people.
func (o Outcomes) of(tier int, org string) Reach {
	groups, key := o.Tiers, strconv.Itoa(tier)
	switch {
	case org != "":
		groups, key = o.Orgs, org
	case tier == 0:
		return o.All
	}
	for _, r := range groups {
		if r.Key == key {
			return r
		}
	}
	return Reach{}
}

// Breaches proves that spend stands in the ledger: what registers owe is
// posted, what placements still commit is what budgets have committed, and the
// kept sums are those of the rows.
func (s *Service) Breaches(ctx context.Context, tx *db.Tx) ([]string, error) {
	ids, err := unposted(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, id := range ids {
		found = append(found, "booking "+id+": what its register owes is not what the ledger has")
	}
	apart, err := committedOtherwise(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, b := range apart {
		found = append(found, fmt.Sprintf("budget %s: %s is committed, its placements still need %s", b.BudgetID,
			b.Stored, b.Rows))
	}
	wrong, err := keptWrongly(ctx, tx)
	return append(found, wrong...), err
}
