package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"regexp"
	"strings"
	"time"
)

// How long things hold. Citizens stay signed in on their own device; staff do
// not (docs/adr/0007). Beyond linksAtMost a letter is sent once the last one is older
// than linksApart: whoever asks has one that works for minutes yet, also when a stranger
// asks in their name.
const (
	linkHolds    = 10 * time.Minute
	citizenIdle  = 20 * time.Hour
	citizenMost  = 30 * 24 * time.Hour
	staffIdle    = 30 * time.Minute
	staffMost    = 12 * time.Hour
	linksAtMost  = 5
	linksPerSpan = 15 * time.Minute
	linksApart   = 2 * time.Minute
	pressHolds   = time.Minute // in which the same press of a sign-in is answered again
	fewestOfKey  = 20          // letters that a form's key must have for it; ours have 22
)

// opening is one press of a form that signs in by what opens once: a link, or a code on
// paper. Its token is computed from the secret, the form's key and a salt that only the
// database knows, so that the second press of the same form gets the token of the first,
// and nobody else can: a link without its form opens nothing twice.
type opening struct{ secret, key, salt string }

// newSalt makes a salt of an opening.
func newSalt() string { salt, _ := newSecret(); return salt }

// unguessable reports whether the key is one that we made, of 128 random bits, by its
// length. With another each press has a token of its own, and only the first opens.
func (o opening) unguessable() bool { return len(o.key) >= fewestOfKey }

func (o opening) token() string {
	key := o.key
	if !o.unguessable() {
		key = newSalt()
	}
	mac := hmac.New(sha256.New, []byte(o.salt))
	for _, part := range []string{o.secret, "\n", key} {
		mac.Write([]byte(part)) // never fails, says hash.Hash
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// MailJob is the kind of job that sends a letter.
const MailJob = "mail"

// newSecret makes 32 random bytes and the hash under which they are kept.
func newSecret() (secret, hash string) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // the system has no randomness left: nothing is safe to make
	}
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, HashSecret(secret)
}

// HashSecret gives the hash under which a secret is kept.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// The shape of an address: before the @ the letters, digits and signs that mail allows
// without quotes, in parts with dots between; behind it a host of at least two parts, the
// last of them no number. Letters of any language pass.
var (
	mailbox = regexp.MustCompile("^[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*$")
	host    = regexp.MustCompile(`^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$`)
)

// The most bytes that mail carries of an address, of what stands before its @, and
// of one part of its host.
const (
	longestAddress = 254
	longestMailbox = 64
	longestLabel   = 63
)

// plausibleEmail reports whether a letter could be sent to an address. net/mail reads more
// than that: names, quotes and marks, which are slips here.
func plausibleEmail(s string) bool {
	name, at, found := strings.Cut(s, "@")
	if !found || len(s) > longestAddress || len(name) > longestMailbox || !mailbox.MatchString(name) {
		return false
	}
	for _, label := range strings.Split(at, ".") {
		if len(label) > longestLabel {
			return false
		}
	}
	return host.MatchString(at)
}

func idle(k Kind, shared bool) time.Duration {
	if !shared && (k == Person || k == Supporter) {
		return citizenIdle
	}
	return staffIdle
}

func most(k Kind, shared bool) time.Duration {
	if !shared && (k == Person || k == Supporter) {
		return citizenMost
	}
	return staffMost
}
