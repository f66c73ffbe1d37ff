package bookings_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/fail"
)

// marking is a session that has begun, with two people on its register.
type marking struct {
	*lane
	house   *apptest.House
	staff   *apptest.Visitor
	path    string
	session string
	jo, sam string // their places
}

func newMarking(t *testing.T, d *db.DB) *marking {
	t.Helper()
	l := newLane(t, d, 10)
	m := &marking{lane: l, house: l.open(t), session: l.sessions[0].ID}
	m.path = "/provider/sessions/" + m.session + "/register"
	jo, sam := l.person(t, "Jo"), l.person(t, "Sam")
	l.wish(t, m.house, jo, "I want to make a friend.")
	l.placed(t, jo, 2450)
	l.placed(t, sam, 1000)
	m.house.Actor(t, l.staff)
	m.jo, m.sam = line(t, l, m.session, "Jo"), line(t, l, m.session, "Sam")
	l.at(l.sessions[0].Starts.Add(time.Hour))
	m.staff = m.house.As(t, l.staff)
	return m
}

// A hurried provider goes back and forth, on two phones: nothing that was marked
// is lost, and nothing is recorded before the register is closed.
func TestNothingThatWasMarkedOnARegisterIsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := newMarking(t, d)
		before := m.staff.Get(m.path)
		m.staff.Press(before, m.path, url.Values{"do": {"keep"}, "code_" + m.sam: {"hospital"}, "note_" + m.jo: {"Won a game"}})
		both := sorted([]string{"code_" + m.jo + " attended", "code_" + m.sam + " hospital"})

		t.Run("an older page that says nothing of somebody leaves what was said", func(t *testing.T) {
			m.staff.Press(before, m.path, url.Values{"do": {"everybody"}})
			page := m.staff.Get(m.path)
			if !slices.Equal(checked(page), both) || !strings.Contains(page.Body, `value="Won a game"`) {
				t.Errorf("the register has %v", checked(page))
			}
			if strings.Contains(page.Text, "Everybody came") {
				t.Error("whoever has marked all is asked to mark all")
			}
		})
		t.Run("an older page closes nothing that it does not show", func(t *testing.T) {
			p := m.staff.Press(before, m.path, url.Values{"code_" + m.sam: {"no_show"}})
			p.Shows(t, "Choose what happened for Jo Bright")
			if want := []string{"code_" + m.jo + " attended", "code_" + m.sam + " no_show"}; p.Code != http.StatusUnprocessableEntity ||
				!slices.Equal(checked(p), sorted(want)) {
				t.Errorf("%d %v", p.Code, checked(p))
			}
		})
		t.Run("the same page that marked them closes it after Back", func(t *testing.T) {
			form := url.Values{"code_" + m.sam: {"no_show"}, "code_" + m.jo: {"attended"}}
			if p := m.staff.Press(before, m.path, form); p.Location != m.path {
				t.Fatalf("closing: %d %s", p.Code, p.Text)
			}
			m.staff.Get(m.path).Shows(t, "The register is closed.", "Did not come and did not say")
		})
		if left := m.left(t); left != 0 {
			t.Errorf("%d marks are kept of a closed register", left)
		}
		m.sound(t)
	})
}

func TestWhatCannotBeMarked(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m := newMarking(t, d)
		page := m.staff.Get(m.path)
		p := m.staff.Press(page, m.path, url.Values{"do": {"everybody"}, "code_" + m.sam: {"flew"}, "note_" + m.jo: {strings.Repeat("é", 301)}})
		p.Shows(t, "Choose what happened for Sam Bright")
		if p.Code != http.StatusUnprocessableEntity || m.left(t) != 0 {
			t.Errorf("a code that is none and a long line: %d, %d kept", p.Code, m.left(t))
		}
		if p := m.staff.Press(page, m.path, url.Values{"do": {"keep"}, "booking": {"of-another-session"},
			"code_of-another-session": {"attended"}}); p.Location != m.path || m.left(t) != 0 {
			t.Errorf("a place of another session: %d, %d kept", p.Code, m.left(t))
		}
		other := m.lane.staff
		other.ID, other.OrganisationID = "other", "elsewhere"
		stranger := m.house.As(t, m.house.Actor(t, other))
		if p := stranger.Post(m.path, url.Values{"form": {"s"}, "do": {"everybody"}}); p.Code != http.StatusForbidden || m.left(t) != 0 {
			t.Errorf("another provider marks: %d, %d kept", p.Code, m.left(t))
		}
		m.at(m.sessions[0].Starts.Add(-time.Minute))
		if err := m.bookings.KeepMarks(t.Context(), m.lane.staff, m.session, nil, true); fail.KindOf(err) != fail.Conflict {
			t.Errorf("before the session begins: %v", err)
		}
		m.at(m.sessions[0].Starts.Add(time.Hour))
		m.staff.Press(page, m.path, url.Values{"code_" + m.sam: {"no_show"}, "code_" + m.jo: {"attended"}})
		p = m.staff.Press(page, m.path, url.Values{"do": {"everybody"}, "form": {"later"}})
		p.Shows(t, "This register is closed already.")
		if p.Code != http.StatusConflict || m.left(t) != 0 {
			t.Errorf("a closed register: %d, %d kept", p.Code, m.left(t))
		}
		m.sound(t)
	})
}

// left counts the marks that are kept.
func (m *marking) left(t *testing.T) int {
	t.Helper()
	var n int
	if err := m.d.Pool().QueryRowContext(t.Context(), `SELECT COUNT(*) FROM register_mark`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
