package people_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/web"
)

// aMandate is one that rests on the person's word, from the day of the tests on.
func aMandate() people.Mandate {
	today := clock.D(2026, 11, 24)
	return people.Mandate{Supporter: "Mo Bright", Email: "mo@weaverdale.example", Related: "my brother", Basis: "asked",
		SaidOn:  clock.SomeDate(today),
		SaidHow: "She signed yes at home.", May: db.List{"see", "book"}, Starts: today, ReviewOn: clock.SomeDate(today.AddMonths(12))}
}

// faults gives "field key" of all that was wrong, in the order of their names.
func faults(err error) string {
	e, refused := fail.As(err)
	if !refused {
		return ""
	}
	var all []string
	for _, f := range e.Fields {
		all = append(all, f.Name+" "+f.Key[strings.LastIndex(f.Key, ".")+1:])
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func TestAMandateIsHeldToItsRules(t *testing.T) {
	today := clock.D(2026, 11, 24)
	unsaid := func(m *people.Mandate) { m.SaidOn, m.SaidHow = clock.NullDate{}, "" }
	for _, c := range []struct {
		says   string
		change func(*people.Mandate)
		want   string
	}{
		{"the person said yes", func(*people.Mandate) {}, ""},
		{"nobody knows when and how", unsaid, "said_how said_how, said_on said_on"},
		{"they said it tomorrow", func(m *people.Mandate) { m.SaidOn = clock.SomeDate(today.AddDays(1)) }, "said_on said_later"},
		{"how they said it is told in nine letters", func(m *people.Mandate) { m.SaidHow = "She did ŵ" }, "said_how said_how"},
		{"a novel about how", func(m *people.Mandate) { m.SaidHow = strings.Repeat("ŵ", 2001) }, "said_how long"},
		{"a parent without anybody's word", func(m *people.Mandate) { unsaid(m); m.Basis = "parent" }, "said_how said_how, said_on said_on"},
		{"a parent by a decision in best interests", func(m *people.Mandate) {
			unsaid(m)
			m.Basis, m.Paper = "parent", "Decided on 3 March with Dr Lee."
		}, ""},
		{"such a decision in two words, and half a word of the person", func(m *people.Mandate) {
			m.Basis, m.Paper, m.SaidHow = "advocate", "we agreed", ""
		}, "paper paper, said_how said_how"},
		{"an attorney without a paper", func(m *people.Mandate) { unsaid(m); m.Basis = "attorney" }, "paper paper"},
		{"an attorney with one", func(m *people.Mandate) { unsaid(m); m.Basis, m.Paper = "attorney", "Registered LPA 7000-1234" }, ""},
		{"a deputy without an order, though the person said yes", func(m *people.Mandate) { m.Basis = "deputy" }, "paper paper"},
		{"an appointee who books", func(m *people.Mandate) { m.Basis, m.Paper = "appointee", "Letter of the DWP, seen." }, "may appointee"},
		{"an appointee who sees the money", func(m *people.Mandate) {
			m.Basis, m.Paper, m.May = "appointee", "Letter of the DWP, seen.", db.List{"see", "money"}
		}, ""},
		{"a ground that there is not", func(m *people.Mandate) { m.Basis = "neighbour" }, "basis basis"},
		{"nothing allowed", func(m *people.Mandate) { m.May = nil }, "may may"},
		{"to book without seeing", func(m *people.Mandate) { m.May = db.List{"book"} }, "may may"},
		{"something that there is not", func(m *people.Mandate) { m.May = db.List{"see", "marry"} }, "may power"},
		{"from yesterday on", func(m *people.Mandate) {
			m.Starts, m.ReviewOn = today.AddDays(-1), clock.SomeDate(today.AddDays(9))
		}, "starts starts"},
		{"until yesterday", func(m *people.Mandate) { m.Until = clock.SomeDate(today.AddDays(-1)) }, "until until"},
		{"until before it begins", func(m *people.Mandate) {
			m.Starts, m.Until = today.AddDays(5), clock.SomeDate(today.AddDays(4))
		}, "until until_before"},
		{"for one day", func(m *people.Mandate) { m.Until = clock.SomeDate(today) }, ""},
		{"never looked at again", func(m *people.Mandate) { m.ReviewOn = clock.NullDate{} }, "review_on review"},
		{"looked at again on its first day", func(m *people.Mandate) { m.ReviewOn = clock.SomeDate(today) }, "review_on review"},
		{"looked at again after a year and a day", func(m *people.Mandate) {
			m.ReviewOn = clock.SomeDate(today.AddMonths(12).AddDays(1))
		}, "review_on review"},
		{"by nobody in particular", func(m *people.Mandate) { m.Related = "" }, "related related"},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := aMandate()
			c.change(&m)
			if got := faults(m.Check(today)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheFaultsOfAMandateComeInTheOrderOfTheForm(t *testing.T) {
	m := aMandate()
	m.SaidHow, m.Paper = strings.Repeat("ŵ", 2001), strings.Repeat("ŵ", 2001)
	for range 50 { // an order that is left to chance comes out right half the time
		e, _ := fail.As(m.Check(clock.D(2026, 11, 24)))
		if len(e.Fields) != 2 || e.Fields[0].Name != "said_how" || e.Fields[1].Name != "paper" {
			t.Fatalf("got %+v", e.Fields)
		}
	}
}

func TestWhereAMandateStands(t *testing.T) {
	today := clock.D(2026, 11, 24)
	for _, c := range []struct {
		says   string
		change func(*people.Mandate)
		want   people.MandateState
		due    bool
	}{
		{"from today", func(*people.Mandate) {}, people.Holds, false},
		{"on its last day", func(m *people.Mandate) { m.Until = clock.SomeDate(today) }, people.Holds, false},
		{"the day after", func(m *people.Mandate) { m.Until = clock.SomeDate(today.AddDays(-1)) }, people.Over, false},
		{"from tomorrow", func(m *people.Mandate) { m.Starts = today.AddDays(1) }, people.Later, false},
		{"ended", func(m *people.Mandate) { m.Ended = clock.SomeDate(today); m.ReviewOn = clock.SomeDate(today) }, people.Ceased, false},
		{"to be looked at today", func(m *people.Mandate) { m.ReviewOn = clock.SomeDate(today) }, people.Holds, true},
		{"recorded without a day for that", func(m *people.Mandate) { m.ReviewOn = clock.NullDate{} }, people.Holds, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := aMandate()
			c.change(&m)
			if m.State(today) != c.want || m.ReviewDue(today) != c.due {
				t.Errorf("it is %s, to be looked at again: %v", m.State(today), m.ReviewDue(today))
			}
		})
	}
}

// home is a person with a worker in charge, and the mail that goes out.
type home struct {
	bundle
	jo access.Actor
}

func newHome(t *testing.T, d *db.DB) home {
	t.Helper()
	b := newBundle(t, d)
	b.access.Site = &web.Site{Phone: "01632 960 100"}
	h := home{bundle: b}
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		p, err := b.people.Add(ctx, tx, b.worker, jo())
		h.jo = access.Actor{ID: "jo", Name: "Jo B.", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
		return err
	})
	return h
}

func (h home) let(t *testing.T, a access.Actor, change func(*people.Mandate)) (m people.Mandate, err error) {
	t.Helper()
	m = aMandate()
	m.PersonID = h.jo.PersonID
	change(&m)
	err = h.d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		m, err = h.people.LetHelp(ctx, tx, a, m)
		return err
	})
	return m, err
}

func unchanged(*people.Mandate) {}

// sees reports whether a helper sees the person's record.
func (h home) sees(t *testing.T, id string) bool {
	t.Helper()
	ok := false
	h.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
		ok, err = h.access.StillMay(ctx, tx, id, access.SeeOwn, h.jo.PersonID)
		return err
	})
	return ok
}

func stored[T any](t *testing.T, d *db.DB, query string, args ...any) (v T) {
	t.Helper()
	if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = db.One[T](ctx, tx, query, args...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAMandateLetsAHelperInUntilItEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		m, err := h.let(t, h.worker, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		if !h.sees(t, m.SupporterID) {
			t.Error("the helper sees nothing")
		}
		if body := stored[string](t, d, `SELECT body FROM job`); !strings.Contains(body, "mo@weaverdale.example") ||
			strings.Contains(body, "Jo") {
			t.Errorf("the letter: %s", body)
		}
		t.Run("a second one on the same ground is refused, on another it adds", func(t *testing.T) {
			if _, err := h.let(t, h.worker, unchanged); fail.KindOf(err) != fail.Conflict {
				t.Errorf("got %v", err)
			}
			second, err := h.let(t, h.worker, func(m *people.Mandate) {
				m.Basis, m.Paper, m.May, m.Email = "appointee", "Letter of the DWP, seen.", db.List{"see", "money"}, " MO@weaverdale.example"
			})
			if err != nil || second.SupporterID != m.SupporterID {
				t.Errorf("%v; the same helper has accounts %s and %s", err, m.SupporterID, second.SupporterID)
			}
			if err := h.people.EndMandate(t.Context(), h.worker, h.jo.PersonID, second.ID, "The DWP chose somebody else."); err != nil {
				t.Error(err)
			}
			if !h.sees(t, m.SupporterID) {
				t.Error("the first one ended with it")
			}
		})
		t.Run("a worker ends it with a reason, at once and once", func(t *testing.T) {
			end := func(reason string) error {
				return h.people.EndMandate(t.Context(), h.worker, h.jo.PersonID, m.ID, reason)
			}
			if got := faults(end("because")); got != "reason end_reason" || !h.sees(t, m.SupporterID) {
				t.Errorf("without a reason: %q", got)
			}
			if err := end("Jo asked twice."); err != nil || h.sees(t, m.SupporterID) {
				t.Errorf("%v, or the helper still sees", err)
			}
			if err := end("Jo asked twice."); fail.KindOf(err) != fail.Conflict {
				t.Errorf("twice: %v", err)
			}
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				if err := h.people.ReviewMandate(ctx, tx, h.worker, h.jo.PersonID, m.ID, clock.SomeDate(tx.Today().AddDays(9))); fail.KindOf(
					err) != fail.Conflict {
					t.Errorf("looked at again: %v", err)
				}
				left, err := h.people.MandatesOf(ctx, tx, h.jo.PersonID)
				if len(left) != 0 {
					t.Errorf("%d mandates are left", len(left))
				}
				return err
			})
		})
		t.Run("after that it may be given again", func(t *testing.T) {
			if m, err := h.let(t, h.worker, unchanged); err != nil || !h.sees(t, m.SupporterID) {
				t.Errorf("%v", err)
			}
		})
		t.Run("a mandate and its tie that part are told", func(t *testing.T) {
			told := func(want int) {
				t.Helper()
				h.in(t, func(ctx context.Context, tx *db.Tx) error {
					got, err := h.people.Breaches(ctx, tx)
					if len(got) != want {
						t.Errorf("told %q, want %d", got, want)
					}
					return err
				})
			}
			told(0)
			for _, change := range []string{`UPDATE tie SET until = NULL WHERE source = 'mandate:` + m.ID + `'`, // ended, and lets in
				`UPDATE tie SET until = '2027-01-01' WHERE source <> 'mandate:` + m.ID + `' AND until IS NULL AND relation = 'mandate'`,
				`UPDATE tie SET source = 'mandate:none' WHERE source <> 'mandate:` + m.ID + `' AND until = '2027-01-01'`} {
				h.in(t, func(ctx context.Context, tx *db.Tx) error { _, err := tx.Exec(ctx, change); return err })
			}
			told(3) // let in by an ended one; one that holds without a tie; a tie without one
			h.in(t, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE tie SET until = '2026-11-23' WHERE source = 'mandate:`+m.ID+`'`)
				return err
			})
			told(2)
		})
		t.Run("each act stands in the trail of the record", func(t *testing.T) {
			for act, want := range map[string]int{"mandate": 3, "end mandate": 2} {
				if n := stored[int](t, d, `SELECT COUNT(*) FROM audit WHERE person_id = $1 AND act = $2`, h.jo.PersonID, act); n != want {
					t.Errorf("%q: %d lines, want %d", act, n, want)
				}
			}
		})
	})
}

func TestWhoMayLetSomebodyHelp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		given, err := h.let(t, h.worker, unchanged)
		if err != nil {
			t.Fatal(err)
		}
		helper := access.Actor{ID: given.SupporterID, Name: "Mo Bright", Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter},
			PersonID: h.jo.PersonID}
		other := func(m *people.Mandate) { m.Supporter, m.Email = "Pat", "pat@weaverdale.example" }
		for says, a := range map[string]access.Actor{
			"a helper lets nobody in":    helper,
			"nor a broker":               {ID: "b", Name: "Amara", Kind: access.Worker, Roles: []access.Role{access.RoleBroker}},
			"nor a worker without a tie": {ID: "w", Name: "Rhys", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
			"nor somebody else":          {ID: "s", Name: "Sam", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "sam"},
		} {
			if _, err := h.let(t, a, other); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", says, err)
			}
			if err := h.people.EndMandate(t.Context(), a, h.jo.PersonID, given.ID, "I want it to end."); fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s, nor ends it: %v", says, err)
			}
		}
		if n := stored[int](t, d, `SELECT COUNT(*) FROM actor WHERE email = 'pat@weaverdale.example'`); n != 0 {
			t.Error("a refused one left an account")
		}
		t.Run("the person ends what they said themself, without a reason", func(t *testing.T) {
			if err := h.people.EndMandate(t.Context(), h.jo, h.jo.PersonID, given.ID, ""); err != nil || h.sees(t, given.SupporterID) {
				t.Errorf("got %v, or the helper still sees", err)
			}
		})
		t.Run("but asks a worker to end what a paper gives", func(t *testing.T) {
			m, err := h.let(t, h.worker, func(m *people.Mandate) { m.Basis, m.Paper = "deputy", "Order of the court, seen." })
			if err != nil {
				t.Fatal(err)
			}
			if err := h.people.EndMandate(t.Context(), h.jo, h.jo.PersonID, m.ID, ""); fail.KindOf(err) != fail.Forbidden ||
				!h.sees(t, m.SupporterID) {
				t.Errorf("got %v", err)
			}
		})
	})
}

func TestAHelpersAddressIsTheirOwn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		h.in(t, func(ctx context.Context, tx *db.Tx) error {
			for email, active := range map[string]bool{"grace@x.example": true, "gone@x.example": false} {
				a, err := h.access.AddActor(ctx, tx, access.Actor{Name: "Grace Bright", Kind: access.Supporter,
					Roles: []access.Role{access.RoleSupporter}}, email)
				if err != nil {
					return err
				}
				if _, err := tx.Exec(ctx, `UPDATE actor SET active = $1 WHERE id = $2`, active, a.ID); err != nil {
					return err
				}
			}
			return nil
		})
		for _, c := range []struct{ says, name, email, want string }{
			{"that of an account is tied", " Grace  bright ", "GRACE@x.example", ""},
			{"that of somebody of another name is not", "Greta Bright", "grace@x.example", "name other_name"},
			{"nor that of an ended account", "Grace Bright", "gone@x.example", "email ended"},
			{"nor a worker's", "Dina", "d@x.example", "email not_theirs"},
			{"nothing at all, all of it told", "", "at home", "basis basis, email email_wrong, name name"},
		} {
			_, err := h.let(t, h.worker, func(m *people.Mandate) {
				m.Supporter, m.Email = c.name, c.email
				if c.name == "" {
					m.Basis = ""
				}
			})
			if got := faults(err); got != c.want || c.want == "" && err != nil {
				t.Errorf("%s: got %q %v, want %q", c.says, got, err, c.want)
			}
		}
	})
}

func TestOfSeveralWhoLetTheSameHelperInAtOnceOneDoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHome(t, d)
		kept := sixAtOnce(t, func(int) error {
			_, err := h.let(t, h.worker, unchanged)
			return err
		})
		accounts := stored[int](t, d, `SELECT COUNT(*) FROM actor WHERE kind = 'supporter'`)
		if kept != 1 || accounts != 1 {
			t.Errorf("%d mandates were given, %d accounts made", kept, accounts)
		}
	})
}

// sixAtOnce lets six do a thing at the same moment and gives how many did it; the
// others are refused as too late.
func sixAtOnce(t *testing.T, do func(who int) error) (done int) {
	t.Helper()
	const rivals = 6
	got := make(chan error, rivals)
	for i := range rivals {
		go func() { got <- do(i) }()
	}
	for range rivals {
		err := <-got
		if err == nil {
			done++
		} else if fail.KindOf(err) != fail.Conflict {
			t.Errorf("got %v", err)
		}
	}
	return done
}
