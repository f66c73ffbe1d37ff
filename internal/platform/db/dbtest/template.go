package dbtest

import (
	"os"
	"strings"
	"sync"
	"testing"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/id"
)

// Template is a database that a test process fills once on each engine, when a
// test first asks for it; every test has a copy of its own. A copy stands at the
// instant at which the filling ended, and goes on with its ids, so that what a
// test writes comes after what it found.
type Template[T any] struct {
	from *Template[T] // nil: an empty, migrated database
	fill func(t *testing.T, d *db.DB, before T) T
	on   map[db.Engine]*filled[T]
}

// filled is a template on one engine.
type filled[T any] struct {
	sync.Mutex
	copy  func(t testing.TB) (address string) // nil: it is yet to be filled
	clock clock.Clock
	last  string // of the ids
	value T
}

// NewTemplate is a template that fill fills. Each test is given what fill
// returned, and must not change it: it belongs to all of them.
func NewTemplate[T any](fill func(t *testing.T, d *db.DB) T) *Template[T] {
	var empty *Template[T]
	return empty.Next(func(t *testing.T, d *db.DB, _ T) T { return fill(t, d) })
}

// Next is a template whose filling begins with a copy of this one.
func (p *Template[T]) Next(fill func(t *testing.T, d *db.DB, before T) T) *Template[T] {
	return &Template[T]{from: p, fill: fill, on: map[db.Engine]*filled[T]{db.SQLite: {}, db.Postgres: {}}}
}

// Each runs the body on a copy on SQLite and on one on PostgreSQL, as the
// function Each does on empty databases.
func (p *Template[T]) Each(t *testing.T, body func(t *testing.T, d *db.DB, value T)) {
	t.Helper()
	for _, e := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			d, value := p.open(t, e)
			body(t, d, value)
		})
	}
}

// SQLite gives a copy on SQLite, and what the filling returned.
func (p *Template[T]) SQLite(t *testing.T) (*db.DB, T) {
	t.Helper()
	return p.open(t, db.SQLite)
}

func (p *Template[T]) open(t *testing.T, e db.Engine) (*db.DB, T) {
	t.Helper()
	c := p.copied(t, e)
	return openAs(t, c.address, c.clock, c.ids), c.value
}

// copied is a copy that nobody has opened yet.
type copied[T any] struct {
	address string
	clock   clock.Clock
	ids     *id.Source
	value   T
}

func (p *Template[T]) copied(t *testing.T, e db.Engine) copied[T] {
	t.Helper()
	c := copied[T]{clock: clock.Fixed(start), ids: id.Seeded(0)}
	if p == nil {
		c.address = map[db.Engine]func(testing.TB) string{db.SQLite: sqliteAddress, db.Postgres: PostgresAddress}[e](t)
		return c
	}
	f := p.filled(t, e)
	for c.ids.New() < f.last {
	}
	c.address, c.clock, c.value = f.copy(t), f.clock, f.value
	return c
}

// filled fills the template unless it is. Should a test fail at that, the next one tries.
func (p *Template[T]) filled(t *testing.T, e db.Engine) *filled[T] {
	t.Helper()
	f := p.on[e]
	f.Lock()
	defer f.Unlock()
	if f.copy != nil {
		return f
	}
	c := p.from.copied(t, e)
	d := openAs(t, c.address, c.clock, c.ids)
	f.value = p.fill(t, d, c.value)
	f.clock, f.last = d.Clock(), c.ids.New()
	if err := d.Close(); err != nil { // SQLite's log goes into its file, and PostgreSQL copies only what nobody uses
		t.Fatal(err)
	}
	if t.Failed() {
		t.Fatal("the template was not filled")
	}
	f.copy = copier(t, c.address)
	return f
}

// copier copies what lies at an address, and never changes again, as often as it is called.
func copier(t *testing.T, address string) func(t testing.TB) string {
	t.Helper()
	path, lite := strings.CutPrefix(address, "sqlite:")
	if !lite {
		name := databaseAt(address)
		return func(t testing.TB) string { return postgresCopy(t, name) }
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return func(t testing.TB) string { return sqliteCopy(t, file) }
}
