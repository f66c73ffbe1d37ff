// Package id makes identifiers: 16 characters of lower-case base32 that begin
// with the time, so that rows made together lie together, and end in chance,
// so that nobody guesses the next one. They name things; they are no secrets. Those of
// one source rise: what is made in one moment keeps its order.
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

const tailBits = 40

// Random is the source of a live system: 40 bits of milliseconds since 2024
// and 40 random bits, which within one millisecond go up by steps of chance.
func Random() *Source {
	epoch := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	var last, tail uint64
	return &Source{next: func() (b [10]byte) {
		if now := uint64(time.Since(epoch).Milliseconds()); now > last {
			last, tail = now, chance(tailBits-1)
		} else {
			tail += 1 + chance(24)
		}
		last, tail = last+tail>>tailBits, tail&(1<<tailBits-1) // a full millisecond goes on into the next
		var low [8]byte
		binary.BigEndian.PutUint64(low[:], tail)
		binary.BigEndian.PutUint64(b[:8], last<<24)
		copy(b[5:], low[3:])
		return b
	}}
}

// chance is a number of so many random bits.
func chance(bits int) uint64 {
	var b [8]byte
	if _, err := crand.Read(b[:]); err != nil {
		panic(err) // the system has no randomness left: nothing is safe to make
	}
	return binary.BigEndian.Uint64(b[:]) >> (64 - bits)
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
