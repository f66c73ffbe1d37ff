package db

import "github.com/pressly/goose/v3"

// Provider lets tests go down and up again.
func (d *DB) Provider() (*goose.Provider, error) { return d.provider() }

// Unnumbered is for the tests.
var Unnumbered = unnumbered
