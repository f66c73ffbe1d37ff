package brokerage_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/area/people"
)

// The kinds that somebody likes stand in the record, are set by the person, by who
// helps them and by the worker, and a week's reason says no other.
func TestALikedKindIsWhatTheRecordSays(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		jo, worker := h.as(t, h.person), h.as(t, h.worker)
		const likes, reason = "/me/profile/likes", "The record says that they like to do this: "
		worker.Get("/people/"+h.jo).Shows(t, "What I like to do Music and drama")
		jo.Get("/me/profile?voice=en-easy").Shows(t, "I like Music and drama")

		p := jo.Press(jo.Get(likes), likes, url.Values{"kinds": {"sport", "work"}})
		if p.Code != http.StatusSeeOther {
			t.Fatalf("keeping what she likes led to %d", p.Code)
		}
		worker.Get("/people/"+h.jo).Shows(t, "What I like to do Sport Work and volunteering")
		if n := h.stored(t, `SELECT count(*) || '' FROM audit WHERE person_id = $1 AND act = 'likes'`, h.jo); n != "1" {
			t.Errorf("the trail has %s lines of it", n)
		}
		r := h.withBroker(t)
		o := h.handMade(t, r.ID, "Bowling")
		h.as(t, h.broker).Get("/referrals/"+r.ID+"/options?option="+o.ID).Shows(t, reason+"Sport")

		h.as(t, h.helper(t, access.MaySee, access.MayChoose)).Get(likes+"?voice=en").Shows(t, "What Jo B. likes to do")
		wrong := jo.Press(jo.Get(likes), likes, url.Values{"kinds": {"sport", "bungee"}})
		if wrong.Code != http.StatusUnprocessableEntity {
			t.Errorf("a kind that there is not led to %d", wrong.Code)
		}
		wrong.Shows(t, "pick from this list")
	})
}

// A helper who may only look is neither led to the form nor let in.
func TestWhoMayOnlyLookDoesNotSayWhatSomebodyLikes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		const likes = "/me/profile/likes"
		looks := h.as(t, h.helper(t, access.MaySee))
		if p := looks.Get("/me/profile?voice=en"); p.Code != http.StatusOK || strings.Contains(p.Body, likes) {
			t.Errorf("%d, and it leads to what Jo likes: %v", p.Code, strings.Contains(p.Body, likes))
		}
		if p := looks.Get(likes); p.Code != http.StatusForbidden {
			t.Errorf("the form: %d", p.Code)
		}
		if p := looks.Post(likes, url.Values{"kinds": {"sport"}, "form": {"1"}}); p.Code != http.StatusForbidden {
			t.Errorf("the press: %d", p.Code)
		}
	})
}

// A worker's form sets them beside the other words, and keeps what it did not touch.
func TestAWorkerSetsTheKindsThatSomebodyLikes(t *testing.T) {
	eachHouse(t, func(t *testing.T, h *house) {
		worker, path := h.as(t, h.worker), "/people/"+h.jo+"/profile"
		form := worker.Get(path)
		form.Shows(t, "What I like to do", "Music and drama")
		fields := url.Values{"given_name": {"Joanna"}, "family_name": {"Bright"}, "born": {"1/1/1990"}, "ratio": {"3"},
			"travel_minutes": {"0"}, "needs": {"step_free"}, "kinds": {"arts"}, "likes": {"Paint."}}
		if p := worker.Press(form, path, fields); p.Code != http.StatusSeeOther {
			t.Fatalf("got %d: %s", p.Code, p.Text)
		}
		worker.Get("/people/"+h.jo).Shows(t, "What I like Paint. What I like to do Arts and crafts")
	})
}

// The kinds that somebody may like are those that activities are of.
func TestThereIsALikeForEachKindOfActivity(t *testing.T) {
	if !slices.Equal(people.Kinds, directory.Kinds()) {
		t.Errorf("%v, and activities are of %v", people.Kinds, directory.Kinds())
	}
}
