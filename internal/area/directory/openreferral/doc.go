// Package openreferral loads a directory from Open Referral UK 1.0 and 3.0:
// a live paged feed, a page in a file, a plain array of services, or a single
// record.
//
// Feeds of the real world are dirty, so reading is lenient and says what it
// did: every repair and every rejection is listed, and no record is dropped
// without a word. A record's id is kept, whatever its shape; the second record
// under a repeated id gets an id made from the first and its name, the same on
// every run. A second run over the same source changes nothing.
//
// Markup never gets in: descriptions become plain text. Who assured a record
// never gets in: those are people's addresses. Nothing here writes Easy Read:
// that is written by people.
package openreferral
