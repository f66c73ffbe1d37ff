package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inUse writes what begins as a database does, with what lies beside one that is in use.
func inUse(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, name := range []string{"c.db", "c.db-wal", "c.db-shm", "c.db-journal", "c.db.lock"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(sqliteHead+name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("c.db", filepath.Join(folder, "link.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("c.db-wal", filepath.Join(folder, "log")); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(folder, "c.db"), filepath.Join(folder, "twin")); err != nil {
		t.Fatal(err)
	}
	return folder
}

// What was exported once took the place of the council's database.
func TestNothingIsWrittenOverADatabaseOrWhatLiesBesideIt(t *testing.T) {
	folder, six := inUse(t), sixPeople(t)
	t.Chdir(folder)
	t.Setenv("OURDAYS_DB", "sqlite:./c.db")
	for _, out := range []string{"c.db", "./c.db-wal", "c.db-shm", "c.db-journal", "c.db.lock", "link.db", "link.db-wal", "log", "twin",
		filepath.Join(folder, "c.db")} {
		for _, args := range [][]string{{"export", "plan", "-o", out}, {"export", "plan", "-o", "b.json", "--key", out},
			{"export", "plan", "--db", "sqlite:link.db", "-o", out}, {"plan", six, "--rounds", "1", "-o", out},
			{"plan", six, "--rounds", "1", "--explain", out}, {"plan", six, "--rounds", "1", "--picture", out},
			{"backup", out}, {"backup", out, "--force"}} {
			if args[0] == "backup" && out == "link.db-wal" {
				continue // it belongs to nothing: SQLite writes beside what a link leads to
			}
			if code, _, errs := runs(t, "", args...); code == exitOK || !strings.Contains(errs, "the database") {
				t.Errorf("%v: exit %d, %s", args, code, errs)
			}
		}
	}
	for _, name := range []string{"c.db-shm", "c.db-journal", "c.db.lock"} {
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) { // what is not there now may be there in a moment
			t.Fatal(err)
		}
		if code, _, errs := runs(t, "", "export", "plan", "-o", name); code == exitOK || !strings.Contains(errs, "the database") {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
	for _, name := range []string{"c.db", "c.db-wal"} {
		if text, err := os.ReadFile(name); err != nil || string(text) != sqliteHead+name {
			t.Errorf("%s holds %.40q, %v", name, text, err)
		}
	}
}

func say(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// A link stays a link, and what it leads to is what is written, also where that is not yet there.
func TestWhatALinkLeadsToIsWritten(t *testing.T) {
	folder := t.TempDir()
	far := filepath.Join(folder, "far")
	if err := os.Mkdir(far, 0o700); err != nil {
		t.Fatal(err)
	}
	link, second := filepath.Join(folder, "link"), filepath.Join(folder, "second")
	if err := os.Symlink("far/plan.json", link); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(link, second); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"once", "twice"} {
		if err := tryWriting(second); err != nil {
			t.Fatal(err)
		}
		if err := writeWhole(second, say(text)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(far, "plan.json"))
		if to, _ := os.Readlink(link); err != nil || string(got) != text || to != "far/plan.json" {
			t.Errorf("it holds %q, %v, and the link leads to %q", got, err, to)
		}
	}
	if err := os.Symlink("round", filepath.Join(folder, "round")); err != nil {
		t.Fatal(err)
	}
	if tryWriting(filepath.Join(folder, "round")) == nil {
		t.Error("a link to itself leads somewhere")
	}
}

// As root, /dev/stdout was replaced by a plan where standard output was a file.
func TestADescriptorIsWrittenTo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(path, []byte("before,"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fd := fmt.Sprintf("/dev/fd/%d", f.Fd())
	link := filepath.Join(t.TempDir(), "stdout")
	if err := os.Symlink(fd, link); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{fd, link} {
		if err := tryWriting(to); err != nil || !special(to) {
			t.Fatalf("%s is not special, %v", to, err)
		}
		if err := writeWhole(to, say("plan")); err != nil {
			t.Fatal(err)
		}
	}
	there, _ := os.Stat(path)
	if open, err := f.Stat(); err != nil || !os.SameFile(open, there) {
		t.Errorf("the file was replaced, %v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "before,planplan" {
		t.Errorf("it holds %q, %v", text, err)
	}
	if _, err := os.Readlink(link); err != nil {
		t.Errorf("the link was replaced: %v", err)
	}
}

// A link to where there is nothing yet says where the borough is to lie.
func TestADemoIsFilledWhereALinkLeads(t *testing.T) {
	folder := t.TempDir()
	link, disk := filepath.Join(folder, "demo.db"), filepath.Join(folder, "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("disk/big.db", link); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := runs(t, "", "demo", "--no-serve", "--people", "50", "--db", "sqlite:"+link); code != exitOK {
		t.Fatalf("exit %d, %s", code, errs)
	}
	if to, err := os.Readlink(link); err != nil || to != "disk/big.db" || !isDatabase(filepath.Join(disk, "big.db")) {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	for where, most := range map[string]int{folder: 2, disk: 2} {
		if left, err := os.ReadDir(where); err != nil || len(left) > most {
			t.Errorf("%s holds %v, %v", where, left, err)
		}
	}
}

// The log of a database that was deleted alone would be played into the one that takes its place.
func TestNoDatabaseIsMadeBesideTheLogOfAnother(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	for _, name := range []string{"old.db-wal", "copy.db"} {
		if err := os.WriteFile(name, []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("old.db", "link.db"); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"demo", "--no-serve", "--people", "50", "--db", "sqlite:old.db"},
		{"demo", "--no-serve", "--people", "50", "--db", "sqlite:link.db"}, {"restore", "copy.db", "--db", "sqlite:link.db"}} {
		if code, _, errs := runs(t, "", args...); code != exitBad || !strings.Contains(errs, "old.db-wal exists already: move it away first") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	if text, err := os.ReadFile("old.db-wal"); err != nil || string(text) != "left" {
		t.Errorf("the log holds %q, %v", text, err)
	}
}
