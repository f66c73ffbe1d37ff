package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// Tx is one transaction and its instant. All rows that one act writes carry
// the same moment.
type Tx struct {
	// Now is the instant of the transaction.
	Now    clock.Instant
	tx     *sql.Tx
	db     *DB
	kept   *statements
	missed []string
}

// Today is the civil date in London of the transaction's instant.
func (tx *Tx) Today() clock.Date {
	d, _ := clock.London(tx.Now)
	return d
}

// NewID makes an id.
func (tx *Tx) NewID() string { return tx.db.ids.New() }

// Engine says which engine runs the transaction.
func (tx *Tx) Engine() Engine { return tx.db.engine }

// statement finds the kept statement of a text, and notes it when there is none.
func (tx *Tx) statement(ctx context.Context, text string) *sql.Stmt {
	st := tx.kept.get(text)
	if st == nil {
		tx.missed = append(tx.missed, text)
		return nil
	}
	return tx.tx.StmtContext(ctx, st)
}

// Exec runs a statement and says how many rows it touched.
func (tx *Tx) Exec(ctx context.Context, text string, args ...any) (int64, error) {
	var res sql.Result
	var err error
	if st := tx.statement(ctx, text); st != nil { //nolint:sqlclosecheck // it ends with the transaction
		res, err = st.ExecContext(ctx, args...)
	} else {
		res, err = tx.tx.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", firstWords(text), err)
	}
	return res.RowsAffected()
}

func (tx *Tx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	var rows *sql.Rows
	var err error
	if st := tx.statement(ctx, text); st != nil { //nolint:sqlclosecheck // it ends with the transaction
		rows, err = st.QueryContext(ctx, args...)
	} else {
		rows, err = tx.tx.QueryContext(ctx, text, args...)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", firstWords(text), err)
	}
	return rows, nil
}

// firstWords names a statement in an error without its values.
func firstWords(text string) string {
	w := strings.Fields(text)
	return strings.ToLower(strings.Join(w[:min(4, len(w))], " "))
}

// One reads exactly one row into a struct (columns by `db` tag or snake case)
// or a single value. No row is fail.NotFound.
func One[T any](ctx context.Context, tx *Tx, text string, args ...any) (T, error) {
	v, found, err := Maybe[T](ctx, tx, text, args...)
	if err == nil && !found {
		err = fail.New(fail.NotFound, "fail.not_found")
	}
	return v, err
}

// Maybe reads one row, or says that there is none. More than one row is an
// error.
func Maybe[T any](ctx context.Context, tx *Tx, text string, args ...any) (T, bool, error) {
	var v T
	n := 0
	err := Each(ctx, tx, func(row T) error {
		v = row
		n++
		return nil
	}, text, args...)
	if err == nil && n > 1 {
		err = fmt.Errorf("%s: %d rows for one", firstWords(text), n)
	}
	return v, n == 1, err
}

// All reads every row; no row is an empty list.
func All[T any](ctx context.Context, tx *Tx, text string, args ...any) ([]T, error) {
	var all []T
	err := Each(ctx, tx, func(row T) error {
		all = append(all, row)
		return nil
	}, text, args...)
	return all, err
}

// Each hands the rows to f one by one, without holding them all.
func Each[T any](ctx context.Context, tx *Tx, f func(T) error, text string, args ...any) (err error) {
	rows, err := tx.query(ctx, text, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	scan, err := newReader(rows, reflect.TypeFor[T]())
	if err != nil {
		return fmt.Errorf("%s: %w", firstWords(text), err)
	}
	for rows.Next() {
		var v T
		if err := scan.scan(reflect.ValueOf(&v)); err != nil {
			return fmt.Errorf("%s: %w", firstWords(text), err)
		}
		if err := f(v); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", firstWords(text), err)
	}
	return nil
}

// In writes n placeholders from $first on, for `IN (…)`.
func In(first, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	return b.String()
}

// InParts asks for what belongs to many ids, at most so many in one statement, and
// gives all of it.
func InParts[T any](ids []string, most int, ask func([]string) ([]T, error)) ([]T, error) {
	var all []T
	for part := range slices.Chunk(ids, most) {
		list, err := ask(part)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}

// Values writes rows of placeholders for a multi-row insert: Values(2, 3) is
// "($1,$2,$3),($4,$5,$6)".
func Values(rows, columns int) string {
	parts := make([]string, rows)
	for i := range parts {
		parts[i] = "(" + In(1+i*columns, columns) + ")"
	}
	return strings.Join(parts, ",")
}

// Anys turns a list into arguments.
func Anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}

// List is a short list of words, kept as JSON text in one column.
type List []string

// Value stores the list; an empty one is "[]".
func (l List) Value() (driver.Value, error) {
	if len(l) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal([]string(l))
	return string(b), err
}

// Scan reads the list back.
func (l *List) Scan(src any) error {
	switch v := src.(type) {
	case string:
		return json.Unmarshal([]byte(v), (*[]string)(l))
	case []byte:
		return json.Unmarshal(v, (*[]string)(l))
	case nil:
		*l = nil
		return nil
	}
	return fmt.Errorf("read list: unexpected %T", src)
}

// Has reports whether the list holds the word.
func (l List) Has(word string) bool {
	for _, w := range l {
		if w == word {
			return true
		}
	}
	return false
}
