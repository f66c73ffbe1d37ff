package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/area/bookings"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/funds"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// town is a house in which Jo goes bowling today, with Sam, and to a choir
// tomorrow; a worker, a helper and a provider know her.
type town struct {
	*apptest.House
	d                                *db.DB
	jo, sam, dina, grace, beth, tess access.Actor
	bowling, choir                   directory.Session
	bowlingAct, choirAct             directory.Activity
	bookings                         map[string]string // of Jo, by activity
}

func newTown(t *testing.T, d *db.DB) *town {
	t.Helper()
	w := &town{House: apptest.New(t, d), d: d, bookings: map[string]string{}}
	if err := d.InTx(t.Context(), w.fill); err != nil {
		t.Fatal(err)
	}
	for _, a := range []*access.Actor{&w.jo, &w.sam, &w.dina, &w.grace, &w.beth, &w.tess} {
		*a = w.Actor(t, *a)
	}
	for _, b := range []struct {
		who access.Actor
		ses directory.Session
	}{{w.jo, w.choir}, {w.sam, w.bowling}} {
		if _, err := w.Bookings.Book(t.Context(), b.who, b.ses.ID, b.who.PersonID); err != nil {
			t.Fatal(err)
		}
	}
	w.remember(t)
	return w
}

func (w *town) fill(ctx context.Context, tx *db.Tx) error {
	orgs := []string{}
	for _, name := range []string{"Crewe Lanes", "Choir house"} {
		o, err := w.Directory.AddOrganisation(ctx, tx, access.System, directory.Organisation{Name: name, Kind: "leisure", Phone: "01632 960 200"})
		if err != nil {
			return err
		}
		orgs = append(orgs, o.ID)
	}
	loc, err := w.Directory.AddLocation(ctx, tx, access.System, directory.Location{OrganisationID: orgs[0], Name: "The Lanes",
		Address: "1 Mill Street", Town: "Crewe",
		HowToGetThere: "Bus 8 stops outside.", EasyHowTo: "Take bus 8."})
	if err != nil {
		return err
	}
	if w.bowlingAct, w.bowling, err = w.offer(ctx, tx, directory.Activity{OrganisationID: orgs[0], Kind: "sport", Title: "Ten-pin bowling",
		EasyTitle: "Bowling"}, loc.ID, "TU"); err != nil {
		return err
	}
	if w.choirAct, w.choir, err = w.offer(ctx, tx, directory.Activity{OrganisationID: orgs[1], Kind: "music", Title: "Makaton choir",
		EasyTitle: "Signing choir",
		OwnPrice:  500, PriceKnown: true, DropIn: true}, loc.ID, "WE"); err != nil {
		return err
	}
	for _, p := range []*access.Actor{&w.jo, &w.sam} {
		name := map[*access.Actor]string{&w.jo: "Jo", &w.sam: "Sam"}[p]
		rec, err := w.People.Add(ctx, tx, access.System, people.Person{GivenName: name, FamilyName: "Bright", Born: clock.D(1988, 4, 2)})
		if err != nil {
			return err
		}
		*p = access.Actor{Name: name, Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: rec.ID}
	}
	for _, pair := range [][2]string{{w.jo.PersonID, w.sam.PersonID}, {w.sam.PersonID, w.jo.PersonID}} {
		if err := w.People.SayFriend(ctx, tx, access.System, pair[0], pair[1]); err != nil {
			return err
		}
	}
	w.dina = access.Actor{ID: "dina", Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	w.grace = access.Actor{ID: "grace", Name: "Grace Bright", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
		PersonID: w.jo.PersonID}
	w.tess = access.Actor{ID: "tess", Name: "Tess Moor", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
		PersonID: w.jo.PersonID}
	w.beth = access.Actor{ID: "beth", Name: "Beth Farrow", Kind: access.Staff, Roles: []access.Role{access.RoleProvider},
		OrganisationID: orgs[0]}
	return w.place(ctx, tx)
}

func (w *town) offer(ctx context.Context, tx *db.Tx, a directory.Activity,
	locationID, day string) (directory.Activity, directory.Session, error) {
	act, err := w.Directory.Publish(ctx, tx, access.System, a)
	if err != nil {
		return act, directory.Session{}, err
	}
	sch, err := w.Directory.AddSchedule(ctx, tx, access.System, directory.Schedule{ActivityID: act.ID, LocationID: locationID,
		RRule: "FREQ=WEEKLY;BYDAY=" + day,
		Start: 14 * 60, End: 16 * 60, From: tx.Today(), Places: 2, Support: 600})
	if err != nil {
		return act, directory.Session{}, err
	}
	list, err := w.Directory.SessionsOfSchedule(ctx, tx, sch.ID, tx.Today(), tx.Today().AddDays(13))
	return act, list[0], err
}

// place gives Jo a budget and a placement at the lanes, and ties those who know her.
func (w *town) place(ctx context.Context, tx *db.Tx) error {
	officer := access.Actor{ID: "f", Name: "Tomasz", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
	b, err := w.Funds.Open(ctx, tx, officer, funds.Budget{PersonID: w.jo.PersonID, Weekly: 5000, Starts: tx.Today(),
		Until: tx.Today().AddDays(27)})
	if err != nil {
		return err
	}
	if err := w.Funds.CommitDirect(ctx, tx, b.ID, 2*2450, "placement:p"); err != nil {
		return err
	}
	for _, tie := range []access.Tie{
		{ActorID: w.dina.ID, Relation: access.Allocated, Source: "a"},
		{ActorID: w.grace.ID, Relation: access.Mandate, Scope: db.List{access.MaySee, access.MayBook}, Source: "m"},
		{ActorID: w.tess.ID, Relation: access.Mandate, Scope: db.List{access.MaySee}, Source: "m2"},
		{OrganisationID: w.beth.OrganisationID, Relation: access.Placed, Source: "p"},
	} {
		tie.PersonID = w.jo.PersonID
		if err := w.Access.Tie(ctx, tx, tie); err != nil {
			return err
		}
	}
	return w.Bookings.BookSeries(ctx, tx, access.System, bookings.Series{PersonID: w.jo.PersonID, PlacementID: "p",
		ScheduleID: w.bowling.ScheduleID,
		From:       tx.Today(), To: tx.Today().AddDays(13), Ratio: 3, Prices: bookings.Prices{{Price: 2450}}, BudgetID: b.ID})
}

// remember notes Jo's bookings of this week.
func (w *town) remember(t *testing.T) {
	t.Helper()
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		lines, err := w.Bookings.Week(ctx, tx, access.System, w.jo.PersonID, w.bowling.Date.Monday())
		for _, l := range lines {
			w.bookings[l.Card.Activity.EasyTitle] = l.Booking.ID
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sound fails unless places and ledger are right.
func (w *town) sound(t *testing.T) {
	t.Helper()
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		places, err := w.Bookings.Breaches(ctx, tx)
		if err != nil {
			return err
		}
		money, err := w.Funds.Breaches(ctx, tx)
		for _, b := range append(places, money...) {
			t.Error(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWeekIsShownADayAtATimeAndWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		jo := w.As(t, w.jo)
		page := jo.Get("/me/week?voice=en-easy")
		page.Shows(t, "My week", "Tuesday 24 November Today", "You go to: Bowling", "It is at The Lanes, Crewe", "Sam B. goes too.", "2pm to 4pm",
			"Wednesday 25 November", "You go to: Signing choir", "You have enough for 6 more times.",
			"£49 of your money is used. It pays for what you did and will do.",
			"£151 is left.")
		for _, want := range []string{`class="day day--top"`, `href="/me/week?day=2026-11-25"`, `aria-current="date"`} {
			if !strings.Contains(page.Body, want) {
				t.Errorf("the page lacks %s", want)
			}
		}
		jo.Get("/me/week?day=2026-11-26").Shows(t, "There are no plans for this day.")
		jo.Get("/me/week?day=2026-11-23").Shows(t, "Next: Tuesday 24 November")
		jo.Get("/me/week?day=2026-12-15").Shows(t, "Nothing is booked in this week.",
			"You can look for something to do, or ask your worker. See all activities")
		jo.Get("/me/week?day=nonsense").Shows(t, "Tuesday 24 November")
		paper := jo.Get("/me/week/print?voice=en-easy")
		paper.Shows(t, ": Monday 23 November to Sunday 29 November", "You go to: Bowling", "It is at The Lanes, 1 Mill Street, Crewe",
			"Call 01632 960 100.", "No plans on:", "Sunday")
		if strings.Contains(paper.Body, `class="site-nav"`) {
			t.Error("a sheet of paper has a navigation")
		}
		for _, at := range []string{"/me/week", "/me/week/print", "/me/week?day=2026-12-16", "/me/bookings/" + w.bookings["Bowling"],
			"/me/bookings/" + w.bookings["Signing choir"] + "/cancel"} {
			if found := apptest.Unbracketed(jo.Get(in(at, "pseudo")).Doc); len(found) > 0 {
				t.Errorf("%s: %q", at, found)
			}
			if n := gzipped(jo.Get(at).Body); n > 14<<10 {
				t.Errorf("%s weighs %d bytes", at, n)
			}
		}
	})
}

// Whose place begins in a later week reads when, on the screen and on paper; what is called
// off or cancelled is not next.
func TestAnEmptyWeekSaysWhenTheNextThingIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		jo, empty := w.As(t, w.jo), "?from=2026-11-16&voice="
		for path, leads := range map[string]string{"/me/week": "/me/week?day=2026-11-24", "/me/week/print": "/me/week/print?from=2026-11-24"} {
			p := jo.Get(path + empty + "en")
			p.Shows(t, "Nothing is booked in this week.", "The next thing that you go to is on Tuesday 24 November.")
			if strings.Contains(p.Text, "You can look for something to do") || !strings.Contains(p.Body, `href="`+leads+`"`) {
				t.Errorf("%s: %s", path, p.Text)
			}
			jo.Get(path+empty+"en-easy").Shows(t, "Your next activity is on Tuesday 24 November.")
		}
		jo.Get("/me/week?from=2025-11-24&voice=en").Shows(t, "The next thing that you go to is on Tuesday 24 November.") // not one that is over
		if p := jo.Get("/me/week?voice=en"); strings.Contains(p.Text, "The next thing that you go to") {
			t.Errorf("a week with something in it: %s", p.Text)
		}
		d.SetClock(clock.Fixed(clock.At(clock.D(2026, 11, 24), 22*60))) // that evening
		if p := jo.Get("/me/week" + empty + "en"); strings.Contains(p.Text, "on Tuesday 24 November.") {
			t.Errorf("what is over comes next: %s", p.Text)
		}
		if p := jo.Get("/me/week?from=2027-11-15&voice=en"); strings.Contains(p.Text, "The next thing that you go to") {
			t.Errorf("nothing follows: %s", p.Text)
		}
	})
}

func TestAPersonCancelsAndTakesThePlaceBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		jo := w.As(t, w.jo)
		own, placed := "/me/bookings/"+w.bookings["Signing choir"], "/me/bookings/"+w.bookings["Bowling"]
		jo.Get(own+"/cancel?voice=en-easy").Shows(t, "You only pay when you go. If you do not go, you do not pay.")
		terms := jo.Get(placed + "/cancel?voice=en-easy")
		terms.Shows(t, "It starts in less than 48 hours. So this is late to tell us.", "The council must still pay for your place.",
			"No, I cannot go",
			"Yes, I can go")
		if p := jo.Press(terms, placed+"/cancel", nil); p.Location != "/me/week?day=2026-11-24" {
			t.Fatalf("cancelling led to %d %s", p.Code, p.Text)
		}
		t.Run("a second press has the first one's answer", func(t *testing.T) {
			if p := jo.Press(terms, placed+"/cancel", nil); p.Location != "/me/week?day=2026-11-24" {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		week := jo.Get("/me/week")
		week.Shows(t, "You told us that you cannot go.", "You said that you cannot go.", "I can go after all")
		if p := jo.Press(week, placed+"/again", nil); p.Location != "/me/week?day=2026-11-24" {
			t.Errorf("taking it back led to %d %s", p.Code, p.Text)
		}
		d.SetClock(clock.Fixed(w.bowling.Starts))
		jo = w.As(t, w.jo)
		t.Run("what has begun is not cancelled", func(t *testing.T) {
			p := jo.Post(placed+"/cancel", url.Values{"form": {"late"}})
			if p.Code != http.StatusConflict || !strings.Contains(p.Body, `href="`+placed+`"`) {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "This session has begun, so it cannot be changed here.")
		})
		for name, a := range map[string]access.Actor{"a friend": w.sam, "a helper who may only look": w.tess, "a provider": w.beth} {
			if p := w.As(t, a).Post(own+"/cancel", url.Values{"form": {name}}); p.Code != http.StatusForbidden {
				t.Errorf("%s cancelled: %d", name, p.Code)
			}
		}
		if p := w.Anyone(t).Get(own); !strings.HasPrefix(p.Location, "/sign-in") {
			t.Errorf("anyone sees %d", p.Code)
		}
		w.sound(t)
	})
}

func TestAPersonSaysHowItWentWithOnePress(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	path := "/me/bookings/" + w.bookings["Bowling"]
	early := w.As(t, w.jo).Post(path+"/how", url.Values{"feeling": {"good"}, "form": {"early"}})
	if early.Code != http.StatusConflict {
		t.Errorf("before it is over: %d", early.Code)
	}
	w.d.SetClock(clock.Fixed(w.bowling.Ends.Add(time.Minute)))
	grace := w.As(t, w.grace)
	week := grace.Get("/me/week")
	week.Shows(t, "How did it go for Jo B.?", "Good", "Not good", "You are helping Jo B.")
	if p := grace.Press(week, path+"/how", url.Values{"feeling": {"wonderful"}, "form": {"bad"}}); p.Code != http.StatusUnprocessableEntity {
		t.Errorf("a fourth face: %d", p.Code)
	}
	if p := grace.Press(week, path+"/how", url.Values{"feeling": {"ok"}}); p.Location != "/me/week?day=2026-11-24" {
		t.Fatalf("led to %d %s", p.Code, p.Text)
	}
	grace.Get("/me/week").Shows(t, "The week of Jo B.", "Grace Bright said for Jo B. that it was OK.")
	grace.Get("/me/week?voice=en-easy").Shows(t, "Jo B. goes to:", "Grace Bright told us: it was OK.")
	jo := w.As(t, w.jo)
	jo.Get("/me/week?voice=en-easy").Shows(t, "My week", "You go to:", "Grace Bright told us: it was OK.")
	page := jo.Get(path)
	jo.Press(page, path+"/how", url.Values{"feeling": {"good"}})
	jo.Get(path).Shows(t, "You said that it was good.")
}

func TestHelpersActWithinTheirMandateAndItIsSeen(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	path := "/me/bookings/" + w.bookings["Signing choir"]
	tess := w.As(t, w.tess)
	if p := tess.Get("/me/week"); strings.Contains(p.Text, "I cannot go") || strings.Contains(p.Text, "Money left") {
		t.Errorf("who may only look is offered more: %s", p.Text)
	}
	if p := tess.Get(path + "/cancel"); p.Code != http.StatusForbidden {
		t.Errorf("got %d", p.Code)
	}
	grace := w.As(t, w.grace)
	grace.Press(grace.Get(path+"/cancel"), path+"/cancel", nil)
	w.As(t, w.jo).Get("/me/week").Shows(t, "Grace Bright cancelled it for you.")
	w.As(t, w.dina).Get("/people/"+w.jo.PersonID+"/week").Shows(t, "Cancelled with less than 48 hours' notice",
		"Grace Bright cancelled it for you.")
	w.As(t, w.jo).Get("/me/who-looked").Shows(t, "Grace Bright", "Dina Okafor")
}

func TestAWorkerSeesTheWeekAndAProviderOnlyItsPart(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	path := "/people/" + w.jo.PersonID + "/week"
	w.As(t, w.dina).Get(path).Shows(t, ": The week from Monday 23 November", "Ten-pin bowling", "Makaton choir", "Booked")
	provider := w.As(t, w.beth).Get(path)
	provider.Shows(t, "Ten-pin bowling")
	if strings.Contains(provider.Text, "Makaton choir") {
		t.Error("a provider sees what the person does elsewhere")
	}
	stranger := w.Actor(t, access.Actor{ID: "rhys", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}})
	for _, a := range []access.Actor{stranger, w.sam} {
		if p := w.As(t, a).Get(path); p.Code != http.StatusForbidden || strings.Contains(p.Text, "bowling") {
			t.Errorf("%s got %d", a.Name, p.Code)
		}
	}
	if found := apptest.Unbracketed(w.As(t, w.dina).Get(path + "?voice=pseudo").Doc); len(found) > 0 {
		t.Errorf("%q", found)
	}
}

func TestWhatWasCalledOffIsSaid(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return w.Directory.CallOff(ctx, tx, w.beth, w.bowling.ID, directory.Off{Reason: "weather"})
	})
	if err != nil {
		t.Fatal(err)
	}
	jo := w.As(t, w.jo)
	page := jo.Get("/me/week")
	page.Shows(t, "Ten-pin bowling is off on Tuesday 24 November.", "It is because of the weather.", "This session was called off.",
		"Questions? Ask Crewe Lanes, 01632 960 200")
	jo.Get("/me/week/print").Shows(t, "Questions? Ask Crewe Lanes, 01632 960 200")
	if got := strings.Count(page.Body, `class="day-link__dot"`); got != 1 {
		t.Errorf("%d days have something that Jo goes to, and one session is off", got)
	}
	if strings.Contains(page.Body, w.bookings["Bowling"]+"/cancel") {
		t.Error("what is off can be cancelled")
	}
	for _, path := range []string{"/me/week", bookings.BookingPath(w.bookings["Bowling"]), "/me/week/print"} {
		if p := jo.Get(path); p.Code != http.StatusOK || strings.Contains(p.Text, "Sam B. goes too.") {
			t.Errorf("%s: %d, and a friend goes to what is off: %s", path, p.Code, p.Text)
		}
	}
	err = w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE organisation SET phone = ''`) // as of an imported one
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/me/week", bookings.BookingPath(w.bookings["Bowling"]), "/me/week/print"} {
		jo.Get(path).Shows(t, "Questions? Ask Weaverdale, 01632 960 100")
	}
	jo.Get("/me/week/print?voice=en-easy").Shows(t, "Bowling will not happen on Tuesday 24 November.", "The weather is bad.",
		"You do not pay for it.")
	if p := jo.Get("/me/week?voice=en-easy"); strings.Contains(p.Text, "You go to Bowling") {
		t.Error("somebody is told that they go to what is off")
	}
	public := w.Anyone(t).Get("/activities/" + w.bowling.ActivityID)
	public.Shows(t, "Tuesday 24 November", "Called off")
	if strings.Contains(public.Body, bookings.BookPath(w.bowling.ID)) {
		t.Error("what is off can be booked")
	}
	w.As(t, w.sam).Get(bookings.BookPath(w.bowling.ID)).Shows(t, "This session was called off.")
	w.As(t, w.dina).Get("/people/"+w.jo.PersonID+"/week").Shows(t, "Called off")
}

func TestAWeekSaysWhatSomebodyDoesNotGoToAndWhatIsOver(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	jo, grace := w.As(t, w.jo), w.As(t, w.grace)
	path := bookings.BookingPath(w.bookings["Bowling"]) + "/cancel"
	jo.Press(jo.Get(path), path, nil)
	t.Run("cancelled by the person", func(t *testing.T) {
		page := jo.Get("/me/week?voice=en-easy")
		page.Shows(t, "You do not go to: Bowling", "You told us: I cannot go.", "You go to: Signing choir")
		lacks(t, page, "Sam B. goes too.", "You go to: Bowling")
		if got := strings.Count(page.Body, `class="day-link__dot"`); got != 1 {
			t.Errorf("%d days have something that Jo goes to", got)
		}
		grace.Get("/me/week?voice=en-easy").Shows(t, "Jo B. does not go to: Bowling")
	})
	t.Run("cancelled for the person, who told nobody", func(t *testing.T) {
		path := bookings.BookingPath(w.bookings["Signing choir"]) + "/cancel"
		grace.Press(grace.Get(path), path, nil)
		page := jo.Get("/me/week?day=2026-11-25&voice=en")
		page.Shows(t, "You are not going.", "Grace Bright cancelled it for you.")
	})
	again := bookings.BookingPath(w.bookings["Signing choir"]) + "/again"
	jo.Press(jo.Get("/me/week"), again, nil)
	w.d.SetClock(clock.Fixed(w.choir.Ends.Add(time.Minute)))
	jo, grace = w.As(t, w.jo), w.As(t, w.grace)
	t.Run("over", func(t *testing.T) {
		page := jo.Get("/me/week?voice=en-easy")
		page.Shows(t, "You did not go to: Bowling", "You went to: Signing choir", "You did not go to this.")
		lacks(t, page, "You go to:", "You do not go to:")
		grace.Get("/me/week?voice=en-easy").Shows(t, "Jo B. did not go to: Bowling", "Jo B. went to: Signing choir")
	})
}

func TestASupporterReadsThePagesOfAPersonAsThePersons(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	grace, jo := w.As(t, w.grace), w.As(t, w.jo)
	grace.Get("/me/week")
	for _, voice := range []string{"en", "en-easy"} {
		looked := grace.Get("/me/who-looked?voice=" + voice)
		looked.Shows(t, "Jo B.", "Things to do Week About Jo B. Who")
		lacks(t, looked, "your", "my record", "My week", "for you")
		about := grace.Get("/me/profile?voice=" + voice)
		about.Shows(t, "About Jo B.", "Jo B.", "in their words", "Who helps Jo B.", "What Jo B. wants to change")
		lacks(t, about, "About me", "your", "asked you", "When I am free", "Who helps me")
	}
	grace.Get("/me/who-looked?voice=en").Shows(t, "Who looked at the record of Jo B.", "You looked")
	money := grace.Get("/me/money?voice=en")
	if money.Code != http.StatusForbidden {
		t.Errorf("the money, without the right: %d", money.Code)
	}
	money.Shows(t, "You help Jo B., but you may not see the money.", "If Jo B. wants you to see it, they can tell their worker.",
		"If you need this page, call us on")
	lacks(t, money, "try again") // it would be refused again
	jo.Get("/me/who-looked?voice=en").Shows(t, "Who looked at my record", "looked at ", "My week", "About me")
	jo.Get("/me/profile?voice=en").Shows(t, "About me", "in your words", "Nobody has asked you yet")
}

func TestBackFromAnActivityKeepsTheSearch(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	jo := w.As(t, w.jo)
	for came, want := range map[string]string{"/activities?q=choir&town=Crewe": "/activities?q=choir&amp;town=Crewe",
		"": "/activities", "/activities": "/activities", "/me/week?q=choir": "/activities"} {
		p := jo.CameFrom(came).Get("/activities/" + w.choirAct.ID)
		if !strings.Contains(p.Body, `href="`+want+`" class="govuk-back-link"`) {
			t.Errorf("from %q: no way back to %s", came, want)
		}
	}
}

// What a supporter reads of a person's record on a page for everybody leaves a
// line, as it does on the person's own pages.
func TestASupporterWhoBrowsesIsAudited(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		assessed(t, w, "true")
		lines := func(who access.Actor, thing access.Permission) int {
			return apptest.Stored[int](t, w.House,
				`SELECT count(*) FROM audit WHERE person_id = $1 AND actor_id = $2 AND act = 'see' AND thing = $3`,
				w.jo.PersonID, who.ID, string(thing))
		}
		purse := w.Actor(t, access.Actor{Name: "Moses Bright", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
			PersonID: w.jo.PersonID})
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return w.Access.Tie(ctx, tx, access.Tie{ActorID: purse.ID, PersonID: w.jo.PersonID, Relation: access.Mandate,
				Scope: db.List{access.MaySee, access.MayBook, access.MayMoney}, Source: "m3"})
		})
		if err != nil {
			t.Fatal(err)
		}
		v := w.As(t, purse)
		v.Get("/activities")
		if n := lines(purse, access.SeeMoney); n != 1 {
			t.Errorf("prices on the list: %d lines", n)
		}
		v.Get("/activities/" + w.choirAct.ID)
		if n := lines(purse, access.SeeOwn); n != 1 {
			t.Errorf("what the person has booked: %d lines", n)
		}
		if n := lines(purse, access.SeeMoney); n != 2 {
			t.Errorf("the price on the activity's page: %d lines", n)
		}
		w.As(t, w.jo).Get("/activities/" + w.choirAct.ID)
		if n := lines(w.jo, access.SeeMoney) + lines(w.jo, access.SeeOwn); n != 0 {
			t.Errorf("a person who reads what is theirs: %d lines", n)
		}
		v.Get("/sessions/" + w.bowling.ID + "/book")
		if n := lines(purse, access.SeeOwn); n != 2 {
			t.Errorf("the page to book: %d lines", n)
		}
	})
}

// assessed records and checks what Jo pays: a part, or all of it.
func assessed(t *testing.T, w *town, disclosed string) {
	t.Helper()
	finance := func(id string) access.Actor {
		return access.Actor{ID: id, Name: id, Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
	}
	as, err := w.Funds.Record(t.Context(), finance("tomasz"), w.jo.PersonID, `{"date":"2026-06-01","person":{"age":37,"household":"single",
		"premiums":[],"children":0,"pension_age":false},"income":[{"kind":"uc","amount":"162.50","every":"week"}],"disclosed":`+disclosed+`}`)
	if err == nil {
		err = w.Funds.Check(t.Context(), finance("ines"), w.jo.PersonID, as.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Who pays the full cost is told amounts too, and nothing that holds for others.
func TestWhoPaysTheFullCostSeesAmounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		assessed(t, w, "false")
		jo := w.As(t, w.jo)
		week := jo.Get("/me/week")
		if week.Shows(t, "£24.50"); strings.Contains(week.Text, "is left until") {
			t.Errorf("money of the council's is said to be left: %s", week.Text)
		}
		money := jo.Get("/me/money?voice=en")
		money.Shows(t, "You pay the full cost of your services.", "Your plan is for services of about £50 a week.",
			"See what this week costs you")
		jo.Get("/me/money?voice=en-easy").Shows(t, "Your plan is for about £50 each week.")
	})
}

func TestManyMoreSessionsAreNotCounted(t *testing.T) {
	w := newTown(t, dbtest.SQLite(t))
	jo := w.As(t, w.jo)
	for left, says := range map[int]string{20 * 2450: "There is enough for 20 more sessions.",
		21 * 2450: "there is enough for many more sessions"} {
		err := w.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE budget SET allocated = allocated - available + $1, available = $1 WHERE person_id = $2`, left,
				w.jo.PersonID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		jo.Get("/me/week?voice=en").Shows(t, says)
	}
}

func TestPaperSaysWhatIsFullAsTheWeekDoes(t *testing.T) {
	for voice, want := range map[string]string{
		"en":      "Ten-pin bowling with the Tuesday crew is full on Wednesday 25 November: you have no place there on that day.",
		"en-easy": "Bowling is full on Wednesday 25 November. You have no place there on that day. We will try again.",
	} {
		for _, state := range []string{"week-full", "week-paper-full"} {
			apptest.New(t, dbtest.SQLite(t)).Anyone(t).Get("/design/site/"+state+"?voice="+voice).Shows(t, want)
		}
	}
}

// lacks fails when a page says one of the texts.
func lacks(t *testing.T, p apptest.Page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(p.Text, text) {
			t.Errorf("the page says %q: %s", text, p.Text)
		}
	}
}
