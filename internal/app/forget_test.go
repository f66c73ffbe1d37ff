package app_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app/apptest"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

const aDay = 24 * time.Hour

// aged are rows that are forgotten, each with the age at which it still stands and the
// one at which it does not; the statement writes one, $1 its name and $2 its time.
var aged = []struct {
	what, text   string
	stays, leave time.Duration
}{
	{"where a form led", `INSERT INTO form_press (key, actor, pressed, answer) VALUES ($1, 'a', $2, '/me/week')`, 7*aDay - time.Hour,
		7*aDay + time.Hour},
	{"a link", `INSERT INTO sign_in_link (hash, actor_id, made, expires) VALUES ($1, 'una', $2, $2)`, aDay - time.Hour, aDay + time.Hour},
	{"a link that was used", `INSERT INTO sign_in_link (hash, actor_id, made, expires, used) VALUES ($1, 'una', $2, $2, $2)`,
		aDay - time.Hour, aDay + time.Hour},
	{"a code on paper", `INSERT INTO sign_in_code (hash, actor_id, made, expires, used) VALUES ($1, 'una', $2, $2, $2)`,
		30*aDay - time.Hour, 30*aDay + time.Hour},
	{"a try", `INSERT INTO sign_in_try (id, address, at) VALUES ($1, 'h', $2)`, 14 * time.Minute, 16 * time.Minute},
	{"a session", `INSERT INTO session_token (hash, actor_id, made, seen, ends) VALUES ($1, 'una', $2, $2, $2)`, 30*aDay - time.Hour,
		30*aDay + time.Hour},
	{"a letter that went out", `INSERT INTO job (id, kind, body, due, done) VALUES ($1, 'mail', '', $2, $2)`, 30*aDay - time.Hour,
		30*aDay + time.Hour},
}

// inTable is the table that a statement writes.
var inTable = regexp.MustCompile(`INTO (\w+) \((\w+),`)

func TestWhatNobodyNeedsIsForgottenAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		una := unaReid
		una.ID = "una"
		house.Actor(t, una)
		put := func(text, name string, ago time.Duration) {
			t.Helper()
			verb(t, house, func(ctx context.Context, tx *db.Tx) error {
				_, err := tx.Exec(ctx, text, name, tx.Now.Add(-ago))
				return err
			})
		}
		for i, a := range aged {
			put(a.text, fmt.Sprintf("stays%d", i), a.stays)
			put(a.text, fmt.Sprintf("goes%d", i), a.leave)
		}
		for name, text := range map[string]string{
			"failed":  `INSERT INTO job (id, kind, body, due, attempts, trouble) VALUES ($1, 'mail', '', $2, 8, 'refused')`,
			"waiting": `INSERT INTO job (id, kind, body, due) VALUES ($1, 'mail', 'b', $2)`,
		} {
			put(text, name, 400*aDay)
		}
		put(`INSERT INTO audit (id, at, actor_id, actor, person_id, act, thing, reason) VALUES ($1, $2, 'una', 'Una', 'jo', 'see', '', '')`,
			"line", 4000*aDay)
		if err := house.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
		is := func(table, key, name string) bool {
			return apptest.Stored[int](t, house, `SELECT count(*) FROM `+table+` WHERE `+key+` = $1`, name) == 1
		}
		for i, a := range aged {
			m := inTable.FindStringSubmatch(a.text)
			if !is(m[1], m[2], fmt.Sprintf("stays%d", i)) {
				t.Errorf("%s is forgotten after %s", a.what, a.stays)
			}
			if is(m[1], m[2], fmt.Sprintf("goes%d", i)) {
				t.Errorf("%s is kept after %s", a.what, a.leave)
			}
		}
		for name, table := range map[string]string{"failed": "job", "waiting": "job", "line": "audit"} {
			if !is(table, "id", name) {
				t.Errorf("%s: what is %s is forgotten", table, name)
			}
		}
		if answer, err := d.AnswerOf(t.Context(), "stays0", "a"); err != nil || answer != "/me/week" {
			t.Errorf("a press of %s ago led to %q, %v", aged[0].stays, answer, err)
		}
	})
}

// One transaction removes no more than a part, which an index finds.
func TestWhatIsForgottenHoldsNobodyUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		house := apptest.New(t, d)
		verb(t, house, func(ctx context.Context, tx *db.Tx) error {
			for i := range 2*db.ForgottenAtOnce + 1 {
				if _, err := tx.Exec(ctx, aged[0].text, fmt.Sprintf("old%d", i), tx.Now.Add(-8*aDay)); err != nil {
					return err
				}
			}
			return nil
		})
		if n, err := d.ForgetPresses(t.Context()); n != 2*db.ForgottenAtOnce+1 || err != nil {
			t.Errorf("%d presses are forgotten, %v", n, err)
		}
		if err := house.Forget(t.Context()); err != nil {
			t.Fatal(err)
		}
		removes := 0
		for _, text := range d.Texts() { // of SQLite, which can be asked how it would run them
			if !strings.HasPrefix(text, "DELETE") || !strings.Contains(text, "LIMIT $2") {
				continue
			}
			removes++
			for _, step := range dbtest.Plan(t, d, text, "2026-01-01", 1) {
				if strings.HasPrefix(step, "SCAN ") {
					t.Errorf("%s: %s", step, text)
				}
			}
		}
		if d.Engine() == db.SQLite && removes != 6 {
			t.Errorf("%d statements are asked", removes)
		}
	})
}

// The page on privacy says the same ages, in both voices.
func TestThePrivacyPageSaysWhatIsForgottenAndWhen(t *testing.T) {
	anyone := apptest.New(t, dbtest.SQLite(t)).Anyone(t)
	anyone.Get("/privacy?voice=en").Shows(t, "After 7 days we forget which forms you sent", "a link to sign in 24 hours after",
		"a code on paper 30 days after its last day", "was signed in 30 days after that has ended", "a letter 30 days after")
	anyone.Get("/privacy?voice=en-easy").Shows(t, "We remember each press for 7 days. Then we forget it.", "24 hours later we forget it",
		"30 days later we forget it", "We keep what you paid.")
}

// The trail keeps the time of each sign-in, and the page on privacy does not say otherwise.
func TestThePrivacyPageSaysThatTheTimeOfASignInStays(t *testing.T) {
	house := apptest.New(t, dbtest.SQLite(t))
	house.As(t, house.Actor(t, unaReid))
	if n := apptest.Stored[int](t, house, "SELECT count(*) FROM audit WHERE act = 'sign_in'"); n == 0 {
		t.Error("no line tells the sign-in")
	}
	anyone := house.Anyone(t)
	anyone.Get("/privacy?voice=en").Shows(t, "A line with the day and time of each sign-in stays too.")
	anyone.Get("/privacy?voice=en-easy").Shows(t, "We keep the day and time when you signed in.")
}
