package funds

import (
	"context"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

const assessmentColumns = `id, person_id, starts, status, circumstances AS "case", maximum, full_cost, made_by, checked_by, made`

func (a Assessment) values() []any {
	return []any{a.ID, a.PersonID, a.Starts, a.Status, a.Case, a.Maximum, a.FullCost, a.MadeBy, a.CheckedBy, a.Made}
}

func insertAssessment(ctx context.Context, tx *db.Tx, a Assessment) error {
	return insertAssessments(ctx, tx, []Assessment{a})
}

// rowsAtOnce bounds one statement's arguments.
const rowsAtOnce = 200

func insertAssessments(ctx context.Context, tx *db.Tx, list []Assessment) error {
	for len(list) > 0 {
		part := list[:min(rowsAtOnce, len(list))]
		list = list[len(part):]
		var args []any
		for _, a := range part {
			args = append(args, a.values()...)
		}
		_, err := tx.Exec(ctx, `INSERT INTO assessment (id, person_id, starts, status, circumstances, maximum, full_cost,
			made_by, checked_by, made) VALUES `+db.Values(len(part), 10), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func assessmentByID(ctx context.Context, tx *db.Tx, personID, id string) (Assessment, error) {
	return db.One[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment WHERE id = $1 AND person_id = $2`, id, personID)
}

func assessmentsOf(ctx context.Context, tx *db.Tx, personID string) ([]Assessment, error) {
	return db.All[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment WHERE person_id = $1
		ORDER BY starts DESC, made DESC, id DESC`, personID)
}

func checkAssessment(ctx context.Context, tx *db.Tx, a Assessment) (int64, error) {
	return tx.Exec(ctx, `UPDATE assessment SET status = $1, checked_by = $2, maximum = $3, full_cost = $4
		WHERE id = $5 AND status = $6`, a.Status, a.CheckedBy, a.Maximum, a.FullCost, a.ID, Draft)
}

func assessmentInForce(ctx context.Context, tx *db.Tx, personID string, on clock.Date) (Assessment, bool, error) {
	return db.Maybe[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM assessment
		WHERE person_id = $1 AND status = $2 AND starts <= $3 ORDER BY starts DESC, made DESC, id DESC LIMIT 1`, personID, Checked, on)
}

// assessmentsInForce gives the one that counts of every person on a day.
func assessmentsInForce(ctx context.Context, tx *db.Tx, on clock.Date) ([]Assessment, error) {
	return db.All[Assessment](ctx, tx, `SELECT `+assessmentColumns+` FROM (
		SELECT *, row_number() OVER (PARTITION BY person_id ORDER BY starts DESC, made DESC, id DESC) AS place
		FROM assessment WHERE status = $1 AND starts <= $2) AS a WHERE place = 1 ORDER BY person_id`, Checked, on)
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
