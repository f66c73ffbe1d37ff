package steer

// What the tests of this package's store ask of it.
var CountSessions = countSessions

func (p Part) Counted() int { return p.counted() }
