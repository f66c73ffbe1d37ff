package steer

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/pence"
	"ourdays/internal/platform/web"
)

// Routes is the area's part of the access register.
func (s *Service) Routes() []access.Route {
	return []access.Route{
		{Pattern: "GET /steer/spend", Need: access.Steer, Do: s.getSpend, Audience: "staff"},
		{Pattern: "GET /steer/spend.csv", Need: access.Steer, Do: s.getSpendFile, Audience: "machine"},
		{Pattern: "GET /steer/places", Need: access.Steer, Do: s.getPlaces, Audience: "staff"},
		{Pattern: "GET /steer/places.csv", Need: access.Steer, Do: s.getPlacesFile, Audience: "machine"},
		{Pattern: "GET /steer/places/{place}", Need: access.Steer, Do: s.getPlace, Audience: "staff"},
		{Pattern: "GET /steer/people", Need: access.Steer, Do: s.getPeople, Audience: "staff"},
		{Pattern: "GET /steer/people.csv", Need: access.Steer, Do: s.getPeopleFile, Audience: "machine"},
		{Pattern: "GET /steer/sessions", Need: access.Steer, Do: s.getSessions, Audience: "staff"},
		{Pattern: "GET /steer/sessions.csv", Need: access.Steer, Do: s.getSessionsFile, Audience: "machine"},
		{Pattern: "GET /steer/sessions/{session}", Need: access.Steer, Do: s.getSession, Audience: "staff"},
		{Pattern: "GET /steer/sessions/{session}/places.csv", Need: access.Steer, Do: s.getSessionFile,
			Audience: "machine"},
		{Pattern: "GET /steer/outcomes", Need: access.Steer, Do: s.getOutcomes, Audience: "staff"},
		{Pattern: "GET /steer/outcomes.csv", Need: access.Steer, Do: s.getOutcomesFile, Audience: "machine"},
		{Pattern: "GET /steer/reviews", Need: access.Steer, Do: s.getReviews, Audience: "staff"},
		{Pattern: "GET /steer/reviews.csv", Need: access.Steer, Do: s.getReviewsFile, Audience: "machine"},
		{Pattern: "GET /steer/budget", Need: access.Steer, Do: s.getBudget, Audience: "staff"},
		{Pattern: "POST /steer/budget", Need: access.Steer, Do: s.postBudget, Audience: "staff"},
	}
}

// filterOf reads what a figure is about from the address. What is not known
// narrows nothing.
func filterOf(c *web.Ctx, today clock.Date) Filter {
	f := Filter{Org: c.Query("org"), Place: c.Query("place"), Span: YearOf(today).Whole()}
	if k := c.Query("kind"); k == InHouse || k == External {
		f.Kind = k
	}
	if g := c.Query("group"); g == InHouse || g == External || g == Both {
		f.Group = g
	}
	if n, err := strconv.Atoi(c.Query("tier")); err == nil && n >= 1 && n <= 3 {
		f.Tier = n
	}
	if r := Result(c.Query("result")); slices.Contains(results, r) {
		f.Result = r
	}
	if d, err := clock.ParseDate(c.Query("month") + "-01"); err == nil {
		f.Span = Span{d, d.AddMonths(1).AddDays(-1)}
	}
	return f
}

// named adds the name of the filter's provider, which stays empty for one that is none.
func named(ctx context.Context, tx *db.Tx, f Filter) (Filter, error) {
	var err error
	if f.Org != "" {
		f.orgName, err = orgName(ctx, tx, f.Org)
	}
	return f, err
}

// query writes a filter as the part of an address after the question mark.
func (f Filter) query(more ...string) string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("org", f.Org)
	set("kind", f.Kind)
	set("group", f.Group)
	set("place", f.Place)
	set("result", string(f.Result))
	if f.Tier != 0 {
		set("tier", strconv.Itoa(f.Tier))
	}
	if (f.Span != Span{}) && f.Span.To.DaysSince(f.Span.From) < 31 {
		set("month", f.Span.From.String()[:7])
	}
	for i := 0; i+1 < len(more); i += 2 {
		set(more[i], more[i+1])
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// file sends a table as comma-separated values.
func file(c *web.Ctx, t Table) error {
	head := c.W.Header()
	head.Set("Content-Type", "text/csv; charset=utf-8")
	head.Set("Content-Disposition", `attachment; filename="ourdays-`+t.Name+`.csv"`)
	head.Set("Cache-Control", "no-store")
	c.W.WriteHeader(http.StatusOK)
	return t.CSV(c.W)
}

// wholeFile sends a list as a file, unless rows would be missing from it.
func wholeFile(c *web.Ctx, v listView, t Table) error {
	if v.count > fileRows {
		return fail.New(fail.Invalid, "steer.refused.rows", "most", fileRows)
	}
	return file(c, t)
}

func (s *Service) read(c *web.Ctx, f func(ctx context.Context, tx *db.Tx) error) error {
	return s.DB.Read(c.Context(), f)
}

func (s *Service) figures(c *web.Ctx, a access.Actor) (Figures, error) {
	var v Figures
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = s.Spend(ctx, tx, a)
		return err
	})
	return v, err
}

func (s *Service) getSpend(c *web.Ctx, a access.Actor) error {
	v, err := s.figures(c, a)
	if err != nil {
		return err
	}
	return c.Render(spendPage(c, v))
}

func (s *Service) getSpendFile(c *web.Ctx, a access.Actor) error {
	v, err := s.figures(c, a)
	if err != nil {
		return err
	}
	for _, t := range spendTables(c, v) {
		if t.Name == c.Query("table") {
			return file(c, t)
		}
	}
	return fail.New(fail.NotFound, "fail.not_found")
}

// showGoing is what a list of placements shows when nothing else is asked for.
const showGoing = "going"

// listView is one page of a list behind a figure.
type listView struct {
	filter   Filter
	part     Part   // of the sessions
	show     string // of placements: going, agreed or expected
	page     int
	count    int
	rows     int // of a page, where it is not pageRows
	sum      Line
	expected Money
	week     Money // what the places cost a week, by kind of provider
	today    clock.Date
	places   []Place
	people   []Someone
	few      bool // so few people that they are not listed
	sessions []Session
	reviews  []Told
}

func (s *Service) listPlaces(c *web.Ctx, a access.Actor, p Part) (listView, error) {
	v := listView{show: c.Query("show"), page: c.Page()}
	if v.show != "agreed" && v.show != "expected" {
		v.show = showGoing
	}
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		v.today = tx.Today()
		if v.filter, err = named(ctx, tx, filterOf(c, v.today)); err != nil {
			return err
		}
		found, err := s.Places(ctx, tx, a, v.filter, v.show != "agreed", p)
		if v.places, v.count, v.sum, v.few = found.Places, found.Count, found.Sum, found.Few; err != nil ||
			v.show != "expected" {
			return err
		}
		v.expected, err = s.Expected(ctx, tx, v.filter)
		return err
	})
	return v, err
}

func (s *Service) getPlaces(c *web.Ctx, a access.Actor) error {
	v, err := s.listPlaces(c, a, PartOf(c.Page()))
	if err != nil {
		return err
	}
	return c.Render(listPage(c, v, "places", placesTable(c, v)))
}

func (s *Service) getPlacesFile(c *web.Ctx, a access.Actor) error {
	v, err := s.listPlaces(c, a, Part{Most: fileRows})
	if err != nil {
		return err
	}
	return wholeFile(c, v, placesTable(c, v))
}

func (s *Service) getPlace(c *web.Ctx, a access.Actor) error {
	var p Place
	v := listView{page: c.Page()}
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if p, err = s.PlaceOf(ctx, tx, a, c.Path("place")); err != nil {
			return err
		}
		v.filter = Filter{Place: p.ID, Span: YearOf(tx.Today()).Whole()}
		v.sessions, v.count, v.sum, err = s.Sessions(ctx, tx, a, v.filter, PartOf(v.page))
		return err
	})
	if err != nil {
		return err
	}
	return c.Render(placePage(c, p, v))
}

func (s *Service) listPeople(c *web.Ctx, a access.Actor, p Part) (listView, error) {
	v := listView{page: c.Page()}
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if v.filter, err = named(ctx, tx, filterOf(c, tx.Today())); err != nil {
			return err
		}
		found, err := s.PeopleIn(ctx, tx, a, v.filter, p)
		v.people, v.sum, v.week = found.People, found.Sum, found.Week
		v.count, v.few = v.sum.People, v.sum.People > 0 && v.sum.People < fewest
		return err
	})
	return v, err
}

func (s *Service) getPeople(c *web.Ctx, a access.Actor) error {
	v, err := s.listPeople(c, a, PartOf(c.Page()))
	if err != nil {
		return err
	}
	return c.Render(listPage(c, v, "people", peopleTable(c, v)))
}

func (s *Service) getPeopleFile(c *web.Ctx, a access.Actor) error {
	v, err := s.listPeople(c, a, Part{Most: fileRows})
	if err != nil {
		return err
	}
	return wholeFile(c, v, peopleTable(c, v))
}

func (s *Service) listSessions(c *web.Ctx, a access.Actor, p Part) (listView, error) {
	v := listView{page: c.Page(), part: p}
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if v.filter, err = named(ctx, tx, filterOf(c, tx.Today())); err != nil {
			return err
		}
		v.sessions, v.count, v.sum, err = s.Sessions(ctx, tx, a, v.filter, p)
		return err
	})
	return v, err
}

func (s *Service) getSessions(c *web.Ctx, a access.Actor) error {
	v, err := s.listSessions(c, a, PartOf(c.Page()))
	if err != nil {
		return err
	}
	return c.Render(listPage(c, v, "sessions", sessionsTable(c, v)))
}

func (s *Service) getSessionsFile(c *web.Ctx, a access.Actor) error {
	v, err := s.listSessions(c, a, Part{Most: fileRows})
	if err != nil {
		return err
	}
	return wholeFile(c, v, sessionsTable(c, v))
}

// sessionView is a session with what became of each place.
type sessionView struct {
	Session
	filter Filter
	lines  []Attended
	names  map[string]string
}

func (s *Service) session(c *web.Ctx, a access.Actor) (sessionView, error) {
	var v sessionView
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		if v.filter, err = named(ctx, tx, filterOf(c, tx.Today())); err != nil {
			return err
		}
		v.Session, v.lines, v.names, err = s.SessionOf(ctx, tx, a, c.Path("session"), v.filter)
		return err
	})
	return v, err
}

func (s *Service) getSession(c *web.Ctx, a access.Actor) error {
	v, err := s.session(c, a)
	if err != nil {
		return err
	}
	return c.Render(sessionPage(c, v))
}

func (s *Service) getSessionFile(c *web.Ctx, a access.Actor) error {
	v, err := s.session(c, a)
	if err != nil {
		return err
	}
	return file(c, sessionTable(c, v))
}

func (s *Service) outcomes(c *web.Ctx, a access.Actor) (Outcomes, error) {
	var o Outcomes
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		o, err = s.Outcomes(ctx, tx, a)
		return err
	})
	return o, err
}

func (s *Service) getOutcomes(c *web.Ctx, a access.Actor) error {
	o, err := s.outcomes(c, a)
	if err != nil {
		return err
	}
	return c.Render(outcomesPage(c, o, c.Page()))
}

func (s *Service) getOutcomesFile(c *web.Ctx, a access.Actor) error {
	o, err := s.outcomes(c, a)
	if err != nil {
		return err
	}
	for _, t := range outcomeTables(c, o) {
		if t.Name == c.Query("table") {
			return file(c, t)
		}
	}
	return fail.New(fail.NotFound, "fail.not_found")
}

func (s *Service) listReviews(c *web.Ctx, a access.Actor, p Part) (listView, error) {
	v := listView{page: c.Page(), rows: reviewRows}
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		if v.filter, err = named(ctx, tx, filterOf(c, tx.Today())); err != nil {
			return err
		}
		v.reviews, v.count, err = s.Reviews(ctx, tx, a, v.filter, p)
		return err
	})
	return v, err
}

func (s *Service) getReviews(c *web.Ctx, a access.Actor) error {
	v, err := s.listReviews(c, a, Part{reviewRows, reviewRows * (c.Page() - 1)})
	if err != nil {
		return err
	}
	return c.Render(reviewsPage(c, v))
}

func (s *Service) getReviewsFile(c *web.Ctx, a access.Actor) error {
	v, err := s.listReviews(c, a, Part{Most: fileRows})
	if err != nil {
		return err
	}
	return wholeFile(c, v, reviewsTable(c, v.reviews))
}

// budgetForm is a budget as typed.
type budgetForm struct{ InHouse, External, Reason string }

func (s *Service) budgets(c *web.Ctx, a access.Actor) ([]Budget, Year, error) {
	var list []Budget
	var y Year
	err := s.read(c, func(ctx context.Context, tx *db.Tx) (err error) {
		y = YearOf(tx.Today())
		list, err = s.BudgetsOf(ctx, tx, a, y)
		return err
	})
	return list, y, err
}

func (s *Service) getBudget(c *web.Ctx, a access.Actor) error {
	list, y, err := s.budgets(c, a)
	if err != nil {
		return err
	}
	var f budgetForm
	if len(list) > 0 {
		f = budgetForm{InHouse: list[0].InHouse.String(), External: list[0].External.String()}
	}
	return c.Render(budgetPage(c, list, y, f))
}

func (s *Service) postBudget(c *web.Ctx, a access.Actor) error {
	f := budgetForm{c.Field("in_house"), c.Field("external"), c.Field("reason")}
	err := s.DB.InTx(c.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := s.SetBudget(ctx, tx, a, Budget{InHouse: amount(c, "in_house"), External: amount(c, "external"),
			Reason: f.Reason})
		return c.WithUnread(err)
	})
	if err == nil {
		c.Flash("steer.budget.kept")
		return c.See("/steer/spend")
	}
	list, y, readErr := s.budgets(c, a)
	if readErr != nil {
		return fmt.Errorf("read budgets: %w", readErr)
	}
	return c.Invalid(budgetPage(c, list, y, f), err)
}

// amount reads money; what is missing or cannot be read becomes what Check
// refuses.
func amount(c *web.Ctx, name string) pence.Pence {
	p, ok := c.Pounds(name)
	if !ok {
		return -1
	}
	return p
}
