package openreferral

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// Report says what an import did. Read is the sum of Added, Changed,
// Unchanged and the rejected. Guessed is what the source does not say and was
// worked out, for every record that was kept. A run that goes on after a break
// reports the whole feed, with what the broken run did.
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

// begin makes an empty report; every list stands in it, also an empty one.
func (im *Importer) begin() {
	if im.seen == nil {
		im.seen = map[string]string{}
		im.report = Report{Repaired: []Repair{}, Rejected: []Rejection{}, Guessed: []Guess{}}
	}
}

// count puts what one batch did to what the run did.
func (im *Importer) count(r Report, seen map[string]string) {
	maps.Copy(im.seen, seen)
	im.report.add(r)
}

// page tells what this batch did with a page, for a run that goes on after a break.
func (b *oneBatch) page(source string, n int) (directory.FeedPage, error) {
	told, err := json.Marshal(b.report)
	if err != nil {
		return directory.FeedPage{}, fmt.Errorf("tell of page: %w", err)
	}
	seen, err := json.Marshal(b.seen)
	if err != nil {
		return directory.FeedPage{}, fmt.Errorf("tell of page: %w", err)
	}
	return directory.FeedPage{Source: source, Page: n, Told: string(told), Seen: string(seen)}, nil
}

// recall takes up what an earlier run did with a page.
func (im *Importer) recall(p directory.FeedPage) error {
	var r Report
	seen := map[string]string{}
	err := errors.Join(json.Unmarshal([]byte(p.Told), &r), json.Unmarshal([]byte(p.Seen), &seen))
	if err != nil {
		return fmt.Errorf("what was kept of page %d: %w", p.Page, err)
	}
	im.count(r, seen)
	return nil
}

func (b *oneBatch) hashSeen(id string) (string, bool) {
	if h, ok := b.seen[id]; ok {
		return h, true
	}
	h, ok := b.im.seen[id]
	return h, ok
}

func (b *oneBatch) reject(r Rejection) { b.report.Rejected = append(b.report.Rejected, r) }
