package processes_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"ourdays/internal/platform/db"
)

// saved is an outcome that was acknowledged before the backup began.
const saved = "I want to find this again in the copy."

// writes agrees outcomes until done is closed, as fast as one address may.
func writes(b *browser, s *server, plan string, done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-time.After(100 * time.Millisecond):
		}
		if a := b.post(s, plan+"/outcomes", outcome("Another one.")); a.code != http.StatusSeeOther {
			b.t.Errorf("while the copy was made: %d", a.code)
			return
		}
	}
}

func TestABackupOfADatabaseInUseIsRestoredAndServed(t *testing.T) {
	database, path := town(t)
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	plan := aPlan(t, dina, s)
	if a := dina.post(s, plan+"/outcomes", outcome(saved)); a.code != http.StatusSeeOther {
		t.Fatalf("the outcome was not agreed: %d", a.code)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	done := make(chan struct{})
	var others sync.WaitGroup
	others.Go(func() { writes(dina, s, plan, done) })
	must(t, "backup", copied, "--db", database)
	close(done)
	others.Wait()

	again := filepath.Join(t.TempDir(), "again.db")
	must(t, "restore", copied, "--db", "sqlite:"+again)
	must(t, "check", "--db", "sqlite:"+again)
	restored := serve(t, "sqlite:"+again)
	other := newBrowser(t)
	other.as(restored, "Dina Okafor")
	if n := agreed(other.get(restored, plan).body, saved); n != 1 {
		t.Errorf("in the copy the outcome stands %d times", n)
	}
	for says, args := range map[string][]string{
		"restore over a database":             {"restore", copied, "--db", database},
		"backup in the place of what is used": {"backup", path, "--db", database},
		"restore what is not there":           {"restore", copied + ".none", "--db", "sqlite:" + again + ".new"},
		"backup what is not there":            {"backup", copied + ".new", "--db", "sqlite:" + again + ".none"},
	} {
		if out, code := run(t, args...); code != 1 {
			t.Errorf("%s: %d %s", says, code, out)
		}
	}
	if n := agreed(dina.get(s, plan).body, saved); n != 1 {
		t.Errorf("in the database that is used the outcome stands %d times", n)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(again), ".ourdays-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A copy that is there may be the only good one.
func TestABackupIsWrittenOverAnotherOnlyWhenThatIsAsked(t *testing.T) {
	database, _ := town(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	before := []byte("Tuesday's copy")
	if err := os.WriteFile(copied, before, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, code := run(t, "backup", copied, "--db", database); code != 1 || !strings.Contains(out, copied+" exists already") {
		t.Errorf("ended with %d: %s", code, out)
	}
	if now, err := os.ReadFile(copied); err != nil || !bytes.Equal(now, before) {
		t.Errorf("a refused backup left %q, %v", now, err)
	}
	must(t, "backup", copied, "--force", "--db", database)
	must(t, "check", "--db", "sqlite:"+copied)
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(copied), ".ourdays-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// loses breaks an invariant.
const loses = `UPDATE placement SET status = 'lost' WHERE id = (SELECT min(id) FROM placement)`

func TestABrokenCopyIsNotRestored(t *testing.T) {
	for says, breaks := range map[string]func(path string) error{
		"cut short":   func(path string) error { return os.Truncate(path, 300_000) },
		"no database": func(path string) error { return os.WriteFile(path, []byte("Dear Sanjay, here is the copy."), 0o600) },
		"against a rule": func(path string) error {
			stored(t, "sqlite:"+path, func(ctx context.Context, d *db.DB) error {
				_, err := d.Pool().ExecContext(ctx, loses)
				return err
			})
			return nil
		},
	} {
		t.Run(says, func(t *testing.T) {
			_, path := town(t)
			if err := breaks(path); err != nil {
				t.Fatal(err)
			}
			target := filepath.Join(t.TempDir(), "again.db")
			if out, code := run(t, "restore", path, "--db", "sqlite:"+target); code != 1 {
				t.Errorf("%d %s", code, out)
			}
			if left, err := os.ReadDir(filepath.Dir(target)); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// A process that was killed leaves its log beside the database. Were the copy
// given the old name, SQLite would play that log into it.
func TestACopyDoesNotMeetTheLogOfTheDatabaseBefore(t *testing.T) {
	database, path := town(t)
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, "backup", copied, "--db", database)
	s := serve(t, database)
	dina := newBrowser(t)
	dina.as(s, "Dina Okafor")
	s.kill()
	away := filepath.Join(t.TempDir(), "away.db")
	if err := os.Rename(path, away); err != nil {
		t.Fatal(err)
	}
	if out, code := run(t, "restore", copied, "--db", database); code != 1 || !strings.Contains(out, path+"-wal exists already") {
		t.Errorf("%d %s", code, out)
	}
	if err := os.Rename(path+"-wal", away+"-wal"); err != nil {
		t.Fatal(err)
	}
	must(t, "restore", copied, "--db", database)
	must(t, "check", "--db", database)
}

// older takes the newest migration back, as a program before it left a database.
func older(t *testing.T, database string) {
	t.Helper()
	stored(t, database, func(ctx context.Context, d *db.DB) error {
		p, err := goose.NewProvider(goose.DialectSQLite3, d.Pool(), os.DirFS("../../internal/platform/db/migrations/sqlite"))
		if err == nil {
			_, err = p.Down(ctx)
		}
		return err
	})
}

func TestACopyByAnOlderProgramIsRestored(t *testing.T) {
	database, path := town(t)
	older(t, database)
	again := "sqlite:" + filepath.Join(t.TempDir(), "again.db")
	if out := must(t, "restore", path, "--db", again); !strings.Contains(out, "migrated: ") {
		t.Errorf("nothing was migrated: %s", out)
	}
	must(t, "check", "--db", again)
}

func TestABackupBeforeAnUpgradeStaysAsItIs(t *testing.T) {
	database, path := town(t)
	older(t, database)
	if out, code := run(t, "check", "--db", database); code != 1 || !strings.Contains(out, "run `ourdays migrate` first") {
		t.Errorf("a check ended with %d: %s", code, out)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	must(t, "backup", copied, "--db", database)
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(copied), ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	for _, at := range []string{path, copied} {
		stored(t, "sqlite:"+at, func(ctx context.Context, d *db.DB) error {
			if pending, err := d.Pending(ctx); err != nil || !pending {
				t.Errorf("%s was migrated, %v", at, err)
			}
			return nil
		})
	}
	t.Run("and a broken one is refused", func(t *testing.T) {
		stored(t, database, func(ctx context.Context, d *db.DB) error {
			_, err := d.Pool().ExecContext(ctx, loses)
			return err
		})
		if out, code := run(t, "backup", filepath.Join(t.TempDir(), "copy.db"), "--db", database); code != 1 || !strings.Contains(out,
			"the copy breaks") {
			t.Errorf("ended with %d: %s", code, out)
		}
	})
}
