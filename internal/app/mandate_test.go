package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/demo"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/mail"
)

func TestASocialWorkerLetsSomebodyHelpAndStopsIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		path := "/people/" + house.Jo(t) + "/mandates"
		form := worker.Get(path + "/add")
		typed := url.Values{"name": {"Mo Bright"}, "related": {"my brother"}, "email": {"mo@weaverdale.example"}, "basis": {"asked"},
			"said_on":  {"20/11/2026"},
			"said_how": {"She signed yes, at home."}, "may": {"see", "book"}, "review_on": {"20/5/2027"}}

		t.Run("all that is wrong is told at once, in place, and what was typed is kept", func(t *testing.T) {
			p := worker.Press(form, path+"/add", url.Values{"name": {""}, "email": {"mo at home"}, "may": {"book"}, "said_on": {"31/2/2026"},
				"until":     {"1/1/2020"},
				"review_on": {"1/1/2030"}, "basis": {"asked"}})
			if p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `value="mo at home"`) || !strings.Contains(p.Body,
				`value="31/2/2026"`) {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
			p.Shows(t, "Write a name", "Type an email address", "Say who they are", "February 2026 has 28 days", "how the person said yes",
				"at least be allowed to see", "The last day must be today or later", "within a year")
		})
		t.Run("the helper gets a letter, signs in by their address and sees what is allowed", func(t *testing.T) {
			if p := worker.Press(form, path+"/add", typed); p.Location != path {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			worker.Get(path).Shows(t, "Mo Bright can help now", "my brother", "see, book", "In force")
			if p := worker.Press(worker.Get(path+"/add"), path+"/add", typed); p.Code != http.StatusConflict {
				t.Errorf("given twice: %d %s", p.Code, p.Text)
			}
			letter := newestLetter(t, house)
			if letter.To != "mo@weaverdale.example" || !strings.Contains(letter.Text, "http://ourdays.example/sign-in") ||
				strings.Contains(letter.Text, "Jo") {
				t.Errorf("the letter: %+v", letter)
			}
		})
		mo := house.Anyone(t)
		mo.Press(mo.Get("/sign-in"), "/sign-in", url.Values{"email": {"mo@weaverdale.example"}})
		link := linkIn(newestLetter(t, house))
		if p := mo.Press(mo.Get(link), link, nil); p.Location != "/me/week" {
			t.Fatalf("led to %d %s", p.Code, p.Location)
		}
		mo.Get("/me/profile").Shows(t, "Ask me, not my mum.")
		mo.Get("/me/people").Shows(t, "Whom I help", "Jo B.")
		if p := mo.Get("/me/money"); p.Code != http.StatusForbidden {
			t.Errorf("the money, which is not allowed: %d", p.Code)
		}
		jo := house.As(t, persona(t, house, "Jo B."))
		t.Run("the person reads who helps and what they may do, in both voices", func(t *testing.T) {
			jo.Get("/me/helpers?voice=en-easy").Shows(t, "Mo Bright", "my brother", "You said yes.", "They can book for you", "Stop this help")
			if p := jo.Get("/me/helpers?voice=en-easy"); !strings.Contains(p.Text, "my mum") ||
				strings.Contains(p.Text, "They are your mum.") {
				t.Errorf("who Grace is stands there twice: %s", p.Text)
			}
			jo.Get("/me/helpers?voice=en").Shows(t, "Mo Bright", "You said that they may help.", "They may see your pages", "01632 960 100")
		})
		one := apptest.Stored[string](t, house, `SELECT mandate.id FROM mandate JOIN actor ON actor.id = supporter_id WHERE name = 'Mo Bright'`)
		t.Run("a helper cannot stop another, nor is asked to", func(t *testing.T) {
			grace := house.As(t, persona(t, house, "Grace Bright"))
			if p := grace.Get("/me/helpers"); strings.Contains(p.Text, "I want this to stop") {
				t.Errorf("it is offered: %s", p.Text)
			}
			if p := grace.Post("/me/helpers/"+one+"/stop", nil); p.Code != http.StatusForbidden {
				t.Errorf("got %d", p.Code)
			}
		})
		older := worker.Get(path + "/" + one)
		t.Run("the person stops it, and what the helper has open shows nothing more", func(t *testing.T) {
			stop := jo.Get("/me/helpers/" + one)
			if p := jo.Press(stop, "/me/helpers/"+one+"/stop", nil); p.Location != "/me/helpers" {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			jo.Get("/me/helpers?voice=en").Shows(t, "Mo Bright does not help you any more")
			for _, at := range []string{"/me/week", "/me/week/print", "/me/profile", "/me/helpers", "/me/helpers/" + one, "/me/choose",
				"/me/outcomes",
				"/me/who-looked", "/me/money", "/me/calendar"} {
				p := mo.Get(at)
				if p.Code != http.StatusForbidden || strings.Contains(p.Text, "Jo B.") {
					t.Errorf("%s: %d %s", at, p.Code, p.Text)
				}
			}
			mo.Get("/me/people").Shows(t, "You may help nobody now")
		})
		t.Run("their worker finds it in the list of reviews, once, until it is read", func(t *testing.T) {
			readsThatItStopped(t, worker, path+"/"+one)
		})
		t.Run("a worker's page that was opened before is refused, and says how it ended", func(t *testing.T) {
			p := worker.Press(older, path+"/"+one+"/end", url.Values{"reason": {"Jo asked me to."}})
			if p.Code != http.StatusConflict {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "This has ended already", "Ended by Jo B.")
			if p := worker.Press(older, path+"/"+one+"/review", url.Values{"review_on": {"1/6/2027"}}); p.Code != http.StatusConflict {
				t.Errorf("looked at again: %d", p.Code)
			}
		})
		t.Run("a worker without a tie is offered the way with a reason", func(t *testing.T) {
			rhys := house.As(t, persona(t, house, "Rhys Calder"))
			if p := rhys.Get(path); p.Code != http.StatusForbidden || !strings.Contains(p.Body, `/open"`) {
				t.Errorf("got %d", p.Code)
			}
			if p := rhys.Post(path+"/add", typed); p.Code != http.StatusForbidden {
				t.Errorf("gave one: %d", p.Code)
			}
		})
		t.Run("the pages hold no text outside the catalogue", func(t *testing.T) {
			for at, who := range map[string]*apptest.Visitor{path: worker, path + "/add": worker, path + "/" + one: worker, "/me/helpers": jo,
				"/me/people": mo} {
				if found := apptest.Unbracketed(who.Get(at + "?voice=pseudo").Doc); len(found) > 0 {
					t.Errorf("%s: %q", at, found)
				}
			}
		})
	})
}

// readsThatItStopped is what a worker does about a mandate that Jo stopped.
func readsThatItStopped(t *testing.T, worker *apptest.Visitor, at string) {
	t.Helper()
	list := worker.Get("/reviews")
	list.Shows(t, "Stopped the help from Mo Bright")
	if strings.Count(list.Body, at+`"`) != 1 {
		t.Errorf("the list: %s", list.Text)
	}
	page := worker.Get(at)
	page.Shows(t, "Jo B. stopped this themself")
	if p := worker.Press(page, at+"/read", nil); p.Location != "/reviews" {
		t.Fatalf("led to %d %s", p.Code, p.Text)
	}
	if p := worker.Get("/reviews"); strings.Contains(p.Body, at+`"`) {
		t.Errorf("it is still there: %s", p.Text)
	}
	if p := worker.Get(at); strings.Contains(p.Text, "I have read this") {
		t.Error("it is asked again")
	}
}

// newestLetter is the last one that was sent.
func newestLetter(t *testing.T, house *apptest.House) mail.Letter {
	t.Helper()
	if err := house.RunJobs(t.Context()); err != nil {
		t.Fatal(err)
	}
	letters := house.Box.Letters()
	if len(letters) == 0 {
		t.Fatal("no letter was sent")
	}
	return letters[0]
}

// linkIn is the address of a letter's link to sign in.
func linkIn(l mail.Letter) string {
	at := strings.Index(l.Text, "/sign-in/")
	return strings.Fields(l.Text[at:])[0]
}

func TestASupporterOfTwoPeopleGoesFromOneToTheOther(t *testing.T) {
	house := apptest.At(t, apptest.Filled)
	sam := apptest.Stored[string](t, house, `SELECT id FROM person WHERE known_as = 'Sam' AND family_name = 'Achebe'`)
	worker := house.As(t,
		access.Actor{ID: apptest.Stored[string](t, house, `SELECT actor_id FROM tie WHERE person_id = $1 AND relation = 'allocated'`, sam),
			Name: "the worker"})
	path := "/people/" + sam + "/mandates"
	email := apptest.Stored[string](t, house, `SELECT email FROM actor WHERE name = 'Grace Bright'`)
	typed := url.Values{"name": {"Grace Bright"}, "related": {"my friend's mum"}, "email": {strings.ToUpper(email)}, "basis": {"asked"},
		"said_on": {"20/11/2026"}, "said_how": {"He said yes, at the café."}, "may": {"see", "choose"}, "review_on": {"20/5/2027"}}
	grace := house.As(t, house.Persona(t, "Grace Bright"))
	grace.Get("/me/profile").Shows(t, "Ask me, not my mum.", "Grace Bright · helping Jo B.")
	grace.Get("/activities").Shows(t, "Grace Bright · helping Jo B.")
	if p := worker.Press(worker.Get(path+"/add"), path+"/add",
		merge(typed, url.Values{"name": {"Greta Bright"}})); p.Code != http.StatusUnprocessableEntity {
		t.Errorf("the address of somebody of another name: %d", p.Code)
	}
	if p := worker.Press(worker.Get(path+"/add"), path+"/add", typed); p.Location != path {
		t.Fatalf("led to %d %s", p.Code, p.Text)
	}
	list, jos := grace.Get("/me/people"), grace.Get("/me/profile/likes")
	list.Shows(t, "Jo B.", "Sam A.")
	if p := grace.Press(list, "/help-person", url.Values{"person": {sam}}); p.Location != "/me/week" {
		t.Fatalf("led to %d %s", p.Code, p.Text)
	}
	grace.Get("/me/week").Shows(t, "You are helping Sam A.", "Grace Bright · helping Sam A.")
	grace.Get("/me/profile").Shows(t, "Say what you mean.")
	const kinds = `SELECT CAST(kinds AS text) FROM person WHERE id = $1`
	before := apptest.Stored[string](t, house, kinds, sam)
	if p := grace.Press(jos, "/me/profile/likes", url.Values{"kinds": {"sport"}}); p.Code != http.StatusConflict ||
		!strings.Contains(p.Text, "you helped somebody else") {
		t.Errorf("what was opened for Jo led to %d %s", p.Code, p.Text)
	}
	if now := apptest.Stored[string](t, house, kinds, sam); now != before {
		t.Errorf("what Sam likes was %s and is %s", before, now)
	}
	if p := grace.Get("/me/choose"); strings.Contains(p.Text, "Jo B.") {
		t.Errorf("she still sees Jo: %s", p.Text)
	}
}

func TestASocialWorkerLetsAPersonIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		if err := demo.Fill(t.Context(), house.Rooms()); err != nil {
			t.Fatal(err)
		}
		worker := house.As(t, persona(t, house, "Dina Okafor"))
		added := worker.Press(worker.Get("/people/add"), "/people/add", url.Values{"given_name": {"Ina"}, "family_name": {"Frost"},
			"born": {"2/4/1988"},
			"town": {"Crewe"}, "ratio": {"0"}, "travel_minutes": {"0"}, "easy_read": {"yes"}})
		record := added.Location
		path := record + "/way-in"
		worker.Get(record).Shows(t, "Their own way in", "Nobody has given this person a way to sign in themself.")
		none, older := worker.Get(path), worker.Get(path)
		none.Shows(t, "How Ina Frost comes in", "Make a code on paper")
		if p := worker.Press(none, path, url.Values{"email": {"ina at home"}}); p.Code != http.StatusUnprocessableEntity ||
			!strings.Contains(p.Body, `value="ina at home"`) {
			t.Errorf("got %d %s", p.Code, p.Text)
		}
		if p := worker.Press(none, path, url.Values{"email": {"ina@weaverdale.example"}}); p.Location != record {
			t.Fatalf("led to %d %s", p.Code, p.Text)
		}
		worker.Get(record).Shows(t, "They can sign in now.", "ina@weaverdale.example", "not yet")
		if l := newestLetter(t, house); l.To != "ina@weaverdale.example" || !strings.Contains(l.Text,
			"Ourdays is a website. There you can see your week.") {
			t.Errorf("the letter: %+v", l)
		}
		ina := house.Anyone(t)
		ina.Press(ina.Get("/sign-in"), "/sign-in", url.Values{"email": {"ina@weaverdale.example"}})
		link := newestLetter(t, house)
		if !strings.Contains(link.Text, "Did you not ask for this? Then do nothing.") {
			t.Errorf("the link is not in Easy Read: %s", link.Text)
		}
		ina.Press(ina.Get(linkIn(link)), linkIn(link), nil)
		ina.Get("/me/profile").Shows(t, "About me")
		worker.Get(path).Shows(t, "Last signed in 24 November 2026")
		t.Run("a page that was opened before is refused, and shows what stands", func(t *testing.T) {
			p := worker.Press(older, path, url.Values{"email": {"other@weaverdale.example"}})
			if p.Code != http.StatusConflict {
				t.Errorf("got %d", p.Code)
			}
			p.Shows(t, "Somebody else has changed how this person comes in", "ina@weaverdale.example")
		})
		t.Run("ended, what the person has open asks them to sign in", func(t *testing.T) {
			if p := worker.Press(worker.Get(path), path+"/end", nil); p.Location != record {
				t.Fatalf("led to %d %s", p.Code, p.Text)
			}
			worker.Get(record).Shows(t, "Their way in has ended")
			if p := ina.Get("/me/profile"); !strings.HasPrefix(p.Location, "/sign-in") {
				t.Errorf("got %d %s", p.Code, p.Text)
			}
		})
		t.Run("the page holds no text outside the catalogue", func(t *testing.T) {
			if found := apptest.Unbracketed(worker.Get(path + "?voice=pseudo").Doc); len(found) > 0 {
				t.Errorf("%q", found)
			}
		})
	})
}
