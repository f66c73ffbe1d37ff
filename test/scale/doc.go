// Package scale measures the site on the demo borough and on a borough of a
// hundred times its size.
//
// The large borough is loaded in bulk: a demo borough is copied within its
// database, row by row with new ids, until it has enough people; `ourdays
// check` has to pass on the result. Nothing is judged here: `make bench`
// prints what this machine gives.
package scale
