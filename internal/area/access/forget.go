package access

import "time"

// How long it is kept by what somebody signed in, or could have. The audit trail, which
// says what they did, is never shortened.
const (
	LinkKept    = 24 * time.Hour      // after it expired: who asks why it is too old asks the same day
	CodeKept    = 30 * 24 * time.Hour // after its last day: until then the same code is not made again
	SessionKept = 30 * 24 * time.Hour // after its end: until then it can be told from where a press came
)
