package people_test

import (
	"context"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

func jo() people.Person {
	return people.Person{GivenName: "Joanna", FamilyName: "Bright", KnownAs: "Jo", Born: clock.D(1988, 4, 2), Town: "Crewe", Ratio: 3}
}

func TestSomebodyIsCalledByTheirGivenNameWhereNoOtherIsKept(t *testing.T) {
	p := jo()
	if p.Called() != "Jo" || p.Name() != "Jo B." {
		t.Errorf("%q %q", p.Called(), p.Name())
	}
	if p.KnownAs = ""; p.Called() != "Joanna" || p.Name() != "Joanna B." {
		t.Errorf("%q %q", p.Called(), p.Name())
	}
}

func TestARecordIsHeldToItsRules(t *testing.T) {
	today := clock.D(2026, 11, 24)
	for _, c := range []struct {
		says   string
		change func(*people.Person)
		field  string
	}{
		{"no given name", func(p *people.Person) { p.GivenName = "" }, "given_name"},
		{"no family name", func(p *people.Person) { p.FamilyName = "" }, "family_name"},
		{"born tomorrow", func(p *people.Person) { p.Born = today.AddDays(1) }, "born"},
		{"born in 1890", func(p *people.Person) { p.Born = clock.D(1890, 1, 1) }, "born"},
		{"an eighth day of the week", func(p *people.Person) { p.Free = people.FreeAt(7, 0) }, "free"},
		{"a journey of twenty minutes", func(p *people.Person) { p.TravelMinutes = 20 }, "travel_minutes"},
		{"five people to a worker", func(p *people.Person) { p.Ratio = 5 }, "ratio"},
		{"a postcode of no place", func(p *people.Person) { p.Postcode = "nonsense 🎂" }, "postcode"},
		{"a postcode cut short", func(p *people.Person) { p.Postcode = "CW1 9" }, "postcode"},
		{"born in 1800", func(p *people.Person) { p.Born = clock.D(1800, 1, 1) }, "born"},
		{"121 years old", func(p *people.Person) { p.Born = clock.D(1905, 11, 24) }, "born"},
		{"a given name of 101 letters", func(p *people.Person) { p.GivenName = strings.Repeat("ŵ", 101) }, "given_name"},
		{"a family name of 5,000", func(p *people.Person) { p.FamilyName = strings.Repeat("ŵ", 5000) }, "family_name"},
		{"a name to be called by of 101", func(p *people.Person) { p.KnownAs = strings.Repeat("ŵ", 101) }, "known_as"},
		{"a town of 101", func(p *people.Person) { p.Town = strings.Repeat("ŵ", 101) }, "town"},
		{"a ward of 5,000", func(p *people.Person) { p.Ward = strings.Repeat("ŵ", 5000) }, "ward"},
		{"a novel", func(p *people.Person) { p.Likes = strings.Repeat("ŵ", 2001) }, "likes"},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := jo()
			c.change(&p)
			e, ok := fail.As(p.Check(today))
			if !ok || len(e.Fields) != 1 || e.Fields[0].Name != c.field {
				t.Errorf("got %v", e)
			}
		})
	}
	t.Run("everything that is too long is told at once, each by its name", func(t *testing.T) {
		p := jo()
		for _, text := range []*string{&p.GivenName, &p.FamilyName, &p.KnownAs, &p.Town, &p.Ward, &p.GoodAt, &p.Likes, &p.Wants, &p.HowToTalk} {
			*text = strings.Repeat("ŵ", 2001)
		}
		e, ok := fail.As(p.Check(today))
		if !ok || len(e.Fields) != 9 {
			t.Fatalf("got %v", e)
		}
		for _, f := range e.Fields {
			if len(f.Args) != 4 || f.Args[1] != fail.Key("people.field."+f.Name) {
				t.Errorf("%s is told with %v", f.Name, f.Args)
			}
		}
	})
	t.Run("100 letters of a name and 120 years are not too much", func(t *testing.T) {
		p := jo()
		p.FamilyName, p.Born = strings.Repeat("ŵ", 100), clock.D(1905, 11, 25)
		if err := p.Check(today); err != nil {
			t.Error(err)
		}
	})
	for _, good := range []string{"", "CW1 9ZZ", "cw19zz", "SK11", "M1 1AA", "EC1A 1BB", "GIR 0AA"} {
		p := jo()
		if p.Postcode = good; p.Check(today) != nil {
			t.Errorf("%q: %v", good, p.Check(today))
		}
	}
	if err := jo().Check(today); err != nil {
		t.Errorf("a good record: %v", err)
	}
	if jo().Name() != "Jo B." || jo().Age(today) != 38 {
		t.Errorf("%s, %d", jo().Name(), jo().Age(today))
	}
}

type bundle struct {
	d      *db.DB
	access *access.Service
	people *people.Service
	worker access.Actor
}

func newBundle(t *testing.T, d *db.DB) bundle {
	t.Helper()
	a := access.New(access.Deps{DB: d})
	b := bundle{d: d, access: a, people: people.New(people.Deps{DB: d, Access: a})}
	b.in(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		b.worker, err = a.AddActor(ctx, tx, access.Actor{Name: "Dina", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}},
			"d@x.example")
		return err
	})
	return b
}

func (b bundle) in(t *testing.T, f func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := b.d.InTx(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func TestPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		var p people.Person
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			var err error
			p, err = b.people.Add(ctx, tx, b.worker, jo())
			return err
		})
		t.Run("whoever adds a person may see them, and others may not", func(t *testing.T) {
			other := access.Actor{ID: "o", Kind: access.Worker, Roles: []access.Role{access.RoleSocialWorker}}
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				if got, err := b.people.Get(ctx, tx, b.worker, p.ID); err != nil || got.Town != "Crewe" || got.Born != jo().Born {
					t.Errorf("got %+v, %v", got, err)
				}
				if _, err := b.people.Get(ctx, tx, other, p.ID); fail.KindOf(err) != fail.Forbidden {
					t.Errorf("a stranger got %v", err)
				}
				return nil
			})
		})
		t.Run("names are found without accents and by the start of a word", func(t *testing.T) {
			zoe := jo()
			zoe.GivenName, zoe.FamilyName, zoe.KnownAs = "Zoë", "Ŵyn Hughes", ""
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				if _, err := b.people.Add(ctx, tx, b.worker, zoe); err != nil {
					return err
				}
				for words, want := range map[string]int{"zoe": 1, "wyn": 1, "hug zo": 1, "ughes": 0, "": 2} {
					got, err := b.people.Mine(ctx, tx, b.worker, words)
					if err != nil || len(got) != want {
						t.Errorf("%q finds %d, %v; want %d", words, len(got), err, want)
					}
				}
				return nil
			})
		})
	})
}

func TestEverybodyIsListedOnceAPageAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		finance := access.Actor{ID: "f", Kind: access.Worker, Roles: []access.Role{access.RoleFinance}}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			for i := range 51 {
				one := jo()
				if one.FamilyName = "Common"; i%2 == 0 {
					one.FamilyName = "Even"
				}
				if _, err := b.people.Add(ctx, tx, b.worker, one); err != nil {
					return err
				}
			}
			return nil
		})
		for words, want := range map[string][]int{"": {25, 25, 1, 0}, "even": {25, 1, 0}, "nobody": {0}} {
			seen := map[string]bool{}
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				for i, n := range want {
					list, more, err := b.people.Everybody(ctx, tx, finance, words, i+1)
					if err != nil || len(list) != n || more != (i < len(want)-2) {
						t.Errorf("page %d of %q has %d, more %v, %v; want %d", i+1, words, len(list), more, err, n)
					}
					for _, p := range list {
						if seen[p.ID] {
							t.Errorf("%q lists %s twice", words, p.ID)
						}
						seen[p.ID] = true
					}
				}
				return nil
			})
		}
	})
}

// Who may say what somebody likes, each beside the one who may not.
func TestWhatSomebodyLikesIsSaidByThemOrWhoHelpsThemToChoose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		var p people.Person
		b.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			p, err = b.people.Add(ctx, tx, b.worker, jo())
			return err
		})
		own := access.Actor{ID: "own", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
		other := access.Actor{ID: "other", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: "sam"}
		helper := func(id string, until clock.NullDate, may ...string) access.Actor {
			b.in(t, func(ctx context.Context, tx *db.Tx) error {
				return b.access.Tie(ctx, tx, access.Tie{ActorID: id, PersonID: p.ID, Relation: access.Mandate, Scope: may,
					Starts: tx.Today().AddDays(-9), Until: until, Source: id})
			})
			return access.Actor{ID: id, Kind: access.Supporter, Roles: []access.Role{access.RoleSupporter}, PersonID: p.ID}
		}
		today, _ := clock.London(dbtest.Start())
		for _, c := range []struct {
			says string
			a    access.Actor
			may  bool
		}{
			{"the person", own, true},
			{"another person", other, false},
			{"who helps to choose", helper("chooses", clock.NullDate{}, access.MaySee, access.MayChoose), true},
			{"who helped to choose until yesterday", helper("did", clock.SomeDate(today.AddDays(-1)), access.MaySee, access.MayChoose), false},
			{"who may only look", helper("looks", clock.NullDate{}, access.MaySee), false},
			{"who may look, book and see the money", helper("books", clock.NullDate{}, access.MaySee, access.MayBook, access.MayMoney), false},
		} {
			err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return b.people.SayLikes(ctx, tx, c.a, p.ID, []string{"sport"})
			})
			if (err == nil) != c.may || err != nil && fail.KindOf(err) != fail.Forbidden {
				t.Errorf("%s: %v", c.says, err)
			}
			err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return b.access.Allow(ctx, tx, c.a, access.WritePerson, p.ID)
			})
			if (err == nil) != (c.a.ID == "own") {
				t.Errorf("%s, who would write the record: %v", c.says, err)
			}
		}
	})
}

// What a worker typed, or an older program let in, is not for the person to mend.
func TestWhatSomebodyLikesIsKeptWhateverElseStandsInTheRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		var p people.Person
		b.in(t, func(ctx context.Context, tx *db.Tx) (err error) {
			if p, err = b.people.Add(ctx, tx, b.worker, jo()); err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `UPDATE person SET postcode = 'nowhere', travel_minutes = 7 WHERE id = $1`, p.ID)
			return err
		})
		own := access.Actor{ID: "own", Kind: access.Person, Roles: []access.Role{access.RolePerson}, PersonID: p.ID}
		say := func(kinds ...string) error {
			return d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				return b.people.SayLikes(ctx, tx, own, p.ID, kinds)
			})
		}
		if err := say("sport"); err != nil {
			t.Errorf("refused: %v", err)
		}
		if err := say("sport", "bungee"); fail.KindOf(err) != fail.Invalid {
			t.Errorf("a kind that there is not: %v", err)
		}
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			now, err := b.people.Load(ctx, tx, p.ID)
			if err == nil && (len(now.Kinds) != 1 || now.Kinds[0] != "sport" || now.Postcode != "nowhere" || now.Version != p.Version+1) {
				t.Errorf("it is %+v", now)
			}
			return err
		})
	})
}

func TestOfTwoChangesToTheSameRecordOneIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBundle(t, d)
		var opened people.Person
		b.in(t, func(ctx context.Context, tx *db.Tx) error {
			p, err := b.people.Add(ctx, tx, b.worker, jo())
			if err == nil {
				opened, err = b.people.Load(ctx, tx, p.ID)
			}
			return err
		})
		const rivals = 8
		got := make(chan error, rivals)
		for i := range rivals {
			p := opened
			p.Likes = strings.Repeat("x", i+1)
			go func() {
				got <- d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return b.people.UpdateProfile(ctx, tx, b.worker, p) })
			}()
		}
		kept := 0
		for range rivals {
			err := <-got
			if err == nil {
				kept++
			} else if e, ok := fail.As(err); !ok || e.Kind != fail.Conflict || e.Key != "people.refused.stale" {
				t.Errorf("got %v", err)
			}
		}
		if kept != 1 {
			t.Errorf("%d changes were kept", kept)
		}
	})
}
