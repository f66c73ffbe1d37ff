package scale_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// notCopied are tables that hold no borough: presses, jobs, letters, signed-in
// browsers, the audit trail (a chain of its own), counters, the words that all
// activities share, and sums that are added up anew.
var notCopied = []string{"form_press", "job", "sign_in_link", "session_token", "audit", "find_word", "referral_counter", "import_record",
	"import_progress", "spend_sum", "spend_place", "spend_built", "goose_db_version", "sqlite_sequence"}

// named are the columns that name a thing without being called an id.
var named = []string{"id", "key", "source", "email", "secret", "hash", "code"}

// idLists are columns that hold ids as a JSON list.
var idLists = map[string][]string{"booking": {"outcomes"}, "placement": {"outcomes"}, "referral_item": {"outcomes"}}

// copies fills a database with so many more boroughs like the one it holds.
func copies(tb testing.TB, pool *sql.DB, n int) {
	tb.Helper()
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	do := func(text string) {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			tb.Fatalf("%s: %v", text, err)
		}
	}
	do("PRAGMA foreign_keys = off")
	do("PRAGMA cache_size = -1500000")
	do("BEGIN IMMEDIATE")
	indexes := list(tb, conn, `SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rootpage`)
	for _, name := range list(tb, conn, `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`) {
		do("DROP INDEX " + name) // made anew at the end, in one pass each
	}
	for _, table := range tables(tb, conn) {
		if slices.Contains(notCopied, table) {
			continue
		}
		into, from := columns(tb, conn, table)
		do(fmt.Sprintf(`CREATE TEMP TABLE first_%s AS SELECT * FROM %s`, table, table))
		do(fmt.Sprintf(`WITH RECURSIVE c (k) AS (VALUES (1) UNION ALL SELECT k + 1 FROM c WHERE k < %d)
			INSERT INTO main.%s (%s) SELECT %s FROM temp.first_%s, c ORDER BY 1, 2`, n, table, strings.Join(into, ", "), strings.Join(from, ", "), table))
		do(fmt.Sprintf(`DROP TABLE temp.first_%s`, table))
	}
	for _, text := range indexes {
		do(text)
	}
	do("COMMIT")
	do("PRAGMA foreign_keys = on")
	if broken := list(tb, conn, `SELECT "table" || ' ' || count(*) FROM pragma_foreign_key_check GROUP BY "table"`); len(broken) > 0 {
		tb.Fatalf("copies name things that are not there: %v", broken)
	}
	do("ANALYZE")
	do("PRAGMA cache_size = -32000")
}

func tables(tb testing.TB, conn *sql.Conn) []string {
	return list(tb, conn, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage`)
}

// columns gives a table's columns and what a copy writes in each: a name of
// something gets the number of its copy behind it, everything else stays.
func columns(tb testing.TB, conn *sql.Conn, table string) (into, from []string) {
	for _, c := range list(tb, conn, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s')`, table)) {
		value := c
		switch {
		case slices.Contains(idLists[table], c):
			value = fmt.Sprintf(`replace(replace(%[1]s, '",', '~' || k || '",'), '"]', '~' || k || '"]')`, c)
		case table == "referral" && c == "number": // a running number, read aloud on the telephone
			value = "number + k * 1000000"
		case slices.Contains(named, c) || strings.HasSuffix(c, "_id"):
			value = fmt.Sprintf(`CASE WHEN %[1]s = '' THEN '' ELSE %[1]s || '~' || k END`, c)
		}
		into, from = append(into, c), append(from, value)
	}
	return into, from
}

func list(tb testing.TB, conn *sql.Conn, query string) []string {
	tb.Helper()
	rows, err := conn.QueryContext(context.Background(), query)
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			tb.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return all
}
