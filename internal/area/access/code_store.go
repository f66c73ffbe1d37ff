package access

import (
	"context"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/db"
)

// noAddress begins what stands in the place of the email address of somebody who has
// none: no address of mail looks like it, so that nobody asks for a link by it.
const noAddress = "none:"

func reopen(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `UPDATE actor SET active = $1 WHERE id = $2`, true, id)
	return err
}

// voidCodes ends what an actor could sign in by, but for one code.
func voidCodes(ctx context.Context, tx *db.Tx, actorID, but string) error {
	_, err := tx.Exec(ctx, `UPDATE sign_in_code SET used = $1 WHERE actor_id = $2 AND used IS NULL
		AND hash <> $3`, tx.Now, actorID, but)
	return err
}

// keepCode keeps the hash of a code, and says whether the actor can sign in by it: not
// where it was used, or is somebody else's.
func keepCode(ctx context.Context, tx *db.Tx, hash, actorID string, expires clock.Instant) (bool, error) {
	_, err := tx.Exec(ctx, `INSERT INTO sign_in_code (hash, actor_id, made, expires) VALUES ($1, $2, $3, $4)
		ON CONFLICT (hash) DO NOTHING`, hash, actorID, tx.Now, expires)
	if err != nil {
		return false, err
	}
	n, err := db.One[int](ctx, tx, `SELECT COUNT(*) FROM sign_in_code WHERE hash = $1 AND actor_id = $2
		AND used IS NULL`, hash, actorID)
	return n == 1, err
}

// liveCode gives the moment at which a person's code stops to work.
func liveCode(ctx context.Context, tx *db.Tx, personID, hash string) (clock.Instant, bool, error) {
	return db.Maybe[clock.Instant](ctx, tx, `SELECT sign_in_code.expires FROM sign_in_code
		JOIN actor ON actor.id = sign_in_code.actor_id
		WHERE sign_in_code.hash = $1 AND actor.person_id = $2 AND sign_in_code.used IS NULL
		AND sign_in_code.expires > $3`, hash, personID, tx.Now)
}

// useCode takes a code: only the first use of one that still works finds a row.
func useCode(ctx context.Context, tx *db.Tx, hash, salt string) (actorID string, found bool, err error) {
	return db.Maybe[string](ctx, tx, `UPDATE sign_in_code SET used = $1, salt = $3
		WHERE hash = $2 AND used IS NULL AND expires > $1 RETURNING actor_id`, tx.Now, hash, salt)
}

// saltOfCode gives the salt of a code that was used since a moment, or nothing: one that
// was made void has none.
func saltOfCode(ctx context.Context, tx *db.Tx, hash string, since clock.Instant) (string, error) {
	salt, _, err := db.Maybe[string](ctx, tx, `SELECT salt FROM sign_in_code
		WHERE hash = $1 AND used >= $2`, hash, since)
	return salt, err
}

type tries struct{ Here, Anywhere int }

func triesOf(ctx context.Context, tx *db.Tx, address string) (tries, error) {
	return db.One[tries](ctx, tx, `SELECT COUNT(CASE WHEN address = $1 THEN 1 END) AS here,
		COUNT(*) AS anywhere FROM sign_in_try`, address)
}

func insertTry(ctx context.Context, tx *db.Tx, id, address string) error {
	_, err := tx.Exec(ctx, `INSERT INTO sign_in_try (id, address, at) VALUES ($1, $2, $3)`, id, address, tx.Now)
	return err
}

func forgetTry(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM sign_in_try WHERE id = $1`, id)
	return err
}

func forgetOldTries(ctx context.Context, tx *db.Tx, since clock.Instant) error {
	_, err := tx.Exec(ctx, `DELETE FROM sign_in_try WHERE at <= $1`, since)
	return err
}

// old is a table of which rows are removed once they are old.
type old struct {
	what string
	kept time.Duration
	text string
}

// forgettable says what is removed when, each by an index on its time.
func forgettable() []old {
	return []old{
		{"links", LinkKept, `DELETE FROM sign_in_link WHERE hash IN (SELECT hash FROM sign_in_link
			WHERE expires < $1 ORDER BY expires LIMIT $2)`},
		{"codes on paper", CodeKept, `DELETE FROM sign_in_code WHERE hash IN (SELECT hash FROM sign_in_code
			WHERE expires < $1 ORDER BY expires LIMIT $2)`},
		{"tries", triesSpan, `DELETE FROM sign_in_try WHERE id IN (SELECT id FROM sign_in_try
			WHERE at < $1 ORDER BY at LIMIT $2)`},
		{"sessions", SessionKept, `DELETE FROM session_token WHERE hash IN (SELECT hash FROM session_token
			WHERE ends < $1 ORDER BY ends LIMIT $2)`},
	}
}
