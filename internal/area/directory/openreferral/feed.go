package openreferral

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits of what is read: one document, one feed, and how patient we are.
const (
	largestDocument = 64 << 20 // bytes
	mostPages       = 20000
	mostTries       = 5
	firstPause      = 2 * time.Second
	longestPause    = 2 * time.Minute
	pageTimeout     = time.Minute
)

// NewFeed is a feed over the network.
func NewFeed() *Feed { return &Feed{Client: &http.Client{Timeout: pageTimeout}, Pause: wait} }

// IsAddress reports whether a source is a feed's address rather than a file.
func IsAddress(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// errTooLarge refuses a document that would fill the memory.
var errTooLarge = errors.New("larger than an import reads")

func readLimited(r io.Reader, most int64) ([]byte, error) {
	doc, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(doc)) > most {
		err = fmt.Errorf("%w (%d bytes)", errTooLarge, most)
	}
	return doc, err
}

// never says that trying again is of no use.
const never = time.Duration(-1)

// retryAfter reads how long the feed asks us to wait: so many seconds, or until
// a day and an hour (RFC 9110, 10.2.3), which is taken against the answer's own
// date, because two clocks may differ. It is 0 when nothing sensible is asked.
func retryAfter(h http.Header) time.Duration {
	asked := h.Get("Retry-After")
	if n, err := strconv.Atoi(asked); err == nil {
		return max(0, time.Duration(min(n, int(longestPause/time.Second)))*time.Second)
	}
	until, err := http.ParseTime(asked)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return max(0, until.Sub(now))
}
