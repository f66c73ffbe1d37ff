// Package app is the only place that knows every room: it opens the database,
// builds the areas, subscribes their events, mounts their routes, and runs what
// has to run beside them.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/brokerage"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/framework"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/area/plans"
	"ourdays/internal/area/steer"
	"ourdays/internal/demo"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/event"
	"ourdays/internal/platform/jobs"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
	"ourdays/internal/site"
)

// Settings are what a council sets. The zero value is a demo on this machine.
type Settings struct {
	Name    string // of the service: "Ourdays" if empty
	Council string
	Phone   string
	Email   string
	Base    string // the public address; with https:// cookies are for TLS only
	Demo    bool
	Symbols *assets.Symbols
	Style   *assets.Style // Ourdays' own if nil
	Mail    mail.Sender
	Log     *slog.Logger
}

// App is the whole house, built.
type App struct {
	DB        *db.DB
	Site      *web.Site
	Access    *access.Service
	Directory *directory.Service
	People    *people.Service
	Funds     *funds.Service
	Plans     *plans.Service
	Framework *framework.Service
	Bookings  *bookings.Service
	Brokerage *brokerage.Service
	Steer     *steer.Service
	Routes    []access.Route
	symbols   *assets.Symbols
	style     *assets.Style
	jobs      *jobs.Runner
	waiting   int // places that waited for room when they were last kept
}

// Samples are the states of every area's pages, for the gallery.
func Samples() []web.Sample {
	return slices.Concat(access.Samples(), people.Samples(), directory.Samples(), funds.Samples(),
		plans.Samples(), bookings.Samples(), brokerage.Samples(), framework.Samples(), steer.Samples(),
		site.Samples(), web.Samples())
}

// New builds every area on an open database.
func New(d *db.DB, s Settings) *App {
	if s.Style == nil {
		s.Style = assets.OwnStyle()
	}
	if s.Name == "" {
		s.Name = "Ourdays"
	}
	a := &App{DB: d, symbols: s.Symbols, style: s.Style}
	a.Site = &web.Site{Name: s.Name, Council: s.Council, Phone: s.Phone, Email: s.Email, Demo: s.Demo,
		TLS: strings.HasPrefix(s.Base, "https://"), Look: s.Style.Look(s.Symbols), Log: s.Log, DB: d}
	bus := event.New()
	a.Access = access.New(access.Deps{DB: d, Site: a.Site, Mail: s.Mail, Base: s.Base})
	a.Directory = directory.New(directory.Deps{DB: d, Access: a.Access, Bus: bus})
	a.Access.Organisations = organisations(a.Directory)
	a.Access.OrganisationNames = a.Directory.OrganisationNames
	a.People = people.New(people.Deps{DB: d, Access: a.Access, Towns: a.Directory.MappedTowns})
	a.Access.ReadsEasy, a.Access.Called = a.People.ReadsEasy, a.People.Called
	a.Funds = funds.New(funds.Deps{DB: d, Access: a.Access, People: a.People})
	a.Plans = plans.New(plans.Deps{DB: d, Access: a.Access, People: a.People, Bus: bus})
	a.Framework = framework.New(framework.Deps{DB: d, Access: a.Access, Directory: a.Directory})
	a.Bookings = bookings.New(bookings.Deps{DB: d, Access: a.Access, Directory: a.Directory, People: a.People,
		Funds: a.Funds, Bus: bus})
	event.On(bus, a.Bookings.AfterCalledOff)
	a.Brokerage = brokerage.New(brokerage.Deps{DB: d, Access: a.Access, People: a.People, Plans: a.Plans,
		Funds:     a.Funds,
		Directory: a.Directory, Framework: a.Framework, Bookings: a.Bookings, Bus: bus})
	event.On(bus, a.Brokerage.AfterCalledOff)
	event.On(bus, a.Brokerage.BeforePutOn) // prices and open days first, then the places
	event.On(bus, a.Bookings.AfterPutOn)
	a.Access.Stage = a.Brokerage.Stage
	a.Framework.Committed = a.Brokerage.Committed
	a.Framework.Uplift, a.Framework.MoveToRate = a.Brokerage.Uplift, a.Brokerage.MoveToRate
	event.On(bus, a.Brokerage.AfterReview)
	event.On(bus, a.Brokerage.AfterDecision)
	a.Steer = steer.New(steer.Deps{DB: d, Access: a.Access, People: a.People})
	a.Brokerage.Council = a.Steer.Council
	event.On(bus, a.Steer.CountMoney)
	event.On(bus, a.Steer.CountPlacement)
	event.On(bus, a.Steer.CountTier)
	pages := site.New(site.Deps{DB: d, Directory: a.Directory, Bookings: a.Bookings, Plans: a.Plans,
		Brokerage: a.Brokerage,
		Access:    a.Access,
		People:    a.People, Funds: a.Funds, Framework: a.Framework, Book: bookings.BookPath,
		Samples: Samples()})
	for _, routes := range [][]access.Route{a.Access.Routes(), a.Directory.Routes(), a.People.Routes(),
		a.Funds.Routes(), a.Plans.Routes(),
		a.Bookings.Routes(), a.Brokerage.Routes(), a.Framework.Routes(),
		a.Steer.Routes(), pages.Routes()} {
		a.Routes = append(a.Routes, routes...)
	}
	a.Access.Mounted(a.Routes)
	a.jobs = &jobs.Runner{DB: d, Log: s.Log,
		Handlers: map[string]jobs.Handler{access.MailJob: a.Access.SendLetter}}
	return a
}

// organisations tells access, which stands below, whose staff may sign in.
func organisations(d *directory.Service) func(context.Context, *db.Tx) ([]access.Organisation, error) {
	return func(ctx context.Context, tx *db.Tx) ([]access.Organisation, error) {
		var all []access.Organisation
		list, err := d.Organisations(ctx, tx)
		for _, o := range list {
			all = append(all, access.Organisation{ID: o.ID, Name: o.Name})
		}
		return all, err
	}
}

// Ready makes a database ready to be served once its schema is: sums that are
// kept beside the rows are added up, if they never were.
func Ready(ctx context.Context, d *db.DB) error { return steer.New(steer.Deps{DB: d}).Ready(ctx) }

// Rebuild adds up anew what is kept beside the rows. Nothing else may write
// meanwhile.
func Rebuild(ctx context.Context, d *db.DB) error { return steer.New(steer.Deps{DB: d}).Rebuild(ctx) }

// errNoDemo is told where a database that may be a council's own would be open to all.
var errNoDemo = errors.New("this database is not empty and is not marked as a demo, so it is not served " +
	"without signing in: leave OURDAYS_DEMO out and use `ourdays serve`, or name another --db for a demo")

// MayServe refuses to open a database to anybody that holds people, accounts or
// organisations that may be real: a demo lets everybody in as whom they like, so only
// what a demo filled is served as one, or what holds nothing.
func (a *App) MayServe(ctx context.Context) error {
	if !a.Site.Demo {
		return nil
	}
	filled := false
	err := a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		filled, err = a.Access.IsDemo(ctx, tx)
		return err
	})
	if err != nil || filled {
		return err
	}
	empty, err := demo.Empty(ctx, a.Rooms())
	if err == nil && !empty {
		err = errNoDemo
	}
	return err
}

// Rooms gives the demo the verbs that it builds a borough with.
func (a *App) Rooms() demo.House {
	return demo.House{DB: a.DB, Access: a.Access, Directory: a.Directory, People: a.People, Funds: a.Funds,
		Plans: a.Plans, Framework: a.Framework, Bookings: a.Bookings, Brokerage: a.Brokerage, Steer: a.Steer}
}

// Handler answers every request.
func (a *App) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range a.Routes {
		mux.Handle(r.Pattern, a.Access.Handler(r))
	}
	mux.Handle("GET /assets/symbols/", a.symbols)
	a.style.Mount(mux)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", a.metrics())
	mux.Handle("/", a.Access.Handler(access.Route{Need: access.Public, Do: a.Access.NoPage}))
	return a.Site.Protect(mux)
}

func say(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	if _, err := fmt.Fprintln(w, text); err != nil {
		return // whoever asked has gone
	}
}

// ready says whether this process can serve: the database answers, and its
// schema is the one this program needs.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	if err := a.DB.Ping(r.Context()); err != nil {
		say(w, http.StatusServiceUnavailable, "the database does not answer")
		return
	}
	pending, err := a.DB.Pending(r.Context())
	if err != nil || pending {
		say(w, http.StatusServiceUnavailable, "the schema is not up to date")
		return
	}
	say(w, http.StatusOK, "ready")
}

func (a *App) metrics() http.Handler {
	reg := prometheus.NewRegistry()
	gauge := func(name, help string, of func(jobs.Counts) int) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help},
			func() float64 { return a.countJobs(of) })
	}
	reg.MustRegister(web.Metrics(), collectors.NewGoCollector(),
		gauge("ourdays_jobs_waiting", "Jobs not done yet.", func(c jobs.Counts) int { return c.Waiting }),
		gauge("ourdays_jobs_given_up", "Jobs that failed for good.", func(c jobs.Counts) int { return c.GivenUp }))
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{})
}

// countJobs gives one of the counts of jobs, or -1 where the database does not
// answer within a second.
func (a *App) countJobs(of func(jobs.Counts) int) float64 {
	n := -1
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	err := a.DB.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		c, err := jobs.Count(ctx, tx)
		if err == nil {
			n = of(c)
		}
		return err
	})
	if err != nil {
		a.Site.Log.Error("count jobs", slog.Any("error", err))
	}
	return float64(n)
}

// sealEvery is how often the audit trail is sealed: within a second.
const sealEvery = 500 * time.Millisecond

// Run does the work beside the pages until the context ends: letters go out, the audit
// trail is sealed, and what is old is forgotten. It returns when nothing of it uses the
// database any more.
func (a *App) Run(ctx context.Context) {
	var beside sync.WaitGroup
	beside.Go(func() { a.jobs.Loop(ctx, time.Second) })
	beside.Go(func() { a.keepSessions(ctx) })
	beside.Go(func() { a.forgetDaily(ctx) })
	defer beside.Wait()
	t := time.NewTicker(sealEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		if _, err := a.Access.Seal(ctx); err != nil && ctx.Err() == nil {
			a.Site.Log.Error("seal the audit trail", slog.Any("error", err))
		}
	}
}

// sessionsEvery is how often coming sessions are made and next times renewed.
const sessionsEvery = 5 * time.Minute

// keepSessions keeps sessions made eight weeks ahead, and what search knows of
// next times up to now.
func (a *App) keepSessions(ctx context.Context) {
	t := time.NewTicker(sessionsEvery)
	defer t.Stop()
	for {
		if err := a.Directory.KeepSessions(ctx); err != nil && ctx.Err() == nil {
			a.Site.Log.Error("keep sessions", slog.Any("error", err))
		}
		a.keepPlacements(ctx)
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// forgetEvery is how often what nobody needs any more is removed.
const forgetEvery = 24 * time.Hour

func (a *App) forgetDaily(ctx context.Context) {
	t := time.NewTicker(forgetEvery)
	defer t.Stop()
	for {
		if err := a.Forget(ctx); err != nil && ctx.Err() == nil {
			a.Site.Log.Error("forget what is old", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Forget removes what nobody needs any more (docs/adr/0071): where forms led, by what
// people signed in, and letters that went out. Several processes may do so at once.
func (a *App) Forget(ctx context.Context) error {
	presses, err1 := a.DB.ForgetPresses(ctx)
	signIns, err2 := a.Access.Forget(ctx)
	done, err3 := jobs.Forget(ctx, a.DB)
	if presses+signIns+done > 0 {
		a.Site.Log.Info("forgot what is old", slog.Int("presses", presses), slog.Int("sign_ins", signIns),
			slog.Int("jobs", done))
	}
	return errors.Join(err1, err2, err3)
}

// keepPlacements begins and ends places as their days come, books what has room by now,
// and frees the money of what passed unbooked. What waits for room stands in the
// broker's list; the log has how many, and says it again when that changes.
func (a *App) keepPlacements(ctx context.Context) {
	kept, err := a.Brokerage.Keep(ctx, access.System)
	if err != nil && ctx.Err() == nil {
		a.Site.Log.Error("keep placements", slog.Any("error", err))
	}
	if waits := len(kept.Full); waits != a.waiting {
		a.Site.Log.Info("placements that wait for room in coming sessions", slog.Int("placements", waits))
		a.waiting = waits
	}
}

// RunJobs does every job that is due now, for tests.
func (a *App) RunJobs(ctx context.Context) error {
	_, err := a.jobs.RunDue(ctx)
	return err
}
