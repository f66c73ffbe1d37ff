// Package browser holds the journeys through Ourdays in a real browser.
//
// A test begins with a town: a fresh copy of a small filled borough, at a stage
// of the main job, served on a port of its own. A visitor is one person at one
// browser that shares nothing with the others. Its verbs read like sentences:
//
//	amara := town.As("Amara Osei")
//	amara.Open("/referrals")
//	amara.Follow("R-1")
//	amara.Press("Take this referral on")
//	amara.Sees("Build a week for Jo")
//
// What no page may do fails a test by itself: an error of a script, a breach of
// the content policy, a request that fails, a breach of a rule that axe knows.
// Every wait is for a state, never for a time. Journeys run twice, with scripts
// and with scripts off, and must not tell the difference.
//
// Where there is no browser the tests are skipped with the reason, and with
// CI=true they fail.
package browser
