package people

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

const mandateColumns = `mandate.id, mandate.person_id, mandate.supporter_id, mandate.related, mandate.basis,
	mandate.said_on,
	mandate.said_how, mandate.paper, mandate.may, mandate.starts, mandate.until, mandate.review_on,
	mandate.given_by,
	mandate.ended, mandate.end_reason, mandate.ended_by, mandate.unread`

func insertMandate(ctx context.Context, tx *db.Tx, m Mandate) error {
	_, err := tx.Exec(ctx, `INSERT INTO mandate (id, person_id, supporter_id, related, basis, said_on,
		said_how, paper, may, starts,
		until, review_on, given_by) VALUES `+db.Values(1, 13), m.ID, m.PersonID, m.SupporterID, m.Related, m.Basis,
		m.SaidOn, m.SaidHow, m.Paper,
		m.May, m.Starts, m.Until, m.ReviewOn, m.GivenBy)
	return err
}

// holdHelp keeps who helps a person as it is until the transaction ends.
func holdHelp(ctx context.Context, tx *db.Tx, personID string) error {
	_, err := tx.Exec(ctx, `UPDATE person SET version = version WHERE id = $1`, personID)
	return err
}

func endMandate(ctx context.Context, tx *db.Tx, m Mandate) error {
	_, err := tx.Exec(ctx, `UPDATE mandate SET ended = $1, end_reason = $2, ended_by = $3, unread = $4
		WHERE id = $5`, m.Ended, m.EndReason, m.EndedBy, m.Unread, m.ID)
	return err
}

func readMandateEnd(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE mandate SET unread = $1 WHERE id = $2`, false, id)
	return err
}

// mostToLookAt bounds the list of mandates for a worker.
const mostToLookAt = 300

// mandatesToLookAt lists what a worker who is allocated to people is to look at by
// a day: mandates whose time for that comes, and those that a person stopped.
func mandatesToLookAt(ctx context.Context, tx *db.Tx, workerID string, by clock.Date) ([]ToLookAt, error) {
	return db.All[ToLookAt](ctx, tx, `SELECT mandate.id AS mandate_id, mandate.person_id, person.given_name,
		person.family_name, actor.name AS supporter, mandate.review_on, mandate.ended AS stopped
		FROM mandate JOIN person ON person.id = mandate.person_id JOIN actor ON actor.id = mandate.supporter_id
		WHERE mandate.person_id IN (SELECT tie.person_id FROM tie WHERE tie.actor_id = $1
			AND tie.relation = 'allocated' AND tie.starts <= $2 AND (tie.until IS NULL OR tie.until >= $2))
			AND (mandate.unread OR mandate.ended IS NULL AND (mandate.until IS NULL OR mandate.until >= $2)
				AND (mandate.review_on IS NULL OR mandate.review_on <= $3))
		ORDER BY COALESCE(mandate.ended, mandate.review_on, mandate.starts), mandate.id LIMIT $4`,
		workerID, tx.Today(), by, mostToLookAt)
}

func reviewMandate(ctx context.Context, tx *db.Tx, id string, next clock.NullDate) error {
	_, err := tx.Exec(ctx, `UPDATE mandate SET review_on = $1 WHERE id = $2`, next, id)
	return err
}

const mandatesFrom = `SELECT ` + mandateColumns + `, actor.name AS supporter, actor.email FROM mandate
	JOIN actor ON actor.id = mandate.supporter_id `

func mandateByID(ctx context.Context, tx *db.Tx, personID, id string) (Mandate, bool, error) {
	return db.Maybe[Mandate](ctx, tx, mandatesFrom+`WHERE mandate.id = $1
		AND mandate.person_id = $2`, id, personID)
}

func mandatesOf(ctx context.Context, tx *db.Tx, personID string, on clock.Date) ([]Mandate, error) {
	return db.All[Mandate](ctx, tx, mandatesFrom+`WHERE mandate.person_id = $1 AND mandate.ended IS NULL
		AND mandate.starts <= $2
		AND (mandate.until IS NULL OR mandate.until >= $2) ORDER BY actor.name, mandate.id`, personID, on)
}

func allMandates(ctx context.Context, tx *db.Tx, personID string) ([]Mandate, error) {
	return db.All[Mandate](ctx, tx, mandatesFrom+`WHERE mandate.person_id = $1
		ORDER BY mandate.starts DESC, mandate.id DESC`, personID)
}

// helpedBy lists those whom a supporter may help on a day, by name.
func helpedBy(ctx context.Context, tx *db.Tx, supporterID string, on clock.Date) ([]Person, error) {
	return db.All[Person](ctx, tx, `SELECT `+personColumns+` FROM person WHERE id IN (SELECT person_id FROM tie
		WHERE actor_id = $1 AND relation = 'mandate' AND starts <= $2 AND (until IS NULL OR until >= $2))
		ORDER BY folded, id`, supporterID, on)
}

// partedMandates finds mandates whose tie does not begin and end with them. One
// that was ended reaches no further than the day before.
func partedMandates(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT mandate.id FROM mandate
		LEFT JOIN tie ON tie.source = 'mandate:' || mandate.id AND tie.person_id = mandate.person_id
		WHERE (mandate.ended IS NULL AND (tie.id IS NULL OR tie.actor_id <> mandate.supporter_id
		OR tie.starts <> mandate.starts
				OR (tie.until IS NULL) <> (mandate.until IS NULL) OR tie.until <> mandate.until))
			OR (mandate.ended IS NOT NULL AND tie.id IS NOT NULL AND (tie.until IS NULL OR tie.until >= mandate.ended))
		ORDER BY mandate.id`)
}

// looseTies finds ties that no mandate made.
func looseTies(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT tie.id FROM tie WHERE tie.relation = 'mandate'
		AND NOT EXISTS (SELECT 1 FROM mandate
		WHERE 'mandate:' || mandate.id = tie.source AND mandate.person_id = tie.person_id) ORDER BY tie.id`)
}
