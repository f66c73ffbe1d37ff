package apptest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ourdays/internal/area/access"
	"ourdays/internal/demo"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/id"
)

// Stage is how far the main job has come for Jo Bright, the first person of
// the demo borough.
type Stage int

// The stages, each made from the one before it by the people whose turn it is.
const (
	Filled   Stage = iota // the borough as the demo fills it
	Planned               // outcomes, tier and an indicative budget are agreed
	Referred              // a broker has taken the referral on
	Shown                 // weeks are shown to Jo
	Chosen                // she has chosen one
	Approved              // it is approved, and its places are offered
	Placed                // every provider has accepted
	Attended              // two weeks on: the places have begun, and the register of one session is closed
	Reviewed              // the outcomes are scored, and tier and week are kept
)

var stageNames = [...]string{"filled", "planned", "referred", "shown", "chosen", "approved", "placed",
	"attended", "reviewed"}

// now is the instant of a stage's clock.
func (s Stage) now() clock.Instant {
	if s >= Attended {
		return dbtest.Start().Add(17*24*time.Hour + 11*time.Hour) // Friday 11 December, eight in the evening
	}
	return dbtest.Start()
}

// String names the stage.
func (s Stage) String() string { return stageNames[s] }

// ParseStage finds a stage by its name.
func ParseStage(name string) (Stage, error) {
	for i, n := range stageNames {
		if n == name {
			return Stage(i), nil
		}
	}
	return 0, fmt.Errorf("there is no stage %q", name)
}

// steps bring the borough from the stage before, through the real router.
var steps = map[Stage]func(t testing.TB, h *House){
	Filled: func(t testing.TB, h *House) {
		if err := demo.Fill(context.Background(), h.Rooms()); err != nil {
			t.Fatal(err)
		}
	},
	Planned: planJo, Referred: referJo, Shown: showJo, Chosen: chooseForJo, Approved: approveJo,
	Placed: acceptAll, Attended: attend, Reviewed: reviewJo,
}

// At is the house on a fresh copy of the demo borough, in SQLite, at a stage.
func At(t testing.TB, s Stage) *House {
	t.Helper()
	path := filepath.Join(t.TempDir(), "town.db")
	if err := copyFile(fileAt(t, s), path); err != nil {
		t.Fatal(err)
	}
	d := open(t, path, s)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(t, d)
}

// Persona finds somebody of the borough by name.
func (h *House) Persona(t testing.TB, name string) access.Actor {
	t.Helper()
	return access.Actor{ID: Stored[string](t, h, `SELECT id FROM actor WHERE name = $1`, name), Name: name}
}

// Jo gives the id of her record.
func (h *House) Jo(t testing.TB) string {
	t.Helper()
	return Stored[string](t, h, `SELECT id FROM person WHERE known_as = 'Jo' AND family_name = 'Bright'`)
}

// JosReferral gives the id of her referral, empty when there is none.
func (h *House) JosReferral(t testing.TB) string {
	t.Helper()
	return Stored[string](t, h, `SELECT coalesce(max(id), '') FROM referral WHERE person_id = $1`, h.Jo(t))
}

// Stored reads one value of the database.
func Stored[T any](t testing.TB, h *House, query string, args ...any) T {
	t.Helper()
	var v T
	err := h.DB.Read(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = db.One[T](ctx, tx, query, args...)
		return err
	})
	if err != nil {
		t.Fatalf("read what is stored: %v (%s)", err, query)
	}
	return v
}

// Press opens a page as somebody and presses one of its forms, which must lead on.
func (h *House) Press(t testing.TB, name, page, action string, form url.Values) {
	t.Helper()
	v := h.As(t, h.Persona(t, name))
	if p := v.Press(v.Get(page), action, form); p.Location == "" {
		t.Fatalf("%s pressed %s: %d %s", name, action, p.Code, p.Text)
	}
}

func planJo(t testing.TB, h *House) {
	plan := "/people/" + h.Jo(t) + "/plan"
	for _, o := range [][2]string{{"I want to cook my own tea.", "O1"}, {"I want more friends.", "O7"}} {
		h.Press(t, "Dina Okafor", plan, plan+"/outcomes", url.Values{"words": {o[0]}, "care_act": {o[1]},
			"baseline": {"-1"},
			"scale_0":  {"not at all"}, "scale_1": {"with a lot of help"}, "scale_2": {"with some help"},
			"scale_3": {"nearly alone"}, "scale_4": {"alone"}})
	}
	h.Press(t, "Dina Okafor", plan, plan+"/tier", url.Values{"tier": {"2"}, "reason": {""}, "weekly": {"164.00"},
		"min_units": {"2"},
		"max_units": {"4"}, "start_by": {"2026-12-07"}})
}

func referJo(t testing.TB, h *House) {
	refer := "/people/" + h.Jo(t) + "/refer"
	h.Press(t, "Dina Okafor", refer, refer, nil)
	referral := "/referrals/" + h.JosReferral(t)
	h.Press(t, "Amara Osei", referral, referral+"/take", nil)
}

// showJo makes the weeks and shows every one.
func showJo(t testing.TB, h *House) {
	builder := "/referrals/" + h.JosReferral(t) + "/options"
	h.Press(t, "Amara Osei", builder, builder, nil)
	for {
		next := Stored[string](t, h,
			`SELECT coalesce(min(id), '') FROM referral_option WHERE referral_id = $1 AND status IN ('draft', 'saved')`,
			h.JosReferral(t))
		if next == "" {
			return
		}
		h.Press(t, "Amara Osei", builder+"?option="+next, builder+"/"+next+"/show", nil)
	}
}

func chooseForJo(t testing.TB, h *House) {
	referral := h.JosReferral(t)
	week := "/me/choose/" + referral + "/" + Stored[string](t, h,
		`SELECT id FROM referral_option WHERE referral_id = $1 AND status = 'shown' ORDER BY n LIMIT 1`, referral)
	h.Press(t, "Jo B.", week, week, url.Values{"why": {"friends"}})
}

func approveJo(t testing.TB, h *House) {
	approval := "/approvals/" + h.JosReferral(t)
	h.Press(t, "Helen Marsh", approval, approval, nil)
}

// acceptAll lets every provider accept what is offered to it for Jo.
func acceptAll(t testing.TB, h *House) {
	for {
		next := Stored[string](t, h,
			`SELECT coalesce(min(id), '') FROM placement WHERE person_id = $1 AND status = 'offered'`, h.Jo(t))
		if next == "" {
			return
		}
		who := Stored[string](t, h,
			`SELECT min(actor.name) FROM actor JOIN placement ON placement.organisation_id = actor.organisation_id
			WHERE placement.id = $1 AND kind = 'staff'`, next)
		h.Press(t, who, "/provider/offers", "/provider/offers/"+next+"/accept", nil)
	}
}

// attend begins the places and closes the register of the session before now.
func attend(t testing.TB, h *House) {
	if _, err := h.Brokerage.Keep(context.Background(), access.System); err != nil {
		t.Fatal(err)
	}
	session, who := h.LastSession(t)
	register := "/provider/sessions/" + session + "/register"
	staff := h.As(t, h.Persona(t, who))
	staff.Press(staff.Get(register), register, url.Values{"do": {"everybody"}})
	if p := staff.Press(staff.Get(register), register, nil); p.Location == "" {
		t.Fatalf("the register was not closed: %d %s", p.Code, p.Text)
	}
}

func reviewJo(t testing.TB, h *House) {
	review := "/people/" + h.Jo(t) + "/review"
	dina := h.As(t, h.Persona(t, "Dina Okafor"))
	page := dina.Get(review)
	form := url.Values{"held": {"2026-12-11"}, "next_review": {"2027-06-11"},
		"own_words": {"I made chips. I want to do it again."}, "face": {"good"}, "said_how": {"spoke"},
		"present": {"Jo and Dina"},
		"way":     {"keep"}, "reason": {"It goes well and should go on."}}
	for i := range 2 {
		id := Stored[string](t, h, `SELECT id FROM outcome WHERE person_id = $1 ORDER BY id LIMIT 1 OFFSET $2`,
			h.Jo(t), i)
		form.Add("outcome", id)
		form.Set("score_"+id, "0")
		form.Set("note_"+id, "She cooked twice with some help.")
	}
	if p := dina.Press(page, review, form); p.Location == "" {
		t.Fatalf("the review was not kept: %d %s", p.Code, p.Text)
	}
}

// LastSession gives the last session before now at which Jo has a place, and
// the name of somebody who takes its register.
func (h *House) LastSession(t testing.TB) (session, who string) {
	t.Helper()
	today := clock.Today(h.DB.Clock()).String()
	session = Stored[string](t, h,
		`SELECT session_id FROM booking WHERE person_id = $1 AND day <= $2 ORDER BY day DESC LIMIT 1`,
		h.Jo(t), today)
	return session, Stored[string](t, h,
		`SELECT min(actor.name) FROM actor JOIN placement ON placement.organisation_id = actor.organisation_id
		JOIN booking ON booking.placement_id = placement.id WHERE booking.session_id = $1 AND kind = 'staff'`,
		session)
}

// files holds one file for each stage of this test process.
var files = struct {
	sync.Mutex
	dir  string
	path map[Stage]string
}{path: map[Stage]string{}}

// fileAt gives the file of a stage; the first who asks makes it.
func fileAt(t testing.TB, s Stage) string {
	t.Helper()
	files.Lock()
	defer files.Unlock()
	return makeFile(t, s)
}

func makeFile(t testing.TB, s Stage) string {
	t.Helper()
	if path := files.path[s]; path != "" {
		return path
	}
	if files.dir == "" {
		dir, err := os.MkdirTemp("", "ourdays-stages-")
		if err != nil {
			t.Fatal(err)
		}
		files.dir = dir
	}
	path := filepath.Join(files.dir, strings.ReplaceAll(s.String(), " ", "-")+".db")
	if s > Filled {
		if err := copyFile(makeFile(t, s-1), path); err != nil {
			t.Fatal(err)
		}
	}
	d := open(t, path, s)
	if _, err := d.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	steps[s](t, New(t, d))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if t.Failed() {
		t.Fatalf("the borough did not reach the stage %q", s)
	}
	files.path[s] = path
	return path
}

// Forget removes the files of the stages. A package that uses At calls it when
// its tests are done.
func Forget() {
	if files.dir != "" {
		_ = os.RemoveAll(files.dir)
	}
}

var opened atomic.Uint64

// open opens a file at a stage's instant. Every opening makes ids of its own,
// so that a copy never makes one that the file already has. Nothing is synced:
// the file ends with its test.
func open(t testing.TB, path string, s Stage) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), "sqlite:"+path,
		db.Options{Clock: clock.Fixed(s.now()), IDs: id.Seeded(1000 + opened.Add(1)), Fill: true})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("copy a stage: %w", err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return fmt.Errorf("copy a stage: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
