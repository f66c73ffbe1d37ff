package db_test

import (
	"context"
	"path/filepath"
	"testing"

	"ourdays/internal/platform/db"
)

func TestADatabaseInMemoryIsSavedIntoANewFileAndNowhereElse(t *testing.T) {
	d, err := db.Open(t.Context(), "sqlite:"+db.InMemory, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO job (id, kind, body, due) VALUES ('j', 'k', 'b', '2026-11-24')`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "saved.db")
	if err := d.SaveTo(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if d.SaveTo(t.Context(), path) == nil {
		t.Error("a file that is there was overwritten")
	}
	saved, err := db.Open(t.Context(), "sqlite:"+path, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer saved.Close()
	err = saved.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		kind, err := db.One[string](ctx, tx, `SELECT kind FROM job WHERE id = 'j'`)
		if err == nil && kind != "k" {
			t.Errorf("read %q", kind)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
