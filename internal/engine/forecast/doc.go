// Package forecast is a council's savings case as a live model: people,
// tiers, prices and shares in a file; people, spend and savings by year and by
// option out, with ranges, break-even values and the assumptions listed.
//
// Read reads a file and says everything wrong with it at once. Run computes.
// The file's meaning stands in docs/forecast.md; rule numbers in comments here
// are those of its part "What it means".
//
// Numbers are float64 pounds and people, never rounded inside: this is a
// forecast, not a ledger. The same file gives the same figures on any number
// of cores.
package forecast
