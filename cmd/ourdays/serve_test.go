package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ourdays/internal/app"
	"ourdays/internal/area/access"
	"ourdays/internal/area/people"
	"ourdays/internal/demo"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever opens the address that serve prints sees the site, wherever it listens.
func TestServePrintsTheAddressThatAnswers(t *testing.T) {
	symbols, err := assets.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for addr, want := range map[string]string{":0": `^Ourdays: (http://localhost:\d+)\n$`, "0.0.0.0:0": `^Ourdays: (http://localhost:\d+)\n$`,
		"127.0.0.1:0": `^Ourdays: (http://127\.0\.0\.1:\d+)\n$`, "127.0.0.2:0": `^Ourdays: (http://127\.0\.0\.2:\d+)\n$`,
		"localhost:0": `^Ourdays: (http://(127\.0\.0\.1|\[::1\]):\d+)\n$`} {
		t.Run(addr, func(t *testing.T) {
			a := app.New(dbtest.SQLite(t), app.Settings{Symbols: symbols, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
			ctx, stop := context.WithCancel(t.Context())
			said, out := io.Pipe()
			ended := make(chan error, 1)
			go func() { ended <- listen(ctx, streams{out: out, err: io.Discard}, a, addr) }()
			line := make([]byte, 200)
			n, err := said.Read(line)
			if err != nil {
				t.Fatal(err)
			}
			told := regexp.MustCompile(want).FindSubmatch(line[:n])
			if told == nil {
				t.Fatalf("serve says %q", line[:n])
			}
			answer, err := http.Get(string(told[1]) + "/healthz")
			if err != nil {
				t.Fatal(err)
			}
			if body, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK || bytes.Contains(body, []byte("404")) {
				t.Errorf("%s answers %d %s", told[1], answer.StatusCode, body)
			}
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
}

// One wrong --db, or a copied environment, must not open a council's records to anybody.
func TestACouncilsOwnDatabaseIsNeverServedAsADemo(t *testing.T) {
	address, d, a := council(t)
	if err := demo.Fill(t.Context(), a.Rooms()); err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM demo_mark`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	neverServed(t, address)
}

// Nor is a demo written among the records of a council that has yet to import its directory.
func TestADemoIsNotFilledAmongPeople(t *testing.T) {
	address, d, a := council(t)
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := a.People.Add(ctx, tx, access.System, people.Person{GivenName: "Real", FamilyName: "Person",
			Born: clock.D(1990, 1, 1)})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	neverServed(t, address)
	n := 0
	if err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.One[int](ctx, tx, `SELECT COUNT(*) FROM person`)
		return err
	}); err != nil || n != 1 {
		t.Errorf("%d people stand where one stood: %v", n, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// Nor beside the account of an administrator who has just been appointed.
func TestADemoIsNotFilledBesideAnAccount(t *testing.T) {
	address, d, a := council(t)
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := a.Access.AddActor(ctx, tx, access.Actor{Name: "Real Admin", Kind: access.Worker,
			Roles: []access.Role{access.RoleAdmin}}, "admin@council.example")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	neverServed(t, address)
}

// council is a migrated database, and the house over it.
func council(t *testing.T) (string, *db.DB, *app.App) {
	t.Helper()
	address := "sqlite:" + filepath.Join(t.TempDir(), "council.db")
	d, err := db.Open(t.Context(), address, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := app.New(d, app.Settings{Log: slog.New(slog.DiscardHandler)})
	return address, d, a
}

func neverServed(t *testing.T, address string) {
	t.Helper()
	t.Setenv("OURDAYS_DEMO", "true")
	for _, name := range []string{"demo", "serve"} {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		var out, errs bytes.Buffer
		code := run(ctx, streams{out: &out, err: &errs}, []string{name, "--db", address, "--addr", "127.0.0.1:0"})
		stop()
		if code != 1 || out.Len() > 0 ||
			!strings.Contains(errs.String(), "ourdays "+name+": this database is not empty and is not marked as a demo") {
			t.Errorf("%s ended with %d: %s%s", name, code, &out, &errs)
		}
	}
}

// Letters of a demo that listens elsewhere once led to port 8080.
func TestLettersOfADemoLeadToWhereItIsServed(t *testing.T) {
	address := "sqlite:" + filepath.Join(t.TempDir(), "demo.db")
	var out, errs bytes.Buffer
	if code := run(t.Context(), streams{out: &out, err: &errs}, []string{"demo", "--no-serve", "--people", "50", "--db", address,
		"--addr", "127.0.0.1:8099"}); code != 0 {
		t.Fatalf("ended with %d: %s", code, &errs)
	}
	d, err := db.Open(t.Context(), address, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		letters, err := db.All[string](ctx, tx, `SELECT body FROM job WHERE kind = 'mail'`)
		for _, l := range letters {
			if !strings.Contains(l, "http://127.0.0.1:8099/") {
				t.Errorf("a letter leads elsewhere: %s", l)
			}
		}
		if len(letters) == 0 {
			t.Error("no letter was written")
		}
		return err
	})
	if err := errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
}
