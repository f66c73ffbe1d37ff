package directory

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// lockActivity lets who makes the same activity findable wait until this transaction
// ends, and waits for who does: two would write the same rows.
func lockActivity(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE activity SET kind = kind WHERE id = $1`, id)
	return err
}

func forgetFindable(ctx context.Context, tx *db.Tx, activityID string) error {
	for _, text := range []string{
		`DELETE FROM activity_find WHERE activity_id = $1`,
		`DELETE FROM activity_town WHERE activity_id = $1`,
		`DELETE FROM activity_word WHERE activity_id = $1`,
	} {
		if _, err := tx.Exec(ctx, text, activityID); err != nil {
			return err
		}
	}
	return nil
}

func insertFacets(ctx context.Context, tx *db.Tx, f facets, towns []string) error {
	_, err := tx.Exec(ctx, `INSERT INTO activity_find (activity_id, kind, price, access, reached, parts,
		audience, next_starts, rules)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
		f.ActivityID, f.Kind, f.Price, int64(f.Access), f.Reached, int64(f.Parts), f.Audience, f.NextStarts,
		findRules)
	if err != nil {
		return err
	}
	for _, t := range towns {
		if _, err := tx.Exec(ctx, `INSERT INTO activity_town (town, activity_id)
			VALUES ($1, $2)`, t, f.ActivityID); err != nil {
			return err
		}
	}
	return nil
}

// insertWords writes an activity's words, and those that people type and that do not
// stand in a text only into the list that knows how words are spelt.
func insertWords(ctx context.Context, tx *db.Tx, activityID string, weight map[string]int) error {
	var rows, known []any
	flush := func(least int) error {
		if len(rows) > least {
			_, err := tx.Exec(ctx, `INSERT INTO activity_word (word, activity_id, weight) VALUES `+
				db.Values(len(rows)/3, 3), rows...)
			if err != nil {
				return err
			}
			rows = nil
		}
		if len(known) > least {
			_, err := tx.Exec(ctx, `INSERT INTO find_word (word, letters) VALUES `+db.Values(len(known)/2, 2)+
				` ON CONFLICT (word) DO NOTHING`, known...)
			if err != nil {
				return err
			}
			known = nil
		}
		return nil
	}
	for w, n := range weight {
		rows = append(rows, w, activityID, n)
		if n != inText && n != inTied {
			known = append(known, w, utf8.RuneCountInString(w))
		}
		if err := flush(3*rowsAtOnce - 1); err != nil {
			return err
		}
	}
	return flush(0)
}

// foundByOlderRules lists activities that were made findable by older rules of
// words, so many at most.
func foundByOlderRules(ctx context.Context, tx *db.Tx, most int) ([]string, error) {
	return db.All[string](ctx, tx, `SELECT activity_id FROM activity_find WHERE rules < $1
		ORDER BY activity_id LIMIT $2`, findRules, most)
}

// refreshNext sets the next time of every activity whose known one has passed.
func refreshNext(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE activity_find SET next_starts = COALESCE((SELECT min(session.starts)
		FROM session
		WHERE session.activity_id = activity_find.activity_id AND session.starts > $1 AND session.status = $2), $3)
		WHERE next_starts <= $1 OR next_starts = $3`, tx.Now, SessionOpen, far)
	return err
}

// townNames steps from one town to the next: as many look-ups as there are
// towns, however many activities each has.
func townNames(ctx context.Context, tx *db.Tx) ([]string, error) {
	return db.All[string](ctx, tx, `WITH RECURSIVE step (town) AS (SELECT min(town) FROM activity_town
		UNION ALL SELECT (SELECT min(activity_town.town) FROM activity_town WHERE activity_town.town > step.town)
		FROM step WHERE step.town IS NOT NULL)
		SELECT town FROM step WHERE town IS NOT NULL`)
}

// mostLonger bounds the words that one beginning may stand for.
const mostLonger = 20

// wordsFrom lists known words that begin with w, from three letters on.
func wordsFrom(ctx context.Context, tx *db.Tx, w string) ([]string, error) {
	if utf8.RuneCountInString(w) < 3 {
		return nil, nil
	}
	return db.All[string](ctx, tx, `SELECT word FROM find_word WHERE word > $1 AND word < $2
		ORDER BY word LIMIT $3`,
		w, w+"\U0010FFFF", mostLonger)
}

// wordUsed reports whether any activity is found by a term.
func wordUsed(ctx context.Context, tx *db.Tx, t term) (bool, error) {
	b := &asked{}
	list := b.lists()
	text := `SELECT word FROM activity_word WHERE ` + counts(list, t) + ` > 0 AND word IN (` +
		list(t.all()) + `)`
	_, used, err := db.Maybe[string](ctx, tx, text+` LIMIT 1`, b.args...)
	return used, err
}

// wordsOfLength lists known words whose length is within the bound of w's.
func wordsOfLength(ctx context.Context, tx *db.Tx, w string, bound int) ([]string, error) {
	n := utf8.RuneCountInString(w)
	return db.All[string](ctx, tx, `SELECT word FROM find_word WHERE letters >= $1 AND letters <= $2
		ORDER BY word`,
		max(n-bound, 3), n+bound)
}

// asked builds a statement and its arguments side by side.
type asked struct {
	text strings.Builder
	args []any
}

// arg adds an argument and gives its placeholder.
func (b *asked) arg(v any) string {
	b.args = append(b.args, v)
	return fmt.Sprintf("$%d", len(b.args))
}

// findActivities gives one page of ids, best first and then those whose shown session is
// the soonest, and how many there are. With all it wants every term, otherwise one is
// enough.
func findActivities(ctx context.Context, tx *db.Tx, q Query, terms []term, all bool,
	page int) ([]string, int, error) {
	b := &asked{}
	times := soughtBy(q, terms, tx.Today())
	if len(terms) == 0 {
		b.filters(q, nil)
		return browse(ctx, tx, b, times, page)
	}
	scores, wanted := b.sources(q, terms, all)
	b.filters(q, wanted)
	// kept aside once, because both the page and the count read it
	text := `WITH hits AS MATERIALIZED (SELECT activity_find.activity_id, ` + b.shownStarts(tx.Now, times) +
		` AS next_starts, ` + strings.Join(scores, " + ") + ` AS score` + b.text.String() + `) `
	rows, err := db.All[foundRow](ctx, tx, text+`SELECT activity_id, (SELECT count(*) FROM hits) AS total
		FROM hits
		ORDER BY score DESC, next_starts, activity_id LIMIT `+b.arg(PerPage)+` OFFSET `+b.arg((page-1)*PerPage),
		b.args...)
	if err != nil {
		return nil, 0, err
	}
	if len(rows) == 0 && page > 1 { // behind the last page there is still a number to tell
		total, err := db.One[int](ctx, tx, text+`SELECT count(*) FROM hits`, b.args[:len(b.args)-2]...)
		return nil, total, err
	}
	ids, total := make([]string, len(rows)), 0
	for i, r := range rows {
		ids[i], total = r.ActivityID, r.Total
	}
	return ids, total, nil
}

type foundRow struct {
	ActivityID string
	Total      int
}

// browse lists without words: the index on the next times gives the page where any time
// will do, so counting is a question of its own.
func browse(ctx context.Context, tx *db.Tx, b *asked, times []sought, page int) ([]string, int, error) {
	text := ` FROM activity_find` + b.text.String()
	total, err := db.One[int](ctx, tx, `SELECT count(*)`+text, b.args...)
	if err != nil || total == 0 {
		return nil, 0, err
	}
	ids, err := db.All[string](ctx, tx, `SELECT activity_find.activity_id`+text+
		` ORDER BY `+b.shownStarts(tx.Now, times)+`, activity_find.activity_id LIMIT `+b.arg(PerPage)+` OFFSET `+
		b.arg((page-1)*PerPage), b.args...)
	return ids, total, err
}

// shownStarts is when the session begins that a list shows of an activity (shownSessions):
// the next at the first of some times at which there is one, or the next of all.
func (b *asked) shownStarts(now clock.Instant, times []sought) string {
	var steps []string
	for _, w := range times {
		if w.days == nil && w.hours == nil {
			break
		}
		steps = append(steps, fmt.Sprintf(`(SELECT s.starts FROM session s
			WHERE s.activity_id = activity_find.activity_id AND s.starts > %s AND s.status = %s%s
			ORDER BY s.starts LIMIT 1)`, b.arg(now), b.arg(SessionOpen), b.at(w)))
	}
	if len(steps) == 0 {
		return "activity_find.next_starts"
	}
	return "COALESCE(" + strings.Join(append(steps, "activity_find.next_starts"), ", ") + ")"
}

// lists gives what writes words as placeholders, each word with one.
func (b *asked) lists() func(words []string) string {
	marks := map[string]string{}
	return func(words []string) string {
		var in []string
		for _, w := range words {
			if marks[w] == "" {
				marks[w] = b.arg(w)
			}
			in = append(in, marks[w])
		}
		return strings.Join(in, ",")
	}
}

// counts is what a row of an activity's words counts for a term.
func counts(list func([]string) string, t term) string {
	text := fmt.Sprintf(`CASE WHEN word IN (%s) THEN weight * %d`, list(t.forms), asTyped)
	if len(t.same) > 0 {
		text += fmt.Sprintf(` WHEN word IN (%s) AND weight > %d THEN weight * %d`, list(t.same), inName, asAlike)
	}
	if len(t.kinds) > 0 {
		text += fmt.Sprintf(` WHEN word IN (%s) AND weight >= %d THEN %d`, list(t.kinds), inTitle, asExample)
	}
	return text + ` ELSE 0 END`
}

// sources reads the words, and gives the scores and what must hold of a row. Where
// some words are enough, so is a day without its time.
func (b *asked) sources(q Query, terms []term, all bool) (scores, wanted []string) {
	if all {
		scores, wanted = b.source(terms, tiesOf(q, terms))
	} else {
		scores = b.looseSource(terms)
	}
	for _, s := range scores {
		wanted = append(wanted, s+" > 0")
	}
	return scores, wanted
}

// source reads the words of all terms in one pass, with a score a term, and
// names the scores. A tie holds of a session, or of what has none to come (no part
// of the week), of which its words say all that is known.
func (b *asked) source(terms []term, ties []tie) (scores, wanted []string) {
	list := b.lists()
	var columns, every []string
	for i, t := range terms {
		every = append(every, t.all()...)
		columns = append(columns, fmt.Sprintf(`max(%s) AS s%d`, counts(list, t), i))
		scores = append(scores, fmt.Sprintf("t.s%d", i))
	}
	for i, t := range ties {
		every = append(every, t.words...)
		columns = append(columns, fmt.Sprintf(`max(CASE WHEN word IN (%s) OR word IN (%s) AND weight >= %d
			THEN 1 ELSE 0 END) AS t%d`, list(t.words), list(t.names), inTitle, i))
		wanted = append(wanted, fmt.Sprintf("(t.t%d > 0 OR activity_find.parts = 0)", i))
	}
	fmt.Fprintf(&b.text, ` FROM (SELECT activity_id, %s FROM activity_word WHERE word IN (%s)
		GROUP BY activity_id) AS t
		JOIN activity_find ON activity_find.activity_id = t.activity_id`, strings.Join(columns, ", "),
		list(distinct(every)))
	return scores, wanted
}

// looseSource reads the words of all terms as one lot: the more words, and the
// weightier, the better.
func (b *asked) looseSource(terms []term) []string {
	var any term
	for _, t := range terms {
		any.forms = append(any.forms, t.forms...)
		any.same = append(any.same, t.same...)
		any.kinds = append(any.kinds, t.kinds...)
	}
	list := b.lists()
	fmt.Fprintf(&b.text, ` FROM (SELECT activity_id, sum(%s) AS s0
		FROM activity_word WHERE word IN (%s) GROUP BY activity_id) AS t
		JOIN activity_find ON activity_find.activity_id = t.activity_id`, counts(list, any),
		list(distinct(any.all())))
	return []string{"t.s0"}
}

// filters adds the conditions of a query, after those that are wanted anyway.
func (b *asked) filters(q Query, wanted []string) {
	word := " WHERE "
	for _, w := range wanted {
		b.text.WriteString(word + w)
		word = " AND "
	}
	add := func(on bool, format string, values ...any) {
		if !on {
			return
		}
		marks := make([]any, len(values))
		for i, v := range values {
			marks[i] = b.arg(v)
		}
		b.text.WriteString(word + fmt.Sprintf(format, marks...))
		word = " AND "
	}
	add(q.Kind != "", "activity_find.kind = %s", q.Kind)
	add(q.Town != "", `EXISTS (SELECT 1 FROM activity_town
		WHERE activity_town.activity_id = activity_find.activity_id
		AND activity_town.town = %s)`, q.Town)
	add(q.Part != 0, "activity_find.parts & %s <> 0", int64(q.Part))
	add(q.Access != 0, "activity_find.access & %s = %s", int64(q.Access), int64(q.Access))
	add(q.Free, "activity_find.price = 0")
	add(q.MaxPrice > 0, "activity_find.price >= 0 AND activity_find.price <= %s", q.MaxPrice)
	add(q.Online, "activity_find.reached & %s <> 0", int64(reachedOnline))
	add(q.Group != "", "activity_find.audience & %s <> 0", groupBit(q.Group))
}

// nextSessions gives the next open session of each activity that has one at the time
// sought. It looks up one session an activity, however many are to come.
func nextSessions(ctx context.Context, tx *db.Tx, activityIDs []string, at sought) ([]Session, error) {
	b := &asked{args: append(db.Anys(activityIDs), tx.Now, SessionOpen)}
	n := len(activityIDs)
	return db.All[Session](ctx, tx, fmt.Sprintf(`SELECT %s FROM session WHERE id IN (SELECT (SELECT s.id
		FROM session s
		WHERE s.activity_id = activity.id AND s.starts > $%d AND s.status = $%d%s ORDER BY s.starts, s.id LIMIT 1)
		FROM activity WHERE activity.id IN (%s))`, sessionColumns, n+1, n+2, b.at(at), db.In(1, n)), b.args...)
}

// at is the condition that a session is at the time sought.
func (b *asked) at(w sought) string {
	list, text := b.lists(), ""
	if w.days != nil {
		days := make([]string, len(w.days))
		for i, d := range w.days {
			days[i] = d.String()
		}
		text = ` AND s.day IN (` + list(days) + `)`
	}
	if w.hours == nil {
		return text
	}
	hours := make([]string, len(w.hours))
	for i, h := range w.hours {
		hours[i] = `s.start_minute >= ` + b.arg(h.from) + ` AND s.start_minute < ` + b.arg(h.to)
	}
	return text + ` AND (` + strings.Join(hours, ` OR `) + `)`
}

// sessionsSoon lists open sessions of activities that need no assessment,
// soonest first, one an activity, for the home page.
func sessionsSoon(ctx context.Context, tx *db.Tx, town string, until clock.Instant,
	most int) ([]Session, error) {
	return db.All[Session](ctx, tx, `SELECT `+sessionColumns+` FROM session WHERE id IN (
		SELECT min(s.id) FROM session s JOIN activity_find f ON f.activity_id = s.activity_id
		AND f.next_starts = s.starts
		JOIN activity a ON a.id = s.activity_id
		JOIN location l ON l.id = s.location_id
		WHERE a.tiers = 0 AND f.next_starts > $1 AND f.next_starts < $2 AND s.status = $3 AND ($4 = ''
		OR l.town = $4)
		GROUP BY s.activity_id) ORDER BY starts, id LIMIT $5`, tx.Now, until, SessionOpen, town, most)
}
