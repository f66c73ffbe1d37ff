package access

import (
	"sync"

	"golang.org/x/time/rate"
)

// limiter bounds how fast one address may post, in this process. What must
// hold over several processes is counted in the database (sign-in links).
type limiter struct {
	mu   sync.Mutex
	seen map[string]*rate.Limiter
}

// A person presses a few buttons a second at most; a whole day centre behind
// one address presses more.
const (
	pressesASecond = 20
	pressesAtOnce  = 60
	addressesKept  = 10000
)

func newLimiter() *limiter { return &limiter{seen: map[string]*rate.Limiter{}} }

func (l *limiter) allow(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) > addressesKept {
		clear(l.seen)
	}
	one := l.seen[address]
	if one == nil {
		one = rate.NewLimiter(pressesASecond, pressesAtOnce)
		l.seen[address] = one
	}
	return one.Allow()
}
