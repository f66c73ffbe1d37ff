// Package walk keeps the list of pages that the accessibility walk goes to.
//
// pages.txt has a line for every page of the demo: who looks at it, for whom it
// is made, at which stage of the main job, and its address. A page without a
// line fails the test, so that a new page cannot escape the walk.
//
//	make walk-urls OUT=/tmp/walk-urls
//
// serves the borough and writes, for each person and stage, a list of addresses
// with their audience and the cookie to look at them with, until it is stopped.
package walk
