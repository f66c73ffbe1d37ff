package db

import (
	"database/sql"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"
	"unicode"
)

// target says where the columns of a statement go in a Go type. It is worked
// out once for each type and list of columns.
type target struct {
	whole  bool    // one column, straight into the value
	fields [][]int // for each column the way to its field, through embedded structs
}

type targetKey struct {
	of      reflect.Type
	columns string
}

var targets sync.Map // targetKey to *target

// targetFor finds where the columns go. A struct takes each column in the field
// with its `db` tag or its name in snake case; an outer field comes before one
// of an embedded struct. A column that has no field is an error.
func targetFor(of reflect.Type, columns []string) (*target, error) {
	key := targetKey{of, strings.Join(columns, ",")}
	if known, ok := targets.Load(key); ok {
		return known.(*target), nil
	}
	t := &target{}
	if !isRecord(of) {
		if len(columns) != 1 {
			return nil, fmt.Errorf("scan %s: %d columns for one value", of, len(columns))
		}
		t.whole = true
	} else {
		ways := map[string][]int{}
		findFields(of, nil, ways)
		for _, c := range columns {
			way, ok := ways[c]
			if !ok {
				return nil, fmt.Errorf("scan %s: no field for the column %s", of, c)
			}
			t.fields = append(t.fields, way)
		}
	}
	targets.Store(key, t)
	return t, nil
}

var (
	scannerType = reflect.TypeFor[sql.Scanner]()
	timeType    = reflect.TypeFor[time.Time]()
)

// isRecord tells a struct of columns from a value that fills one column.
func isRecord(of reflect.Type) bool {
	return of.Kind() == reflect.Struct && of != timeType && !reflect.PointerTo(of).Implements(scannerType)
}

// findFields notes the way to every field, level by level, so that the nearer
// one keeps its name.
func findFields(of reflect.Type, at []int, ways map[string][]int) {
	var deeper []int
	for i := range of.NumField() {
		f := of.Field(i)
		tag, tagged := f.Tag.Lookup("db")
		switch {
		case tag == "-":
		case f.Anonymous && !tagged && isRecord(f.Type):
			deeper = append(deeper, i)
		case f.IsExported():
			name := tag
			if !tagged {
				name = snake(f.Name)
			}
			if _, taken := ways[name]; !taken {
				ways[name] = wayTo(at, i)
			}
		}
	}
	for _, i := range deeper {
		findFields(of.Field(i).Type, wayTo(at, i), ways)
	}
}

func wayTo(at []int, i int) []int { return append(append([]int{}, at...), i) }

// snake turns a Go name into a column's: "PersonID" is "person_id".
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) &&
			unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// reader scans the rows of one answer.
type reader struct {
	rows *sql.Rows
	to   *target
	into []any
}

func newReader(rows *sql.Rows, of reflect.Type) (*reader, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	to, err := targetFor(of, columns)
	if err != nil {
		return nil, err
	}
	return &reader{rows, to, make([]any, len(columns))}, nil
}

// scan reads the present row into what v points to.
func (r *reader) scan(v reflect.Value) error {
	if r.to.whole {
		r.into[0] = v.Interface()
		return r.rows.Scan(r.into...)
	}
	of := v.Elem()
	for i, way := range r.to.fields {
		r.into[i] = of.FieldByIndex(way).Addr().Interface()
	}
	return r.rows.Scan(r.into...)
}
