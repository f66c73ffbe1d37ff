package funds

import (
	"context"
	"fmt"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

const assessmentColumns = `id, person_id, starts, status, circumstances AS "case", maximum, full_cost,
	minimum, made_by, made_by_id, checked_by, made`

const assessmentColumnsOf = `a.id, a.person_id, a.starts, a.status, a.circumstances AS "case", a.maximum,
	a.full_cost, a.minimum,
	a.made_by, a.made_by_id, a.checked_by, a.made`

func (a Assessment) values() []any {
	return []any{a.ID, a.PersonID, a.Starts, a.Status, a.Case, a.Maximum, a.FullCost, a.Minimum, a.MadeBy,
		a.MadeByID, a.CheckedBy, a.Made}
}

func insertAssessment(ctx context.Context, tx *db.Tx, a Assessment) error {
	return insertAssessments(ctx, tx, []Assessment{a})
}

// rowsAtOnce bounds one statement's arguments: SQLite looks its numbered
// arguments up one after another, so that many rows at once cost more.
const rowsAtOnce = 20

func insertAssessments(ctx context.Context, tx *db.Tx, list []Assessment) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, a := range part {
			args = append(args, a.values()...)
		}
		_, err := tx.Exec(ctx, `INSERT INTO assessment (id, person_id, starts, status, circumstances, maximum,
			full_cost,
			minimum, made_by, made_by_id, checked_by, made) VALUES `+db.Values(len(part), 12), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func assessmentByID(ctx context.Context, tx *db.Tx, personID, id string) (Assessment, error) {
	return db.One[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment WHERE id = $1
		AND person_id = $2`, id, personID)
}

func assessmentsOf(ctx context.Context, tx *db.Tx, personID string) ([]Assessment, error) {
	return db.All[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment WHERE person_id = $1
		ORDER BY starts DESC, made DESC, id DESC`, personID)
}

func checkAssessment(ctx context.Context, tx *db.Tx, a Assessment) (int64, error) {
	return tx.Exec(ctx, `UPDATE assessment SET status = $1, checked_by = $2, maximum = $3, full_cost = $4,
		minimum = $5
		WHERE id = $6 AND status = $7`, a.Status, a.CheckedBy, a.Maximum, a.FullCost, a.Minimum, a.ID, Draft)
}

func assessmentInForce(ctx context.Context, tx *db.Tx, personID string,
	on clock.Date) (Assessment, bool, error) {
	return db.Maybe[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment
		WHERE person_id = $1 AND status = $2 AND starts <= $3
		ORDER BY starts DESC, made DESC, id DESC LIMIT 1`, personID, Checked, on)
}

// waiting is an assessment with what a new one, or a list, needs of the person.
type waiting struct {
	Assessment
	Born       clock.Date
	GivenName  string
	FamilyName string
}

// waitingFor gives the assessment that counts of every person who has none,
// not even a draft, from a day on.
func waitingFor(ctx context.Context, tx *db.Tx, from clock.Date) ([]waiting, error) {
	return db.All[waiting](ctx, tx, `SELECT `+assessmentColumnsOf+`, p.born, p.given_name, p.family_name FROM (
		SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY starts DESC, made DESC, id DESC) AS place
		FROM assessment WHERE status = $1 AND starts < $2) AS a JOIN person AS p ON p.id = a.person_id
		WHERE place = 1 AND NOT EXISTS (SELECT 1 FROM assessment AS n WHERE n.person_id = a.person_id
		AND n.starts >= $2)
		ORDER BY p.family_name, p.given_name, p.id`, Checked, from)
}

// takeTurn makes whoever assesses everybody again wait for who does so already,
// until the transaction ends.
func takeTurn(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE reassess_turn SET turn = turn + 1 WHERE id = 1`)
	return err
}

// stillWaiting gives, of some people, the id of the assessment that counts of
// each who waits, as waitingFor means it.
func stillWaiting(ctx context.Context, tx *db.Tx, from clock.Date,
	people []string) (map[string]string, error) {
	type row struct{ PersonID, ID string }
	list, err := db.All[row](ctx, tx, `SELECT a.person_id, a.id FROM (
		SELECT id, person_id,
		row_number() OVER (PARTITION BY person_id ORDER BY starts DESC, made DESC, id DESC) AS place
		FROM assessment WHERE status = $1 AND starts < $2 AND person_id IN (`+db.In(3, len(people))+`)) AS a
		WHERE place = 1 AND NOT EXISTS (SELECT 1 FROM assessment AS n WHERE n.person_id = a.person_id
		AND n.starts >= $2)`, append([]any{Checked, from}, db.Anys(people)...)...)
	still := map[string]string{}
	for _, r := range list {
		still[r.PersonID] = r.ID
	}
	return still, err
}

// checkAssessments makes drafts count, with what was computed of each, and gives
// those that were drafts until now.
func checkAssessments(ctx context.Context, tx *db.Tx, list []Assessment, by string) ([]access.Touch, error) {
	var touched []access.Touch
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		args := []any{Checked, by, Draft}
		var rows []string
		for _, a := range part {
			n := len(args)
			rows = append(rows, fmt.Sprintf("(CAST($%d AS text), CAST($%d AS bigint), CAST($%d AS boolean), "+
				"CAST($%d AS bigint))", n+1, n+2, n+3, n+4))
			args = append(args, a.ID, a.Maximum, a.FullCost, a.Minimum)
		}
		done, err := db.All[access.Touch](ctx, tx, `WITH v (draft, most, whole, least) AS (VALUES `+
			strings.Join(rows, ",")+`)
			UPDATE assessment SET status = $1, checked_by = $2, maximum = v.most, full_cost = v.whole,
			minimum = v.least FROM v WHERE id = v.draft AND status = $3
			RETURNING person_id, id AS thing`, args...)
		if err != nil {
			return nil, err
		}
		touched = append(touched, done...)
	}
	return touched, nil
}

// Fresh is an assessment that begins on a day, beside the one that counts until
// then.
type Fresh struct {
	ID         string
	PersonID   string
	GivenName  string
	FamilyName string
	Status     string
	Maximum    pence.Pence
	FullCost   bool
	WasMaximum pence.Pence
	WasFull    bool
}

// mostFresh bounds the list of a page.
const mostFresh = 500

// freshOn lists the assessments that begin on a day and follow another one,
// drafts first, by name.
func freshOn(ctx context.Context, tx *db.Tx, from clock.Date) ([]Fresh, error) {
	return db.All[Fresh](ctx, tx, `SELECT a.id, a.person_id, p.given_name, p.family_name, a.status, a.maximum,
		a.full_cost,
		b.maximum AS was_maximum, b.full_cost AS was_full FROM assessment AS a
		JOIN person AS p ON p.id = a.person_id JOIN (
		SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY starts DESC, made DESC, id DESC) AS place
		FROM assessment WHERE status = $1 AND starts < $2) AS b ON b.person_id = a.person_id AND b.place = 1
		WHERE a.starts = $2 ORDER BY a.status DESC, p.family_name, p.given_name,
		a.id LIMIT $3`, Checked, from, mostFresh)
}

// draftsOn gives the drafts of a day that follow an assessment that counts: what
// an April change makes, and not what somebody still works at for a new person.
func draftsOn(ctx context.Context, tx *db.Tx, from clock.Date) ([]waiting, error) {
	return db.All[waiting](ctx, tx, `SELECT `+assessmentColumnsOf+`, p.born, p.given_name, p.family_name
		FROM assessment AS a JOIN person AS p ON p.id = a.person_id WHERE a.status = $1 AND a.starts = $2
		AND EXISTS (SELECT 1 FROM assessment AS b WHERE b.person_id = a.person_id AND b.status = $3
		AND b.starts < $2)
		ORDER BY p.family_name, p.given_name, a.person_id, a.made, a.id`, Draft, from, Checked)
}

func insertPolicy(ctx context.Context, tx *db.Tx, p Policy) error {
	_, err := tx.Exec(ctx, `INSERT INTO charging_policy (id, starts, minimum, standard, share, made_by, made)
		VALUES `+db.Values(1, 7),
		p.ID, p.Starts, p.Minimum, p.Standard, p.Share, p.MadeBy, p.Made)
	return err
}

const policyColumns = `id, starts, minimum, standard, share, made_by, made`

func policyOn(ctx context.Context, tx *db.Tx, on clock.Date) (Policy, bool, error) {
	return db.Maybe[Policy](ctx, tx, `SELECT `+policyColumns+` FROM charging_policy WHERE starts <= $1
		ORDER BY starts DESC, made DESC, id DESC LIMIT 1`, on)
}

func policies(ctx context.Context, tx *db.Tx) ([]Policy, error) {
	return db.All[Policy](ctx, tx, `SELECT `+policyColumns+` FROM charging_policy
		ORDER BY starts DESC, made DESC, id DESC`)
}

// newestOf tells, for a list of people, the status of the newest assessment.
func newestOf(ctx context.Context, tx *db.Tx, ids []string) (map[string]Assessment, error) {
	newest := map[string]Assessment{}
	if len(ids) == 0 {
		return newest, nil
	}
	err := db.Each(ctx, tx, func(a Assessment) error {
		newest[a.PersonID] = a
		return nil
	}, `SELECT `+assessmentColumns+` FROM (
		SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY starts DESC, made DESC, id DESC) AS place
		FROM assessment WHERE person_id IN (`+db.In(1, len(ids))+`)) AS a WHERE place = 1`, db.Anys(ids)...)
	return newest, err
}
