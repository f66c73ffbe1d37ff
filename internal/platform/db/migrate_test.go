package db_test

import (
	"context"
	"maps"
	"testing"

	"ourdays/internal/platform/db"
	"ourdays/internal/platform/db/dbtest"
)

// Whoever goes back to an older program must find the schema that it knew.
func TestEveryMigrationGoesDownAndUpAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p, err := d.Provider()
		if err != nil {
			t.Fatal(err)
		}
		whole := schema(t, d)
		sources := p.ListSources()
		if len(sources) < 15 || len(whole) < 100 {
			t.Fatalf("%d migrations make %d columns and indexes: the test looks in the wrong place", len(sources), len(whole))
		}
		for i := len(sources) - 1; i >= 0; i-- {
			v := sources[i].Version
			after := schema(t, d)
			if _, err := p.Down(t.Context()); err != nil {
				t.Fatalf("%d down: %v", v, err)
			}
			before := schema(t, d)
			if _, err := p.ApplyVersion(t.Context(), v, true); err != nil {
				t.Fatalf("%d up again: %v", v, err)
			}
			if again := schema(t, d); !maps.Equal(after, again) {
				t.Errorf("%d down and up again differs: %v", v, differs(after, again))
			}
			if _, err := p.Down(t.Context()); err != nil {
				t.Fatalf("%d down again: %v", v, err)
			}
			if twice := schema(t, d); !maps.Equal(before, twice) {
				t.Errorf("%d down twice differs: %v", v, differs(before, twice))
			}
		}
		for name := range schema(t, d) {
			t.Errorf("%s is left when every migration is down", name)
		}
		if _, err := p.Up(t.Context()); err != nil {
			t.Fatalf("all up again: %v", err)
		}
		if again := schema(t, d); !maps.Equal(whole, again) {
			t.Errorf("all up again differs: %v", differs(whole, again))
		}
	})
}

// schema gives every column and index with how it is made; goose's own table
// and what the engine makes by itself are left out.
func schema(t *testing.T, d *db.DB) map[string]string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name AS name, c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '') AS made
		FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'
		UNION ALL SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger', 'view') AND sql IS NOT NULL
		AND tbl_name NOT LIKE 'goose%'`
	if d.Engine() == db.Postgres {
		query = `SELECT table_name || '.' || column_name AS name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS made
			FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'
			UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename NOT LIKE 'goose%'
			UNION ALL SELECT 'constraint ' || c.conrelid::regclass || ' ' || c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
			JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = current_schema() AND c.conrelid <> 0
			AND c.conrelid::regclass::text NOT LIKE 'goose%'
			UNION ALL SELECT 'function ' || p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
			WHERE n.nspname = current_schema()`
	}
	type part struct{ Name, Made string }
	all := map[string]string{}
	err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		parts, err := db.All[part](ctx, tx, query)
		for _, p := range parts {
			all[p.Name] = p.Made
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func differs(a, b map[string]string) []string {
	var names []string
	for name, made := range a {
		if b[name] != made {
			names = append(names, name+": "+made+" → "+b[name])
		}
	}
	for name, made := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name+": → "+made)
		}
	}
	return names
}
