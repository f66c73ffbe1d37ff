package db_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// What is stored is the same on both engines: tables, columns, what may be
// missing, what is unique, and by what it is found. Types differ and are not
// compared; nor is what a condition of an index says.
func TestBothEnginesHaveTheSameTables(t *testing.T) {
	sqlite, postgres := dbtest.SQLite(t), dbtest.Postgres(t)
	one, other := parts(t, sqlite, sqliteParts), parts(t, postgres, postgresParts)
	if len(one) < 300 {
		t.Fatalf("%d columns and keys: the test looks in the wrong place", len(one))
	}
	for _, name := range slices.Sorted(maps.Keys(one)) {
		if !other[name] {
			t.Errorf("only SQLite has %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(other)) {
		if !one[name] {
			t.Errorf("only PostgreSQL has %s", name)
		}
	}
}

const sqliteParts = `WITH tables AS (SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%')
	SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN ' not null' ELSE '' END FROM tables t JOIN pragma_table_info(t.name) c
	UNION ALL SELECT t.name || ' primary (' || (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) || ')'
	FROM tables t WHERE EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)
	UNION ALL SELECT t.name || CASE WHEN i."unique" = 1 THEN ' unique (' ELSE ' found by (' END ||
	(SELECT group_concat(name, ',') FROM (SELECT coalesce(name, 'expression') AS name FROM pragma_index_info(i.name) ORDER BY seqno)) || ')' ||
	CASE WHEN i.partial = 1 THEN ' where' ELSE '' END FROM tables t JOIN pragma_index_list(t.name) i WHERE i.origin <> 'pk'`

const postgresParts = `SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END
	FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'
	UNION ALL SELECT c.relname || CASE WHEN i.indisprimary THEN ' primary (' WHEN i.indisunique THEN ' unique (' ELSE ' found by (' END ||
	(SELECT string_agg(coalesce(a.attname, 'expression'), ',' ORDER BY k.at) FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k(num, at)
	LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num) || ')' || CASE WHEN i.indpred IS NOT NULL THEN ' where' ELSE '' END
	FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = current_schema() AND c.relname NOT LIKE 'goose%'`

func parts(t *testing.T, d *db.DB, query string) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		names, err := db.All[string](ctx, tx, query)
		for _, n := range names {
			all[n] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
