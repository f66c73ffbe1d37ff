// Package demo fills an empty database with a small made-up borough, only
// through the areas' verbs. The towns are real towns of Cheshire East; the
// council, the organisations, their addresses and the people are invented.
// The same seed gives the same borough.
//
// So far the borough has what is offered, who works there, and some people
// with their words and their financial assessments. Plans and bookings come as
// those areas do.
package demo
