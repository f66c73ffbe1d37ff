package access

import (
	"context"

	"ourdays/internal/platform/db"
)

func (r actorRow) account() Account {
	a := r.actor()
	return Account{ID: r.ID, Name: r.Name, Email: r.Email, Roles: a.Roles, OrganisationID: r.OrganisationID,
		ApprovalLimit: r.ApprovalLimit, Active: r.Active}
}

func (a Account) actor() Actor {
	return Actor{ID: a.ID, Name: a.Name, Kind: a.kind(), Roles: a.Roles, OrganisationID: a.OrganisationID,
		ApprovalLimit: a.ApprovalLimit}
}

func accounts(ctx context.Context, tx *db.Tx) ([]actorRow, error) {
	return db.All[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE kind IN ('worker', 'staff')
		ORDER BY name, id`)
}

// takeTurn makes whoever changes an account wait for who did before, until the
// transaction ends; what is read afterwards holds what they did.
func takeTurn(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE account_turn SET turn = turn + 1 WHERE id = 1`)
	return err
}

func accountByID(ctx context.Context, tx *db.Tx, id string) (actorRow, bool, error) {
	return db.Maybe[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE id = $1
		AND kind IN ('worker', 'staff')`, id)
}

// holderOf finds whose an address is.
func holderOf(ctx context.Context, tx *db.Tx, email string) (string, bool, error) {
	return db.Maybe[string](ctx, tx, `SELECT id FROM actor WHERE email = $1`, email)
}

func updateAccount(ctx context.Context, tx *db.Tx, acc Account) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET kind = $1, name = $2, email = $3, roles = $4,
		organisation_id = $5, approval_limit = $6,
		active = $7 WHERE id = $8`, acc.kind(), acc.Name, acc.Email, listOf(acc.Roles), acc.OrganisationID,
		acc.ApprovalLimit, acc.Active, acc.ID)
	return err
}

func endAccount(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET active = $1 WHERE id = $2`, false, id)
	return err
}

// shutOut ends what somebody is signed in by, and what they might sign in by.
func shutOut(ctx context.Context, tx *db.Tx, id string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM session_token WHERE actor_id = $1`, id); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM sign_in_link WHERE actor_id = $1`, id); err != nil {
		return err
	}
	return voidCodes(ctx, tx, id, "")
}

// holderOrNew gives whoever has an address; nobody has it, then a new actor. Of
// two who ask at once the second one finds what the first has made.
func holderOrNew(ctx context.Context, tx *db.Tx, a Actor, email string) (actorRow, error) {
	_, err := tx.Exec(ctx, `INSERT INTO actor (id, kind, name, email, roles, person_id)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (email) DO NOTHING`, a.ID, a.Kind, a.Name, email, listOf(a.Roles), a.PersonID)
	if err != nil {
		return actorRow{}, err
	}
	return db.One[actorRow](ctx, tx, `SELECT `+actorColumns+` FROM actor WHERE email = $1`, email)
}
