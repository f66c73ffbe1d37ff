package db

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"
)

// statements keeps SQLite's prepared statements by their text, because
// preparing costs it more than most of what is run. PostgreSQL's driver keeps
// its own, so there it does nothing.
//
// A text is prepared after the transaction that first used it, never inside:
// the one writing connection is busy then.
type statements struct {
	pool *sql.DB // nil: keep nothing
	mu   sync.RWMutex
	kept map[string]*sql.Stmt
}

// keptAtMost bounds the memory that statements of varying length could take.
const keptAtMost = 800

func newStatements(e Engine, pool *sql.DB) *statements {
	s := &statements{kept: map[string]*sql.Stmt{}}
	if e == SQLite {
		s.pool = pool
	}
	return s
}

// get gives the kept statement, or nil.
func (s *statements) get(text string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.kept[text]
}

// prepare keeps statements for texts that a finished transaction lacked. The
// transaction stands, so one that cannot be prepared is none of its errors: it is
// not kept, and whoever runs it next is told.
func (s *statements) prepare(ctx context.Context, texts []string) {
	if s.pool == nil {
		return
	}
	for _, text := range texts {
		if s.get(text) != nil || s.full() {
			continue
		}
		st, err := s.pool.PrepareContext(context.WithoutCancel(ctx), unnumbered(text))
		if err != nil {
			continue
		}
		s.keep(text, st)
	}
}

// keep keeps a statement, or closes one that another goroutine had kept first: what
// does not close leaves its connection, and takes nothing from who ran its text.
func (s *statements) keep(text string, st *sql.Stmt) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[text] == nil {
		s.kept[text] = st
		return
	}
	_ = st.Close()
}

// unnumbered writes a statement's arguments without their numbers where they
// stand in order, each once, as in an insert of many rows. SQLite takes $1 for a
// name, and its driver looks up every name again at each run.
func unnumbered(text string) string {
	var b strings.Builder
	next, quoted := 1, false
	for i := 0; i < len(text); i++ {
		if text[i] == '\'' {
			quoted = !quoted
		}
		if text[i] != '$' || quoted {
			b.WriteByte(text[i])
			continue
		}
		end := i + 1
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if text[i+1:end] != strconv.Itoa(next) {
			return text
		}
		b.WriteByte('?')
		next, i = next+1, end-1
	}
	return b.String()
}

func (s *statements) full() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.kept) >= keptAtMost
}

// Texts lists the statements that are kept: what ran so far. It is for tests
// that ask SQLite how it would run them.
func (d *DB) Texts() []string {
	var all []string
	for _, s := range []*statements{d.sr, d.sw} {
		s.mu.RLock()
		for text := range s.kept {
			all = append(all, text)
		}
		s.mu.RUnlock()
	}
	return all
}
