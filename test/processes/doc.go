// Package processes tests the built program from outside, as whoever runs it
// sees it: two processes over one PostgreSQL, and what is left after a kill.
package processes
