// Package id makes identifiers: 16 characters of lower-case base32 that begin
// with the time, so that rows made together lie together, and end in chance,
// so that nobody guesses the next one. They name things; they are no secrets.
package id

import (
	crand "crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"math/rand/v2"
	"sync"
	"time"
)

var encoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Source makes ids. It is safe for use by several goroutines.
type Source struct {
	mu   sync.Mutex
	next func() [10]byte
}

// Random is the source of a live system: 40 bits of milliseconds since 2024
// and 40 random bits.
func Random() *Source {
	epoch := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	return &Source{next: func() (b [10]byte) {
		binary.BigEndian.PutUint64(b[:8], uint64(time.Since(epoch).Milliseconds())<<24)
		if _, err := crand.Read(b[5:]); err != nil {
			panic(err) // the system has no randomness left: nothing is safe to make
		}
		return b
	}}
}

// Seeded gives the same ids for the same seed, for demos and tests.
func Seeded(seed uint64) *Source {
	r := rand.New(rand.NewPCG(seed, 0x0edb_1d5))
	n := uint64(0)
	return &Source{next: func() (b [10]byte) {
		n++
		binary.BigEndian.PutUint64(b[:8], n<<24)
		v := r.Uint64()
		for i := range 5 {
			b[5+i] = byte(v >> (8 * i))
		}
		return b
	}}
}

// New makes one id.
func (s *Source) New() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.next()
	return encoding.EncodeToString(b[:])
}
