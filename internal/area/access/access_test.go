package access_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/mail"
	"ourdays/internal/platform/web"
)

const email = "dina@weaverdale.example"

func service(t *testing.T, d *db.DB) (*access.Service, access.Actor) {
	t.Helper()
	s := access.New(access.Deps{DB: d, Site: &web.Site{}, Mail: &mail.Box{}, Base: "http://ourdays.example"})
	a := access.Actor{Name: "Dina Okafor", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
	err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = s.AddActor(ctx, tx, a, email)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, a
}

// letters reads what was written to be sent, in order.
func letters(t *testing.T, d *db.DB) []mail.Letter {
	t.Helper()
	var all []mail.Letter
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		bodies, err := db.All[string](ctx, tx, `SELECT body FROM job WHERE kind = $1 ORDER BY id`, access.MailJob)
		for _, b := range bodies {
			var l mail.Letter
			if err := json.Unmarshal([]byte(b), &l); err != nil {
				return err
			}
			all = append(all, l)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func secretOf(t *testing.T, l mail.Letter) string {
	t.Helper()
	_, rest, found := strings.Cut(l.Text, "/sign-in/")
	if !found {
		t.Fatalf("the letter has no link: %s", l.Text)
	}
	return strings.Fields(rest)[0]
}

func ask(t *testing.T, s *access.Service, email string) {
	t.Helper()
	if err := s.AskLink(t.Context(), i18n.Standard, email); err != nil {
		t.Fatal(err)
	}
}

func TestAnAddressIsOneThatALetterReaches(t *testing.T) {
	s, _ := service(t, dbtest.SQLite(t))
	for _, bad := range []string{"", "jo at home", "jo@home", "<script>@x.example", "jo@x.example>", `"jo b"@x.example`, "jo b@x.example",
		"jo@@x.example", ".jo@x.example", "jo.@x.example", "jo..b@x.example", "jo@x..example", "jo@-x.example", "jo@x-.example",
		"jo@x.example.",
		"jo@x.e", "jo@192.168.0.1", "jo@[127.0.0.1]", "jo,b@x.example", "jo(b)@x.example", "Jo <jo@x.example>", "jo@x.exam_ple",
		"jo@x.example\nBcc: a@b.example",
		strings.Repeat("a", 65) + "@x.example", "jo@" + strings.Repeat("a", 64) + ".example", "jo@" + strings.Repeat("ab.", 90) + "example"} {
		if err := s.AskLink(t.Context(), i18n.Standard, bad); fail.KindOf(err) != fail.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"jo@x.example", " Jo.Bright+ourdays@mail.x.example ", "o'neil_1@x-y.co.uk", "zoë@müller.example",
		"a@b.cd",
		strings.Repeat("a", 64) + "@x.example"} {
		if err := s.AskLink(t.Context(), i18n.Standard, good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

func TestALinkSignsInOnceWithinTenMinutes(t *testing.T) {
	for says, c := range map[string]struct {
		after time.Duration
		works bool
	}{
		"at once":                              {0, true},
		"a second before ten minutes are over": {10*time.Minute - time.Second, true},
		"when ten minutes are over":            {10 * time.Minute, false},
	} {
		t.Run(says, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				s, _ := service(t, d)
				ask(t, s, email)
				d.SetClock(clock.Fixed(dbtest.Start().Add(c.after)))
				secret := secretOf(t, letters(t, d)[0])
				if _, _, err := s.UseLink(t.Context(), secret); (err == nil) != c.works {
					t.Fatalf("got %v", err)
				}
				if _, _, err := s.UseLink(t.Context(), secret); fail.KindOf(err) != fail.Invalid {
					t.Errorf("a second time: %v", err)
				}
			})
		})
	}
}

// Requests at once for one address are counted one after another: each sees the letters of
// those before.
func TestLettersAreBoundedAlsoWhenTheyAreAskedForAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		const bound, presses = 5, 20
		done, start := make(chan error, presses), make(chan bool)
		for range presses {
			go func() {
				<-start
				done <- s.AskLink(t.Context(), i18n.Standard, email)
			}()
		}
		close(start)
		for range presses {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if n := len(letters(t, d)); n != bound {
			t.Errorf("%d letters of %d requests at once, want %d", n, presses, bound)
		}
	})
}

// Who asks for links in somebody's name, again and again, locks them out at no moment: whoever
// asks has a letter that works for some minutes yet, and nobody is sent letters without end.
func TestNobodyIsLockedOutByLettersThatAStrangerAsksFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		const hour = 60
		for minute := range hour {
			d.SetClock(clock.Fixed(dbtest.Start().Add(time.Duration(minute) * time.Minute)))
			for range 6 {
				ask(t, s, email)
			}
			left := time.Duration(0)
			if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				until, err := db.One[clock.Instant](ctx, tx, `SELECT max(expires) FROM sign_in_link WHERE used IS NULL`)
				left = until.Sub(tx.Now)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if left < 8*time.Minute {
				t.Fatalf("after %d minutes whoever asks has a letter that works for %s yet", minute, left)
			}
		}
		if n := len(letters(t, d)); n > 5+hour/2 {
			t.Errorf("%d letters in an hour", n)
		}
	})
}

func TestAskingAgainIsCalm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		for range 8 {
			ask(t, s, email)
		}
		ask(t, s, "nobody@weaverdale.example")
		sent := letters(t, d)
		if len(sent) != 5 {
			t.Fatalf("%d letters in a quarter of an hour, want 5 and no more", len(sent))
		}
		t.Run("the first link still works, so that a slow letter is not in vain", func(t *testing.T) {
			if _, _, err := s.UseLink(t.Context(), secretOf(t, sent[0])); err != nil {
				t.Error(err)
			}
		})
		t.Run("after a quarter of an hour letters are sent again", func(t *testing.T) {
			d.SetClock(clock.Fixed(dbtest.Start().Add(15*time.Minute + time.Second)))
			ask(t, s, email)
			if n := len(letters(t, d)); n != 6 {
				t.Errorf("%d letters, want 6", n)
			}
		})
	})
}

func TestSecretsAreKeptAsHashesOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		ask(t, s, email)
		secret := secretOf(t, letters(t, d)[0])
		token, _, err := s.UseLink(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			for _, kept := range []string{secret, token} {
				n, err := db.One[int](ctx, tx,
					`SELECT (SELECT count(*) FROM sign_in_link WHERE hash = $1) + (SELECT count(*) FROM session_token WHERE hash = $1)`, kept)
				if err != nil || n > 0 {
					t.Errorf("a secret is kept as it is: %d, %v", n, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestATokenEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, a := service(t, d)
		begin := func(email string) string {
			t.Helper()
			d.SetClock(clock.Fixed(dbtest.Start()))
			ask(t, s, email)
			sent := letters(t, d)
			token, _, err := s.UseLink(t.Context(), secretOf(t, sent[len(sent)-1]))
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		is := func(token string, after time.Duration, want bool) {
			t.Helper()
			d.SetClock(clock.Fixed(dbtest.Start().Add(after)))
			if got, ok, err := s.Whose(t.Context(), token); err != nil || ok != want {
				t.Errorf("after %v: %v %v %v, want %v", after, got, ok, err, want)
			}
		}
		t.Run("at sign-out, on the server", func(t *testing.T) {
			token := begin(email)
			if got, ok, err := s.Whose(t.Context(), token); err != nil || !ok || got.ID != a.ID {
				t.Errorf("the token is of %v, %v, %v", got, ok, err)
			}
			if err := s.SignOut(t.Context(), token); err != nil {
				t.Fatal(err)
			}
			is(token, time.Second, false)
		})
		t.Run("every sign-in has a token of its own", func(t *testing.T) {
			if one, other := begin(email), begin(email); one == other || one == "" {
				t.Error("two sign-ins share a token")
			}
		})
		// docs/adr/0007: staff sit at shared desks, citizens at their own device.
		for _, c := range []struct {
			says       string
			kind       access.Kind
			role       access.Role
			idle, most time.Duration
		}{
			{"a worker", access.Worker, access.RoleBroker, 30 * time.Minute, 12 * time.Hour},
			{"staff of a provider", access.Staff, access.RoleProvider, 30 * time.Minute, 12 * time.Hour},
			{"a person", access.Person, access.RolePerson, 20 * time.Hour, 30 * 24 * time.Hour},
			{"a supporter", access.Supporter, access.RoleSupporter, 20 * time.Hour, 30 * 24 * time.Hour},
		} {
			email := string(c.kind) + "@home.example"
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				_, err := s.AddActor(ctx, tx, access.Actor{Name: c.says, Kind: c.kind, Roles: []access.Role{c.role}}, email)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Run(fmt.Sprintf("for %s after %v without use", c.says, c.idle), func(t *testing.T) {
				token := begin(email)
				is(token, c.idle, true)
				is(token, 2*c.idle, true) // it was used between
				is(token, 3*c.idle+time.Second, false)
				is(token, 3*c.idle, false) // ended is ended
			})
			t.Run(fmt.Sprintf("for %s after %v, however much it is used", c.says, c.most), func(t *testing.T) {
				token := begin(email)
				for at := c.idle; at < c.most; at += c.idle {
					is(token, at, true)
				}
				is(token, c.most-time.Second, true)
				is(token, c.most, false)
			})
		}
	})
}

func TestAMandateReachesWhatItSaysAndNoFurther(t *testing.T) {
	today := clock.D(2026, 11, 24)
	helper := access.Actor{ID: "h", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}}
	tie := access.Tie{ActorID: "h", PersonID: "jo", Relation: access.Mandate, Scope: db.List{access.MaySee, access.MayChoose},
		Starts: today, Until: clock.SomeDate(today.AddDays(30))}
	for says, c := range map[string]struct {
		a    access.Actor
		p    access.Permission
		on   clock.Date
		want bool
	}{
		"see":                           {helper, access.SeeOwn, today, true},
		"choose":                        {helper, access.Choose, today, true},
		"book, which it does not say":   {helper, access.BookPlace, today, false},
		"money, which it does not say":  {helper, access.SeeMoney, today, false},
		"refer, which no mandate gives": {helper, access.Refer, today, false},
		"on its last day":               {helper, access.SeeOwn, today.AddDays(30), true},
		"the day after":                 {helper, access.SeeOwn, today.AddDays(31), false},
		"the day before it starts":      {helper, access.SeeOwn, today.AddDays(-1), false},
		"for another supporter":         {access.Actor{ID: "x", Kind: access.Supporter, Roles: helper.Roles}, access.SeeOwn, today, false},
	} {
		t.Run(says, func(t *testing.T) {
			if got := tie.Reaches(c.a, c.p, c.on); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestOpeningARecordLastsForADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, a := service(t, d)
		sees := func() error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return s.See(ctx, tx, a, access.SeePerson, "jo") })
		}
		if err := sees(); fail.KindOf(err) != fail.Forbidden {
			t.Fatalf("without a tie: %v", err)
		}
		if err := s.Open(t.Context(), a, "jo", "nosy"); fail.KindOf(err) != fail.Invalid {
			t.Errorf("without a reason: %v", err)
		}
		if err := s.Open(t.Context(), a, "jo", "Jo rang, upset, and her worker is away"); err != nil {
			t.Fatal(err)
		}
		if err := sees(); err != nil {
			t.Errorf("with a reason: %v", err)
		}
		d.SetClock(clock.Fixed(dbtest.Start().Add(24 * time.Hour)))
		if err := sees(); fail.KindOf(err) != fail.Forbidden {
			t.Errorf("the next day: %v", err)
		}
	})
}

func TestAReadThatGoesOnIsInTheTrailOnceADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, a := service(t, d)
		again := func(p access.Permission, person string) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return s.SeeAgain(ctx, tx, a, p, person) })
		}
		lines := func() (n int) {
			err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
				n, err = db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE actor_id = $1 AND act = 'see'`, a.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if err := again(access.SeePerson, "jo"); fail.KindOf(err) != fail.Forbidden || lines() != 0 {
			t.Fatalf("without a tie: %v, %d lines", err, lines())
		}
		for _, person := range []string{"jo", "sam"} {
			if err := s.Open(t.Context(), a, person, "Jo rang, upset, and her worker is away"); err != nil {
				t.Fatal(err)
			}
		}
		want := func(says string, p access.Permission, person string, n int) {
			t.Helper()
			if err := again(p, person); err != nil || lines() != n {
				t.Errorf("%s: %v, %d lines, want %d", says, err, lines(), n)
			}
		}
		want("the first time", access.SeePerson, "jo", 1)
		want("again", access.SeePerson, "jo", 1)
		want("somebody else's record", access.SeePerson, "sam", 2)
		want("for another thing", access.BookPlace, "jo", 3)
		d.SetClock(clock.Fixed(dbtest.Start().Add(24 * time.Hour)))
		if err := s.Open(t.Context(), a, "jo", "Jo rang, upset, and her worker is away"); err != nil {
			t.Fatal(err)
		}
		want("the next day", access.SeePerson, "jo", 4)
	})
}

func TestAMissingLineOfTheTrailIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, a := service(t, d)
		in := func(f func(ctx context.Context, tx *db.Tx) error) {
			t.Helper()
			if err := d.InTx(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
		for range 6 {
			in(func(ctx context.Context, tx *db.Tx) error { return s.Note(ctx, tx, a, "test", "thing") })
		}
		if _, err := s.Seal(t.Context()); err != nil {
			t.Fatal(err)
		}
		broken := func() (faults []string) {
			in(func(ctx context.Context, tx *db.Tx) (err error) { faults, err = s.Broken(ctx, tx); return err })
			return faults
		}
		if f := broken(); len(f) > 0 {
			t.Fatalf("an honest trail: %v", f)
		}
		in(func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM audit WHERE seal_no = 3`)
			return err
		})
		if f := broken(); len(f) == 0 || !strings.Contains(strings.Join(f, " "), "3") {
			t.Errorf("a line was taken out: %v", f)
		}
	})
}

// Whom a list shows is reached as a record is: a provider that is only asked for a place, or whose
// register names who cancelled, finds nobody by it.
func TestAListReachesByTheTiesThatOpenARecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		staff := access.Actor{ID: "st", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: "farm"}
		for _, relation := range []access.Relation{access.Asked, access.Listed, access.Placed} {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				tie := access.Tie{OrganisationID: "farm", PersonID: "jo", Relation: relation, Source: "p", Starts: tx.Today()}
				if err := s.Tie(ctx, tx, tie); err != nil {
					return err
				}
				listed := func(condition string, args []any) bool {
					found, err := db.All[string](ctx, tx, `SELECT who.id FROM (SELECT 'jo' AS id) AS who WHERE `+condition, args...)
					if err != nil {
						t.Fatal(err)
					}
					return len(found) > 0
				}
				few, args, err := access.ReachesFew(ctx, tx, "who.id", staff, tx.Today(), 1)
				want := tie.Reaches(staff, access.SeePerson, tx.Today())
				if got := listed(access.Reaches("who.id", staff, tx.Today(), 1)); got != want {
					t.Errorf("%s: Reaches %v, the record %v", relation, got, want)
				}
				if got := listed(few, args); got != want {
					t.Errorf("%s: ReachesFew %v, the record %v", relation, got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A register is asked of its day; nothing else is.
func TestATieOfADayReachesTheRegistersOfThatDayOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		today, _ := clock.London(dbtest.Start())
		staff := access.Actor{ID: "st", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: "farm"}
		other := access.Actor{ID: "ot", Kind: access.Staff, Roles: []access.Role{access.RoleProvider}, OrganisationID: "mill"}
		tie := access.Tie{OrganisationID: "farm", PersonID: "jo", Relation: access.Placed, Source: "p", Starts: today.AddDays(-60),
			Until: clock.SomeDate(today.AddDays(-30))}
		for _, c := range []struct {
			name string
			a    access.Actor
			p    access.Permission
			on   clock.Date
			may  bool
		}{
			{"the register of a day of the tie", staff, access.TakeRegister, today.AddDays(-40), true},
			{"of its last day", staff, access.TakeRegister, today.AddDays(-30), true},
			{"of the day after it", staff, access.TakeRegister, today.AddDays(-29), false},
			{"of the day before it", staff, access.TakeRegister, today.AddDays(-61), false},
			{"of today", staff, access.TakeRegister, clock.Date{}, false},
			{"of a day to come", staff, access.TakeRegister, today.AddDays(1), false},
			{"the person's record of a day of the tie", staff, access.SeePerson, today.AddDays(-40), false},
			{"the register, by another provider", other, access.TakeRegister, today.AddDays(-40), false},
		} {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				if err := s.Tie(ctx, tx, tie); err != nil {
					return err
				}
				if reached, err := s.Reached(ctx, tx, c.a, c.p, []string{"jo"}); err != nil || reached["jo"] {
					t.Errorf("%s: reached today: %v, %v", c.name, reached, err)
				}
				return s.ActEach(ctx, tx, c.a, c.p, "see", []access.Touch{{PersonID: "jo", Thing: "t", On: c.on}})
			})
			if (err == nil) != c.may || err != nil && fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

// One's own looks are counted however many there are: what was cut at some number told too few of
// the oldest day and nothing of the days before.
func TestEveryOwnLookIsCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := service(t, d)
		jo := access.Actor{Name: "Jo B.", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "jo"}
		in(t, d, func(ctx context.Context, tx *db.Tx) (err error) {
			jo, err = s.AddActor(ctx, tx, jo, "jo@weaverdale.example")
			return err
		})
		const days, looks = 3, 1800
		in(t, d, func(ctx context.Context, tx *db.Tx) error {
			for day := range days { // over the night on which the clocks go back
				at := clock.At(clock.D(2026, 10, 24+day), 12*60)
				for n := range looks {
					_, err := tx.Exec(ctx, `INSERT INTO audit (id, at, actor_id, actor, person_id, act, thing, reason)
						VALUES ($1, $2, $3, 'Jo B.', 'jo', 'see', 'see_own', '')`, tx.NewID(), at.Add(time.Duration(n)*time.Second), jo.ID)
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
		in(t, d, func(ctx context.Context, tx *db.Tx) error {
			l, err := s.WhoLooked(ctx, tx, jo, "jo", access.Bound{})
			sum := 0
			for _, o := range l.Own {
				if sum += o.N; o.N < looks && o.Day.Month == 10 {
					t.Errorf("%d looks on %v", o.N, o.Day)
				}
			}
			if sum < days*looks {
				t.Errorf("%d looks are told of %d", sum, days*looks)
			}
			return err
		})
	})
}

func in(t *testing.T, d *db.DB, f func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	if err := d.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
