package openreferral

import (
	"context"
	"encoding/json"
	"fmt"

	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
)

// Import loads a document's worth of records in one transaction: all of them
// or, when something breaks, none.
func (im *Importer) Import(ctx context.Context, list []json.RawMessage) (Report, error) {
	err := im.batch(ctx, list, func(context.Context, *oneBatch) error { return nil })
	return im.report, err
}

// batch loads records and runs after in the same transaction, on what they came to. A transaction
// may be tried again, so what it counted and saw counts only once it stands.
func (im *Importer) batch(ctx context.Context, list []json.RawMessage,
	after func(context.Context, *oneBatch) error) error {
	im.begin()
	var b *oneBatch
	err := im.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		b = &oneBatch{im: im, tx: tx, seen: map[string]string{}}
		for i, raw := range list {
			if err := b.one(ctx, raw); err != nil {
				return fmt.Errorf("record %d: %w", im.report.Read+i+1, err)
			}
			if (i+1)%200 == 0 {
				im.Tell("%d of %d records", i+1, len(list))
			}
		}
		return after(ctx, b)
	})
	if err != nil {
		return err
	}
	im.count(b.report, b.seen)
	return nil
}

// oneBatch is one try of one transaction.
type oneBatch struct {
	im     *Importer
	tx     *db.Tx
	seen   map[string]string
	report Report
}

func (b *oneBatch) one(ctx context.Context, raw json.RawMessage) error {
	b.report.Read++
	r, lost, err := readRecord(raw)
	if err != nil {
		b.reject(Rejection{Reason: "it is not an object with the fields of a service"})
		return nil //nolint:nilerr // the report has told it, and the next record may be sound
	}
	m, reason := mapRecord(r)
	if reason != "" {
		b.reject(Rejection{r.ID, r.Name, reason})
		return nil
	}
	for _, field := range lost {
		m.repairs = append(m.repairs,
			Repair{m.Activity.SourceID, field, "left out: not of the type that the standard says"})
	}
	again, err := b.settleID(ctx, &m)
	if err != nil {
		return err
	}
	b.report.Repaired = append(b.report.Repaired, m.repairs...)
	if again {
		b.report.Unchanged++
		return nil
	}
	for _, g := range m.guesses {
		g.ID = m.Activity.SourceID
		b.report.Guessed = append(b.report.Guessed, g)
	}
	return b.keep(ctx, m)
}

// settleID gives the second record under a repeated id an id made from the
// first and its name. A record that an earlier run stored under such an id
// keeps it, whichever of the two comes first this time. It reports whether the
// very same record was read before in this run.
func (b *oneBatch) settleID(ctx context.Context, m *mapped) (again bool, err error) {
	id := m.Activity.SourceID
	hash, err := m.hash()
	if err != nil {
		return false, err
	}
	derived := derivedID(id, m.Activity.Title)
	_, known, err := b.im.Directory.Imported(ctx, b.tx, Source, derived)
	if err != nil {
		return false, err
	}
	before, repeated := b.hashSeen(id)
	if repeated && before == hash {
		m.repairs = append(m.repairs, Repair{id, "id", "the same record stands twice: read once"})
		return true, nil
	}
	if !repeated && !known {
		b.seen[id] = hash
		return false, nil
	}
	if h, taken := b.hashSeen(derived); taken {
		if h == hash {
			m.repairs = append(m.repairs, Repair{derived, "id", "the same record stands twice: read once"})
			return true, nil
		}
		derived = derivedID(id, m.Activity.Title, hash)
	}
	m.Activity.SourceID = derived
	m.repairs = append(m.repairs, Repair{id, "id", "used by another record: kept as " + derived})
	b.seen[derived] = hash
	return false, nil
}

// keep writes a record when it is new or has changed.
func (b *oneBatch) keep(ctx context.Context, m mapped) error {
	hash, err := m.hash()
	if err != nil {
		return err
	}
	dir := b.im.Directory
	old, known, err := dir.Imported(ctx, b.tx, Source, m.Activity.SourceID)
	if err != nil {
		return err
	}
	if known && old.Hash == hash {
		b.report.Unchanged++
		return nil
	}
	m.Activity.ID = old.ActivityID
	if known {
		if err := b.keepOwnWork(ctx, &m.Activity); err != nil {
			return err
		}
	}
	if m.Activity.OrganisationID, err = b.organisation(ctx, m.Organisation); err != nil {
		return err
	}
	act, err := dir.Publish(ctx, b.tx, b.im.Actor, m.Activity)
	if err != nil {
		return fmt.Errorf("publish %q: %w", m.Activity.SourceID, err)
	}
	if known {
		b.report.Changed++
	} else {
		b.report.Added++
	}
	return dir.MarkImported(ctx, b.tx, directory.ImportRecord{Source: Source, SourceID: act.SourceID, Hash: hash,
		ActivityID: act.ID})
}

// keepOwnWork keeps what people here wrote of an imported activity: its Easy
// Read, its picture, whom it fits, and that is what an import cannot know.
func (b *oneBatch) keepOwnWork(ctx context.Context, a *directory.Activity) error {
	old, err := b.im.Directory.ActivityByID(ctx, b.tx, a.ID)
	if err != nil {
		return err
	}
	a.EasyText, a.Symbol, a.Tiers = old.EasyText, old.Symbol, old.Tiers
	a.Outcomes, a.Access, a.Statutory = old.Outcomes, old.Access, old.Statutory
	if old.EasyTitle != old.Title {
		a.EasyTitle = old.EasyTitle
	}
	if a.Symbol == old.Kind {
		a.Symbol = ""
	}
	return nil
}

// organisation finds or keeps who provides. What one record leaves out of an
// organisation does not erase what another said.
func (b *oneBatch) organisation(ctx context.Context, o directory.Organisation) (string, error) {
	old, known, err := b.im.Directory.OrganisationFrom(ctx, b.tx, o.Source, o.SourceID)
	if err != nil {
		return "", err
	}
	if known {
		o.ID, o.Kind = old.ID, old.Kind
		o.About, o.Email = first(o.About, old.About), first(o.Email, old.Email)
		o.Phone, o.Web = first(o.Phone, old.Phone), first(o.Web, old.Web)
		if o == old {
			return o.ID, nil
		}
	}
	o, err = b.im.Directory.AddOrganisation(ctx, b.tx, b.im.Actor, o)
	return o.ID, err
}
