package openreferral

import (
	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// Report says what an import did. Read is the sum of Added, Changed,
// Unchanged and the rejected. Guessed is what the source does not say and was
// worked out, for every record that was kept.
type Report struct {
	Read      int         `json:"read"`
	Added     int         `json:"added"`
	Changed   int         `json:"changed"`
	Unchanged int         `json:"unchanged"`
	Repaired  []Repair    `json:"repaired"`
	Rejected  []Rejection `json:"rejected"`
	Guessed   []Guess     `json:"guessed"`
}

// add puts the counts of one batch to those of the whole.
func (r *Report) add(b Report) {
	r.Read += b.Read
	r.Added += b.Added
	r.Changed += b.Changed
	r.Unchanged += b.Unchanged
	r.Repaired = append(r.Repaired, b.Repaired...)
	r.Rejected = append(r.Rejected, b.Rejected...)
	r.Guessed = append(r.Guessed, b.Guessed...)
}

// Importer loads records into a directory. One Importer is one run: it knows
// which ids the run has seen.
type Importer struct {
	DB        *db.DB
	Directory *directory.Service
	Actor     access.Actor
	Tell      func(format string, args ...any) // progress, for people
	seen      map[string]string                // source id -> hash of what stood under it
	report    Report
}

func (b *oneBatch) hashSeen(id string) (string, bool) {
	if h, ok := b.seen[id]; ok {
		return h, true
	}
	h, ok := b.im.seen[id]
	return h, ok
}

func (b *oneBatch) reject(r Rejection) { b.report.Rejected = append(b.report.Rejected, r) }
