package db

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"ourdays/internal/platform/clock"
	"ourdays/internal/platform/fail"
)

// FormKey makes one press of a form have one effect. It travels in the
// context of the request; the first transaction of the request claims it, so
// that the claim and the effect are one. A second press finds it claimed.
type FormKey struct {
	Key     string // made with the form, by NewFormKey
	Actor   string // who pressed
	claimed bool
	refused bool // as too old: what shows the form again claims nothing
	anyAge  bool // pressed a second time after long it does no harm
}

// TooOld is the key of the refusal of a form that is older than presses are remembered.
const TooOld = "web.error.form_too_old"

// ahead is how far clocks of several machines may differ. A key of later than that was
// made by nobody here, and would never be too old.
const ahead = time.Hour

// NewFormKey makes the key of a form of a page that is shown now. It carries its
// instant, so that it is known to be too old when it is known no more whether it was
// pressed. Nobody gains by another instant: whoever changes it could open the page anew.
func NewFormKey(now clock.Instant, random string) string {
	return strconv.FormatInt(now.Time().Unix(), 36) + "." + random
}

// tooOld reports whether the form was made before presses are remembered, or says that it
// will be made. A key without an instant is of a page from before keys had one.
func (k *FormKey) tooOld(now clock.Instant) bool {
	made, _, dated := strings.Cut(k.Key, ".")
	seconds, err := strconv.ParseInt(made, 36, 64)
	age := now.Sub(clock.InstantOf(time.Unix(seconds, 0)))
	return dated && err == nil && !k.anyAge && (age > PressesKept || age < -ahead)
}

// OfAnyAge lets the request's form be as old as it is: done twice it does no harm, such as
// asking for a link once more.
func OfAnyAge(ctx context.Context) context.Context {
	if k, ok := ctx.Value(formKey{}).(*FormKey); ok && k != nil {
		k.anyAge = true
	}
	return ctx
}

type formKey struct{}

// WithFormKey puts the key of the pressed form into the context.
func WithFormKey(ctx context.Context, k *FormKey) context.Context {
	return context.WithValue(ctx, formKey{}, k)
}

// KeyOf gives the key of the form that a request pressed; empty without one.
func KeyOf(ctx context.Context) string {
	if k, ok := ctx.Value(formKey{}).(*FormKey); ok && k != nil {
		return k.Key
	}
	return ""
}

// ErrRepeated says that the form was pressed before; its first effect stands.
var ErrRepeated = errors.New("this form was pressed before")

// Claimed reports whether a transaction of this request took the key.
func (k *FormKey) Claimed() bool { return k.claimed }

// settleForm marks the key as taken once the transaction stands.
func settleForm(ctx context.Context) {
	if k, ok := ctx.Value(formKey{}).(*FormKey); ok && k != nil && k.Key != "" {
		k.claimed = true
	}
}

// claimForm takes the request's form key, once, inside the transaction. A key that is
// too old is refused, as whether it was pressed is forgotten; what shows its form again
// in the same request, with what was typed, goes on without one.
func (tx *Tx) claimForm(ctx context.Context) error {
	k, ok := ctx.Value(formKey{}).(*FormKey)
	if !ok || k == nil || k.Key == "" || k.claimed || k.refused {
		return nil
	}
	n, err := tx.Exec(ctx, `INSERT INTO form_press (key, actor, pressed, answer) VALUES ($1, $2, $3, '')
		ON CONFLICT (key) DO NOTHING`, k.Key, k.Actor, tx.Now)
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrRepeated
	}
	return k.refuseOld(tx.Now)
}

func (k *FormKey) refuseOld(now clock.Instant) error {
	if !k.tooOld(now) {
		return nil
	}
	k.refused = true
	return fail.New(fail.Invalid, TooOld, "days", int(PressesKept/(24*time.Hour)))
}

// AskForm answers a press as its transaction would, and takes nothing: a verb that works
// long before its transaction asks first whether the press is repeated, or too old.
func (d *DB) AskForm(ctx context.Context) error {
	k, ok := ctx.Value(formKey{}).(*FormKey)
	if !ok || k == nil || k.Key == "" || k.claimed || k.refused {
		return nil
	}
	return d.Read(ctx, func(ctx context.Context, tx *Tx) error {
		_, pressed, err := Maybe[string](ctx, tx, `SELECT key FROM form_press WHERE key = $1`, k.Key)
		if err != nil {
			return err
		}
		if pressed {
			return ErrRepeated
		}
		return k.refuseOld(tx.Now)
	})
}

// StoreAnswer remembers where the first press led.
func (d *DB) StoreAnswer(ctx context.Context, key, answer string) error {
	return d.InTx(WithFormKey(ctx, nil), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, `UPDATE form_press SET answer = $1 WHERE key = $2`, answer, key)
		return err
	})
}

// ForgetPress gives a key back that was taken without leading anywhere: the
// form was refused, or only looked something up.
func (d *DB) ForgetPress(ctx context.Context, key string) error {
	return d.InTx(WithFormKey(ctx, nil), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM form_press WHERE key = $1 AND answer = ''`, key)
		return err
	})
}

// AnswerOf gives where an earlier press by the same actor led; empty when that
// press is not answered yet or was somebody else's.
func (d *DB) AnswerOf(ctx context.Context, key, actor string) (string, error) {
	var answer string
	err := d.Read(ctx, func(ctx context.Context, tx *Tx) error {
		var err error
		answer, _, err = Maybe[string](ctx, tx, `SELECT answer FROM form_press WHERE key = $1 AND actor = $2`, key,
			actor)
		return err
	})
	return answer, err
}
