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
// activities share, what the council set aside, and sums that are added up anew.
var notCopied = []string{"form_press", "job", "sign_in_link", "session_token", "audit", "find_word", "referral_counter", "import_record",
	"import_progress", "import_page", "council_budget", "spend_sum", "spend_place", "spend_built", "goose_db_version", "sqlite_sequence"}

// named are the columns that name a thing without being called an id.
var named = []string{"id", "key", "source", "email", "secret", "hash", "code", "towards", "referred_by", "approved_by"}

// idLists are columns that hold ids as a JSON list.
var idLists = map[string][]string{"booking": {"outcomes"}, "placement": {"outcomes"}, "referral_item": {"outcomes"}}

// copies fills the database of a file, which nobody else has open, with so many
// more boroughs like the one it holds. Rows are written in the order of their
// keys, and indexes are made at the end: so every page is written once. A
// process that dies meanwhile leaves a broken file.
func copies(tb testing.TB, path string, n int) {
	tb.Helper()
	pool, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		tb.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Conn(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	for _, set := range []string{"locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF",
		"temp_store = MEMORY", "cache_size = -1500000"} {
		do(tb, conn, "PRAGMA "+set)
	}
	do(tb, conn, "BEGIN EXCLUSIVE")
	indexes := list(tb, conn, `SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rootpage`)
	for _, name := range list(tb, conn, `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`) {
		do(tb, conn, "DROP INDEX "+name)
	}
	do(tb, conn, fmt.Sprintf(`CREATE TEMP TABLE copy AS WITH RECURSIVE c (k) AS (VALUES (0) UNION ALL SELECT k + 1 FROM c WHERE k < %d)
		SELECT k, CASE WHEN k = 0 THEN '' ELSE printf('~%%02d', k) END AS tail FROM c`, n))
	for _, table := range list(tb, conn, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage`) {
		if !slices.Contains(notCopied, table) {
			copyTable(tb, conn, table)
		}
	}
	for _, text := range indexes {
		do(tb, conn, text)
	}
	do(tb, conn, "COMMIT") // and no ANALYZE: no council's database has one, so plans are those of the demo
}

// copyTable writes each row of a table and, behind it, its copies.
func copyTable(tb testing.TB, conn *sql.Conn, table string) {
	into, from := columns(tb, conn, table)
	key := list(tb, conn, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s') WHERE pk > 0 ORDER BY pk`, table))
	do(tb, conn, fmt.Sprintf(`CREATE TEMP TABLE first_%s AS SELECT * FROM main.%s ORDER BY %s`, table, table, strings.Join(key, ", ")))
	do(tb, conn, fmt.Sprintf(`DELETE FROM main.%s`, table))
	do(tb, conn, fmt.Sprintf(`INSERT INTO main.%s (%s) SELECT %s FROM temp.first_%s CROSS JOIN temp.copy`, table,
		strings.Join(into, ", "), strings.Join(from, ", "), table))
	do(tb, conn, fmt.Sprintf(`DROP TABLE temp.first_%s`, table))
}

// columns gives a table's columns and what a copy writes in each: a name of
// something gets the tail of its copy behind it, everything else stays.
func columns(tb testing.TB, conn *sql.Conn, table string) (into, from []string) {
	for _, c := range list(tb, conn, fmt.Sprintf(`SELECT name FROM pragma_table_info('%s')`, table)) {
		value := c
		switch {
		case slices.Contains(idLists[table], c):
			value = fmt.Sprintf(`replace(replace(%[1]s, '",', tail || '",'), '"]', tail || '"]')`, c)
		case table == "referral" && c == "number": // a running number, read aloud on the telephone
			value = "number + k * 1000000"
		case slices.Contains(named, c) || strings.HasSuffix(c, "_id"):
			value = fmt.Sprintf(`CASE WHEN %[1]s = '' THEN '' ELSE %[1]s || tail END`, c)
		}
		into, from = append(into, c), append(from, value)
	}
	return into, from
}

// sound fails the test when a row names another that is not there.
func sound(tb testing.TB, pool *sql.DB) {
	tb.Helper()
	conn, err := pool.Conn(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	if broken := list(tb, conn, `SELECT "table" || ' ' || count(*) FROM pragma_foreign_key_check GROUP BY "table"`); len(broken) > 0 {
		tb.Fatalf("copies name things that are not there: %v", broken)
	}
}

func do(tb testing.TB, conn *sql.Conn, text string) {
	tb.Helper()
	if _, err := conn.ExecContext(context.Background(), text); err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
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
