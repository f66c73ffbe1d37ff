package access

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/pence"
)

type actorRow struct {
	ID             string
	Kind           Kind
	Name           string
	Email          string
	Roles          db.List
	PersonID       string
	OrganisationID string
	ApprovalLimit  pence.Pence
	Active         bool
	ReadsEasy      bool // a supporter: what they chose last
	Helping        string
}

func (r actorRow) actor() Actor {
	a := Actor{ID: r.ID, Name: r.Name, Kind: r.Kind, PersonID: r.PersonID,
		OrganisationID: r.OrganisationID, ApprovalLimit: r.ApprovalLimit}
	for _, role := range r.Roles {
		a.Roles = append(a.Roles, Role(role))
	}
	if a.Kind == Supporter {
		a.PersonID = r.Helping
	}
	return a
}

const actorColumns = `actor.id, actor.kind, actor.name, actor.email, actor.roles, actor.person_id,
	actor.organisation_id, actor.approval_limit, actor.active, actor.reads_easy`

func insertActor(ctx context.Context, tx *db.Tx, a Actor, email string) error {
	_, err := tx.Exec(ctx, `INSERT INTO actor (id, kind, name, email, roles, person_id, organisation_id,
		approval_limit)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Kind, a.Name, email, listOf(a.Roles), a.PersonID, a.OrganisationID, a.ApprovalLimit)
	return err
}

func listOf(roles []Role) db.List {
	var list db.List
	for _, r := range roles {
		list = append(list, string(r))
	}
	return list
}

func actorByID(ctx context.Context, tx *db.Tx, id string) (actorRow, error) {
	return db.One[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE id = $1`, id)
}

// actorsByID gives those of some actors who are recorded.
func actorsByID(ctx context.Context, tx *db.Tx, ids []string) ([]actorRow, error) {
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 0 {
		return nil, nil
	}
	return db.All[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE id IN (`+db.In(1, len(ids))+`)`,
		db.Anys(ids)...)
}

func activeActor(ctx context.Context, tx *db.Tx, id string) (actorRow, bool, error) {
	return db.Maybe[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE id = $1 AND active`, id)
}

func actorByEmail(ctx context.Context, tx *db.Tx, email string) (actorRow, bool, error) {
	return db.Maybe[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE email = $1 AND active`, email)
}

func actors(ctx context.Context, tx *db.Tx) ([]actorRow, error) {
	return db.All[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor
		WHERE active AND kind IN ('worker', 'staff') ORDER BY name, id`)
}

// demoActors lists the first people, supporters and workers of a demo, in the
// order in which they were recorded.
func demoActors(ctx context.Context, tx *db.Tx) ([]actorRow, error) {
	first := func(kinds string, n int) string {
		return `SELECT * FROM (SELECT ` + actorColumns + ` FROM actor WHERE active AND kind IN (` + kinds + `)
			ORDER BY id LIMIT ` + strconv.Itoa(n) + `) AS f`
	}
	return db.All[actorRow](ctx, tx, first("'person'", 8)+` UNION ALL `+first("'supporter'", 4)+`
		UNION ALL `+first("'worker', 'staff'", 48))
}

const tieColumns = `id, actor_id, organisation_id, role, person_id, relation, scope, starts, until, source`

// ofActor is the condition for ties that might reach from an actor; its
// arguments are numbered from first on. Nobody asks for the ties of no
// organisation: in an index those are most of the table.
func ofActor(a Actor, first int) (condition string, args []any) {
	ways, args := []string{fmt.Sprintf(`(tie.actor_id <> '' AND tie.actor_id = $%d)`, first)}, []any{a.ID}
	if a.OrganisationID != "" {
		ways, args = append(ways, fmt.Sprintf(`tie.organisation_id = $%d`, first+len(args))), append(args,
			a.OrganisationID)
	}
	if len(a.Roles) > 0 { // PostgreSQL has no empty IN
		ways = append(ways, `(tie.role <> '' AND tie.role IN (`+db.In(first+len(args), len(a.Roles))+`))`)
		args = append(args, db.Anys(a.Roles)...)
	}
	return `(` + strings.Join(ways, ` OR `) + `)`, args
}

// tiesTo gives the ties to a person that might reach from an actor.
func tiesTo(ctx context.Context, tx *db.Tx, a Actor, personID string) ([]Tie, error) {
	condition, args := ofActor(a, 1)
	return db.All[Tie](ctx, tx, `SELECT `+tieColumns+` FROM tie
		WHERE person_id = $`+strconv.Itoa(len(args)+1)+` AND `+condition,
		append(args, personID)...)
}

// peopleAtOnce bounds the arguments of one statement.
const peopleAtOnce = 200

// tiesToEach gives the ties to several people, by person.
func tiesToEach(ctx context.Context, tx *db.Tx, a Actor, personIDs []string) (map[string][]Tie, error) {
	by := map[string][]Tie{}
	for len(personIDs) > 0 {
		part := personIDs[:min(peopleAtOnce, len(personIDs))]
		personIDs = personIDs[len(part):]
		condition, args := ofActor(a, 1)
		list, err := db.All[Tie](ctx, tx, `SELECT `+tieColumns+` FROM tie
			WHERE person_id IN (`+db.In(len(args)+1, len(part))+`) AND `+condition,
			append(args, db.Anys(part)...)...)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			by[t.PersonID] = append(by[t.PersonID], t)
		}
	}
	return by, nil
}

func tiesOf(ctx context.Context, tx *db.Tx, actorID string) ([]Tie, error) {
	return db.All[Tie](ctx, tx, `SELECT `+tieColumns+`
		FROM tie WHERE actor_id = $1 ORDER BY person_id, id`, actorID)
}

// mandateOf gives what a supporter may do for a person today by all mandates
// together; nothing without one.
func mandateOf(ctx context.Context, tx *db.Tx, actorID, personID string) (db.List, error) {
	scopes, err := db.All[db.List](ctx, tx, `SELECT scope FROM tie WHERE actor_id = $1 AND person_id = $2
		AND relation = $3
		AND starts <= $4 AND (until IS NULL OR until >= $4)`, actorID, personID, Mandate, tx.Today())
	return slices.Concat(scopes...), err
}

func saveTie(ctx context.Context, tx *db.Tx, t Tie) error {
	_, err := tx.Exec(ctx, `INSERT INTO tie (id, actor_id, organisation_id, role, person_id, relation, scope,
		starts, until, source)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (source, person_id) DO UPDATE SET actor_id = excluded.actor_id,
		organisation_id = excluded.organisation_id,
			role = excluded.role, relation = excluded.relation, scope = excluded.scope, starts = excluded.starts,
			until = excluded.until`,
		t.ID, t.ActorID, t.OrganisationID, t.Role, t.PersonID, t.Relation, t.Scope, t.Starts, t.Until, t.Source)
	return err
}

func endTies(ctx context.Context, tx *db.Tx, source string, last clock.Date) error {
	_, err := tx.Exec(ctx, `UPDATE tie SET until = $1 WHERE source = $2 AND (until IS NULL
		OR until > $1)`, last, source)
	return err
}

// Reaches is the condition, for a list in another area's SQL, that an actor
// reaches the person of a column by a tie on a day; its arguments are numbered
// from first. It looks at the ties of one person at a time, so that a list
// costs what it shows and not how many people the actor reaches. Of an organisation
// that is only asked for a place, or whose register names who cancelled, the tie
// opens no record, and reaches nobody here.
func Reaches(column string, a Actor, on clock.Date, first int) (condition string, args []any) {
	condition, args = ofActor(a, first+1)
	return fmt.Sprintf(`EXISTS (SELECT 1 FROM tie WHERE tie.person_id = %s AND %s
		AND tie.relation NOT IN ('listed', 'asked')
		AND tie.starts <= $%[3]d AND (tie.until IS NULL OR tie.until >= $%[3]d))`, column, condition, first),
		append([]any{on}, args...)
}

// fewTies is up to how many ties a list begins with the ties, and not with the
// list.
const fewTies = 1000

// ReachesFew is Reaches for a list of everybody: of an actor with few ties it
// begins with those, because somebody who reaches thirty of fifty thousand people
// must not wait until they are found among all the others.
func ReachesFew(ctx context.Context, tx *db.Tx, column string, a Actor, on clock.Date,
	first int) (string, []any, error) {
	condition, args := ofActor(a, 1)
	n, err := db.One[int](ctx, tx, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT person_id FROM tie
		WHERE %s LIMIT %d) AS few`, condition, fewTies+1), args...)
	if err != nil || n > fewTies {
		condition, args = Reaches(column, a, on, first)
		return condition, args, err
	}
	condition, args = ofActor(a, first+1)
	return fmt.Sprintf(`%s IN (SELECT tie.person_id FROM tie WHERE %s
		AND tie.relation NOT IN ('listed', 'asked')
		AND tie.starts <= $%[3]d AND (tie.until IS NULL OR tie.until >= $%[3]d))`,
		column, condition, first), append([]any{on}, args...), nil
}

func insertAudit(ctx context.Context, tx *db.Tx, l Line) error {
	_, err := tx.Exec(ctx, `INSERT INTO audit (id, at, actor_id, actor, person_id, act, thing, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.NewID(), l.At, l.ActorID, l.Actor, l.PersonID, l.Act,
		l.Thing, l.Reason)
	return err
}

// insertAudits writes several lines in few statements.
func insertAudits(ctx context.Context, tx *db.Tx, lines []Line) error {
	for len(lines) > 0 {
		part := lines[:min(peopleAtOnce/2, len(lines))]
		lines = lines[len(part):]
		var args []any
		for _, l := range part {
			args = append(args, tx.NewID(), l.At, l.ActorID, l.Actor, l.PersonID, l.Act, l.Thing, l.Reason)
		}
		_, err := tx.Exec(ctx, `INSERT INTO audit (id, at, actor_id, actor, person_id, act, thing, reason)
			VALUES `+db.Values(len(part), 8), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// sawSince reports whether an actor has used a permission to read a record since
// an instant.
func sawSince(ctx context.Context, tx *db.Tx, actorID string, p Permission, personID string,
	from clock.Instant) (bool, error) {
	n, err := db.One[int](ctx, tx, `SELECT count(*) FROM audit WHERE person_id = $1 AND at >= $2
		AND actor_id = $3 AND act = 'see' AND thing = $4`, personID, from, actorID, string(p))
	return n > 0, err
}

const lineColumns = `id, at, actor_id, actor, person_id, act, thing, reason`

// place is where a line stands in the order of a record's trail. Lines of one
// instant stand in the order of their ids.
type place struct {
	At clock.Instant
	ID string
}

// lineOf finds where a line of a record stands. For one that the record has not
// it gives a place behind every line.
func lineOf(ctx context.Context, tx *db.Tx, personID, id string) (place, bool, error) {
	p, found, err := db.Maybe[place](ctx, tx, `SELECT at, id FROM audit WHERE id = $1
		AND person_id = $2`, id, personID)
	if !found {
		p = place{At: clock.At(clock.D(9999, 12, 31), 0)}
	}
	return p, found, err
}

func linesBefore(ctx context.Context, tx *db.Tx, t trail, p place, most int) ([]Line, error) {
	return db.All[Line](ctx, tx, `SELECT `+lineColumns+` FROM audit WHERE person_id = $1 AND at <= $2
		AND (at < $2 OR id < $3) AND NOT (act = 'see' AND actor_id IN ($4, $5))
		ORDER BY at DESC, id DESC LIMIT $6`, t.personID, p.At, p.ID, t.own, t.reader, most)
}

// linesAfter goes the other way: the oldest first.
func linesAfter(ctx context.Context, tx *db.Tx, t trail, p place, most int) ([]Line, error) {
	return db.All[Line](ctx, tx, `SELECT `+lineColumns+` FROM audit WHERE person_id = $1 AND at >= $2
		AND (at > $2 OR id > $3) AND NOT (act = 'see' AND actor_id IN ($4, $5))
		ORDER BY at, id LIMIT $6`, t.personID, p.At, p.ID, t.own, t.reader, most)
}

// ownLooks reads the looks that linesBefore and linesAfter leave out, the newest first.
func ownLooks(ctx context.Context, tx *db.Tx, t trail, in span, f func(ownLook) error) error {
	return db.Each(ctx, tx, f, `SELECT at, actor_id, actor FROM audit WHERE person_id = $1
		AND at >= $2 AND at <= $3
		AND (at > $2 OR id > $4) AND (at < $3 OR id <= $5) AND act = 'see' AND actor_id IN ($6, $7)
		ORDER BY at DESC, id DESC`, t.personID, in.after.At, in.until.At, in.after.ID, in.until.ID,
		t.own, t.reader)
}

func unsealed(ctx context.Context, tx *db.Tx, most int) ([]Line, error) {
	return db.All[Line](ctx, tx, `SELECT `+lineColumns+` FROM audit WHERE seal_no IS NULL
		ORDER BY id LIMIT $1`, most)
}

func lastSeal(ctx context.Context, tx *db.Tx) (sealed, error) {
	s, _, err := db.Maybe[sealed](ctx, tx, `SELECT seal_no, seal FROM audit WHERE seal_no IS NOT NULL
		ORDER BY seal_no DESC LIMIT 1`)
	return s, err
}

func sealAt(ctx context.Context, tx *db.Tx, no int64) (seal string, found bool, err error) {
	return db.Maybe[string](ctx, tx, `SELECT seal FROM audit WHERE seal_no = $1`, no)
}

// setSeals writes the places of many lines in few statements.
func setSeals(ctx context.Context, tx *db.Tx, list []sealed) error {
	for len(list) > 0 {
		part := list[:min(peopleAtOnce, len(list))]
		list = list[len(part):]
		var rows []string
		var args []any
		for i, l := range part {
			n := 3 * i
			rows = append(rows, fmt.Sprintf("(CAST($%d AS text), CAST($%d AS bigint), CAST($%d AS text))",
				n+1, n+2, n+3))
			args = append(args, l.ID, l.SealNo, l.Seal)
		}
		_, err := tx.Exec(ctx, `WITH v (id, no, seal) AS (VALUES `+strings.Join(rows, ",")+`)
			UPDATE audit SET seal_no = v.no, seal = v.seal FROM v WHERE audit.id = v.id`, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func eachSealed(ctx context.Context, tx *db.Tx, f func(sealed) error) error {
	return db.Each(ctx, tx, f, `SELECT `+lineColumns+`, seal_no, seal FROM audit WHERE seal_no IS NOT NULL
		ORDER BY seal_no`)
}

func insertLink(ctx context.Context, tx *db.Tx, hash, actorID string, expires clock.Instant) error {
	_, err := tx.Exec(ctx, `INSERT INTO sign_in_link (hash, actor_id, made, expires) VALUES ($1, $2, $3, $4)`,
		hash, actorID, tx.Now, expires)
	return err
}

// linksSent counts the links that somebody was sent, and those of them that are fresh and
// unused.
type linksSent struct{ Links, Fresh int }

// takeLinkTurn makes requests for one account's links wait for one another until the
// transaction ends: the row is locked by whoever wrote it, and each counts those before.
func takeLinkTurn(ctx context.Context, tx *db.Tx, actorID string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET active = active WHERE id = $1`, actorID)
	return err
}

func linksSince(ctx context.Context, tx *db.Tx, actorID string,
	since, fresh clock.Instant) (linksSent, error) {
	return db.One[linksSent](ctx, tx, `SELECT count(*) AS links, count(CASE WHEN made > $3 AND used IS NULL
		THEN 1 END) AS fresh FROM sign_in_link WHERE actor_id = $1 AND made > $2`, actorID, since, fresh)
}

// useLink takes a link: only the first use of one that still holds finds a row.
func useLink(ctx context.Context, tx *db.Tx, hash, salt string) (string, bool, error) {
	return db.Maybe[string](ctx, tx, `UPDATE sign_in_link SET used = $1, salt = $3
		WHERE hash = $2 AND used IS NULL AND expires > $1 RETURNING actor_id`, tx.Now, hash, salt)
}

func anyActor(ctx context.Context, tx *db.Tx) (bool, error) {
	_, found, err := db.Maybe[string](ctx, tx, `SELECT id FROM actor LIMIT 1`)
	return found, err
}

func insertMark(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `INSERT INTO demo_mark (one, made) VALUES (1, $1) ON CONFLICT DO NOTHING`, tx.Now)
	return err
}

func marked(ctx context.Context, tx *db.Tx) (bool, error) {
	n, err := db.One[int](ctx, tx, `SELECT count(*) FROM demo_mark`)
	return n > 0, err
}

// saltOfLink gives the salt of a link that was used since a moment, or nothing.
func saltOfLink(ctx context.Context, tx *db.Tx, hash string, since clock.Instant) (string, error) {
	salt, _, err := db.Maybe[string](ctx, tx, `SELECT salt FROM sign_in_link
		WHERE hash = $1 AND used >= $2`, hash, since)
	return salt, err
}

func insertToken(ctx context.Context, tx *db.Tx, t tokenRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO session_token (hash, actor_id, made, seen, ends, helping, easy, shared)
		VALUES ($1, $2, $3, $3, $4, $5, $6, $7)`,
		t.Hash, t.ID, tx.Now, t.Ends, t.Helping, t.Easy, t.Shared)
	return err
}

func deleteToken(ctx context.Context, tx *db.Tx, hash string) error {
	_, err := tx.Exec(ctx, `DELETE FROM session_token WHERE hash = $1`, hash)
	return err
}

// readEasy keeps how a supporter reads.
func readEasy(ctx context.Context, tx *db.Tx, id string, easy bool) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET reads_easy = $1 WHERE id = $2 AND kind = 'supporter'`, easy, id)
	return err
}

func touchToken(ctx context.Context, tx *db.Tx, hash string) error {
	_, err := tx.Exec(ctx, `UPDATE session_token SET seen = $1 WHERE hash = $2`, tx.Now, hash)
	return err
}

func setHelping(ctx context.Context, tx *db.Tx, hash, personID string) error {
	_, err := tx.Exec(ctx, `UPDATE session_token SET helping = $1 WHERE hash = $2`, personID, hash)
	return err
}

type tokenRow struct {
	actorRow
	Hash   string
	Seen   clock.Instant
	Ends   clock.Instant
	Easy   bool
	Shared bool // on a device that others use too
}

func actorByToken(ctx context.Context, tx *db.Tx, hash string) (tokenRow, bool, error) {
	return db.Maybe[tokenRow](ctx, tx, `SELECT `+actorColumns+`, session_token.helping, session_token.seen,
		session_token.easy, session_token.shared
		FROM session_token JOIN actor ON actor.id = session_token.actor_id
		WHERE session_token.hash = $1 AND session_token.ends > $2 AND actor.active`, hash, tx.Now)
}

// actorsOf gives those who sign in as people.
func actorsOf(ctx context.Context, tx *db.Tx, personIDs []string) ([]actorRow, error) {
	return db.All[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor
		WHERE active AND email <> '' AND person_id IN (`+db.In(1, len(personIDs))+`)
		ORDER BY id`, db.Anys(personIDs)...)
}

// helperTie is somebody who helps, with the mandate that lets them.
type helperTie struct {
	actorRow
	HelpedID string
	Relation Relation
	Scope    db.List
	Starts   clock.Date
	Until    clock.NullDate
}

func (h helperTie) tie() Tie {
	return Tie{ActorID: h.ID, PersonID: h.HelpedID, Relation: h.Relation, Scope: h.Scope, Starts: h.Starts,
		Until: h.Until}
}

// helpersOf gives the supporters of people, with each mandate that they ever had. It goes
// from the people to their helpers: there are many others.
func helpersOf(ctx context.Context, tx *db.Tx, personIDs []string) ([]helperTie, error) {
	return db.All[helperTie](ctx, tx, `SELECT `+actorColumns+`, tie.person_id AS helped_id, tie.relation,
		tie.scope, tie.starts, tie.until FROM tie CROSS JOIN actor
		WHERE actor.id = tie.actor_id AND actor.active AND actor.kind = 'supporter' AND actor.email <> ''
		AND tie.relation = 'mandate' AND tie.person_id IN (`+db.In(1, len(personIDs))+`)
		ORDER BY actor.id, tie.id`, db.Anys(personIDs)...)
}
