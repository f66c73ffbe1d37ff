package directory

import (
	"context"
	"fmt"

	"ourdays/internal/platform/db"
)

// kindsFound counts what the filters of a query leave, by kind.
func kindsFound(ctx context.Context, tx *db.Tx, q Query) ([]named, error) {
	b := &asked{}
	b.filters(q, nil)
	return db.All[named](ctx, tx, `SELECT activity_find.kind AS name, count(*) AS n FROM activity_find`+
		b.text.String()+` GROUP BY activity_find.kind`, b.args...)
}

// townsFound counts it by town; what is in two towns counts in both.
func townsFound(ctx context.Context, tx *db.Tx, q Query) ([]named, error) {
	b := &asked{}
	b.filters(q, nil)
	return db.All[named](ctx, tx, `SELECT activity_town.town AS name, count(*) AS n FROM activity_find
		JOIN activity_town ON activity_town.activity_id = activity_find.activity_id`+
		b.text.String()+` GROUP BY activity_town.town`, b.args...)
}

// partsFound counts it by part of the week, and what can be joined from home.
func partsFound(ctx context.Context, tx *db.Tx, q Query) (InParts, error) {
	b := &asked{}
	has := func(column string, bit int64) string {
		return fmt.Sprintf(`COALESCE(sum(CASE WHEN activity_find.%s & %s <> 0 THEN 1 ELSE 0 END), 0)`, column,
			b.arg(bit))
	}
	columns := has("parts", int64(Day)) + ` AS day, ` + has("parts", int64(Evening)) + ` AS evening, ` +
		has("parts", int64(Weekend)) + ` AS weekend, ` + has("reached", int64(reachedOnline)) + ` AS online`
	b.filters(q, nil)
	return db.One[InParts](ctx, tx, `SELECT `+columns+` FROM activity_find`+b.text.String(), b.args...)
}

// anyOfKind reports whether there is anything of a kind.
func anyOfKind(ctx context.Context, tx *db.Tx, kind string) (bool, error) {
	_, found, err := db.Maybe[string](ctx, tx, `SELECT activity_id FROM activity_find WHERE kind = $1 LIMIT 1`, kind)
	return found, err
}
