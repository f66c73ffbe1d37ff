package db_test

import (
	"context"
	"errors"
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

func TestTwoDatabasesInMemoryKnowNothingOfEachOther(t *testing.T) {
	var both [2]*db.DB
	for i := range both {
		d, err := db.Open(t.Context(), "sqlite:"+db.InMemory, db.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		if _, err := d.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		both[i] = d
	}
	if err := both[0].InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return insertJob(ctx, tx, "j") }); err != nil {
		t.Fatal(err)
	}
	if mine, other := count(t, both[0]), count(t, both[1]); mine != 1 || other != 0 {
		t.Errorf("the one holds %d rows, the other %d", mine, other)
	}
}

func TestTheProgramSyncsEveryCommit(t *testing.T) {
	for _, c := range []struct {
		fill bool
		want int // SQLite's numbers: 2 is FULL, 0 is OFF
	}{{false, 2}, {true, 0}} {
		d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "a.db"), db.Options{Fill: c.fill})
		if err != nil {
			t.Fatal(err)
		}
		err = d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			got, err := db.One[int](ctx, tx, `PRAGMA synchronous`)
			if err == nil && got != c.want {
				t.Errorf("with Fill %t the setting is %d, want %d", c.fill, got, c.want)
			}
			return err
		})
		if err = errors.Join(err, d.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
