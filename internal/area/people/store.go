package people

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ourdays/internal/area/access"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
)

const personColumns = `id, given_name, family_name, known_as, born, town, ward, postcode, phone, email, needs,
	support_reason, easy_read, ratio, good_at, likes, wants, how_to_talk, kinds, free, travel_minutes, version,
	wants_day, wants_part`

func (p Person) values() []any {
	return []any{p.ID, p.GivenName, p.FamilyName, p.KnownAs, p.Born, p.Town, p.Ward, p.Postcode, p.Phone,
		p.Email, p.Needs,
		p.SupportReason, p.EasyRead, p.Ratio, p.GoodAt, p.Likes, p.Wants, p.HowToTalk, inOrder(p.Kinds), p.Free,
		p.TravelMinutes, p.Version, p.WantsDay, p.WantsPart,
		fold(p.FamilyName + " " + p.GivenName + " " + p.KnownAs)}
}

func insertPerson(ctx context.Context, tx *db.Tx, p Person) error {
	if _, err := tx.Exec(ctx, `INSERT INTO person (`+personColumns+`, folded)
		VALUES `+db.Values(1, 25), p.values()...); err != nil {
		return err
	}
	return insertNames(ctx, tx, p)
}

// updatePerson changes a record that still has the version it was read with;
// another is a conflict.
func updatePerson(ctx context.Context, tx *db.Tx, p Person) error {
	n, err := tx.Exec(ctx, `UPDATE person SET given_name = $2, family_name = $3, known_as = $4, born = $5,
		town = $6,
		ward = $7, postcode = $8, phone = $9, email = $10, needs = $11, support_reason = $12, easy_read = $13,
		ratio = $14,
		good_at = $15, likes = $16, wants = $17, how_to_talk = $18, kinds = $19, free = $20, travel_minutes = $21,
		version = version + 1, wants_day = $23, wants_part = $24, folded = $25 WHERE id = $1
		AND version = $22`, p.values()...)
	if err != nil {
		return err
	}
	if n == 0 {
		return fail.New(fail.Conflict, "people.refused.stale")
	}
	if _, err := tx.Exec(ctx, `DELETE FROM person_name WHERE person_id = $1`, p.ID); err != nil {
		return err
	}
	return insertNames(ctx, tx, p)
}

// saveKinds changes what somebody likes and nothing else. The version rises, so
// that a form that was opened before is told.
func saveKinds(ctx context.Context, tx *db.Tx, personID string, kinds db.List) error {
	_, err := tx.Exec(ctx, `UPDATE person SET kinds = $2, version = version + 1 WHERE id = $1`, personID, inOrder(kinds))
	return err
}

// insertNames keeps each word of a name, so that a list narrowed by words reads
// those people and no others.
func insertNames(ctx context.Context, tx *db.Tx, p Person) error {
	for _, w := range p.names() {
		if _, err := tx.Exec(ctx, `INSERT INTO person_name (word, person_id) VALUES ($1, $2)
			ON CONFLICT DO NOTHING`, w, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// names are the words of a name as they are found by.
func (p Person) names() []string {
	return strings.Fields(fold(p.FamilyName + " " + p.GivenName + " " + p.KnownAs))
}

// anybody reports whether there is any person.
func anybody(ctx context.Context, tx *db.Tx) (bool, error) {
	_, found, err := db.Maybe[string](ctx, tx, `SELECT id FROM person LIMIT 1`)
	return found, err
}

func personByID(ctx context.Context, tx *db.Tx, id string) (Person, error) {
	return db.One[Person](ctx, tx, `SELECT `+personColumns+` FROM person WHERE id = $1`, id)
}

func readsEasy(ctx context.Context, tx *db.Tx, id string) (easy, found bool, err error) {
	return db.Maybe[bool](ctx, tx, `SELECT easy_read FROM person WHERE id = $1`, id)
}

func peopleByID(ctx context.Context, tx *db.Tx, ids []string) ([]Person, error) {
	return db.All[Person](ctx, tx, `SELECT `+personColumns+` FROM person WHERE id IN (`+db.In(1, len(ids))+`)
		ORDER BY folded, id`, db.Anys(ids)...)
}

// listReached lists those whom somebody reaches today by a tie.
func listReached(ctx context.Context, tx *db.Tx, a access.Actor, words string, most int) ([]Listed, error) {
	condition, args, err := access.ReachesFew(ctx, tx, "person.id", a, tx.Today(), 1)
	if err != nil {
		return nil, err
	}
	return listPeople(ctx, tx, condition, args, words, most)
}

// listAll lists some of all by folded name, after so many.
func listAll(ctx context.Context, tx *db.Tx, words string, most, skip int) ([]Listed, error) {
	condition, args := named("true", nil, words)
	return db.All[Listed](ctx, tx, fmt.Sprintf(`SELECT id, given_name, family_name, town FROM person WHERE %s
		ORDER BY folded, id LIMIT $%d OFFSET $%d`, condition, len(args)+1, len(args)+2),
		append(args, most, skip)...)
}

// listPeople lists by folded name those of whom the condition holds (its
// arguments are numbered from 1), with words only names in which a word begins
// with each of them.
func listPeople(ctx context.Context, tx *db.Tx, condition string, args []any, words string,
	most int) ([]Listed, error) {
	condition, args = named(condition, args, words)
	return db.All[Listed](ctx, tx, fmt.Sprintf(`SELECT id, given_name, family_name, town FROM person WHERE %s
		ORDER BY folded, id LIMIT $%d`, condition, len(args)+1), append(args, most)...)
}

// named narrows a condition to names in which a word begins with each of the words.
func named(condition string, args []any, words string) (narrower string, all []any) {
	for _, w := range strings.Fields(words) {
		n := len(args)
		condition += fmt.Sprintf(` AND id IN (SELECT person_id FROM person_name WHERE word >= $%d
			AND word < $%d)`, n+1, n+2)
		args = append(args, w, w+"\U0010FFFF")
	}
	return condition, args
}

// fold makes a name easy to find and to sort: small letters without accents.
func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFD.String(strings.TrimSpace(s))))
}
