package browser

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"ourdays/internal/app/apptest"
	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
	"ourdays/internal/platform/id"
)

// town is a borough of its own, served on a port of its own.
type town struct {
	*apptest.House
	t       *testing.T
	scripts bool
}

// Town serves a fresh copy of the borough at a stage of the main job.
func Town(t *testing.T, s stage) *town {
	t.Helper()
	needBrowser(t)
	path := filepath.Join(t.TempDir(), "town.db")
	if err := copyFile(fileAt(t, s), path); err != nil {
		t.Fatal(err)
	}
	d := open(t, path)
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return &town{House: apptest.New(t, d), t: t, scripts: true}
}

// Twice runs a journey with scripts and again with scripts off.
func Twice(t *testing.T, s stage, journey func(t *testing.T, w *town)) {
	t.Helper()
	for name, scripts := range map[string]bool{"with scripts": true, "with scripts off": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := Town(t, s)
			w.scripts = scripts
			journey(t, w)
		})
	}
}

// in gives the same town to a subtest.
func (w *town) in(t *testing.T) *town { return &town{w.House, t, w.scripts} }

var opened atomic.Uint64

// open opens a town's file at the tests' instant; every opening makes ids of
// its own, so that a copy never makes one that the file already has.
func open(t *testing.T, path string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), "sqlite:"+path, db.Options{Clock: clock.Fixed(dbtest.Start()), IDs: id.Seeded(opened.Add(1))})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// persona finds somebody of the borough by name.
func (w *town) persona(name string) access.Actor {
	w.t.Helper()
	var found string
	err := w.DB.Read(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		found, err = db.One[string](ctx, tx, `SELECT id FROM actor WHERE name = $1`, name)
		return err
	})
	if err != nil {
		w.t.Fatalf("find %s: %v", name, err)
	}
	return access.Actor{ID: found, Name: name}
}

// stored reads one value of the database: what a journey left behind.
func stored[T comparable](w *town, query string, args ...any) T {
	w.t.Helper()
	var v T
	err := w.DB.Read(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = db.One[T](ctx, tx, query, args...)
		return err
	})
	if err != nil {
		w.t.Fatalf("read what is stored: %v", err)
	}
	return v
}

// Stored fails the test unless the database holds a value.
func Stored[T comparable](w *town, want T, query string, args ...any) {
	w.t.Helper()
	if got := stored[T](w, query, args...); got != want {
		w.t.Errorf("stored: %v, want %v (%s)", got, want, query)
	}
}

// Sound fails the test unless the whole database keeps every invariant.
func (w *town) Sound() {
	w.t.Helper()
	if faults, err := w.Check(context.Background()); err != nil || len(faults) > 0 {
		w.t.Errorf("the borough is not sound: %v %v", faults, err)
	}
}

// files holds one filled file for each stage; towns are copies of them.
var files = struct {
	sync.Mutex
	dir  string
	path map[stage]string
}{path: map[stage]string{}}

// fileAt gives the file of a stage. The first who asks makes it, from the file
// of the stage before, with the presses of the people whose turn it is.
func fileAt(t *testing.T, s stage) string {
	t.Helper()
	files.Lock()
	defer files.Unlock()
	return makeFile(t, s)
}

func makeFile(t *testing.T, s stage) string {
	t.Helper()
	if path := files.path[s]; path != "" {
		return path
	}
	path := filepath.Join(filesDir(t), strings.ReplaceAll(s.String(), " ", "-")+".db")
	if s > Filled {
		if err := copyFile(makeFile(t, s-1), path); err != nil {
			t.Fatal(err)
		}
	}
	d := open(t, path)
	if s == Filled {
		if _, err := d.Migrate(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	w := &town{House: apptest.New(t, d), t: t}
	steps[s](w)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if t.Failed() {
		t.Fatalf("the borough did not reach the stage %q", s)
	}
	files.path[s] = path
	return path
}

func filesDir(t *testing.T) string {
	t.Helper()
	if files.dir == "" {
		dir, err := os.MkdirTemp("", "ourdays-towns-")
		if err != nil {
			t.Fatal(err)
		}
		files.dir = dir
	}
	return files.dir
}

func forgetTowns() {
	if files.dir != "" {
		_ = os.RemoveAll(files.dir)
	}
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
