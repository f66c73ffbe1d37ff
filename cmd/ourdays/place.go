package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// mostLinks is after how many links a path leads nowhere.
const mostLinks = 40

var errEndless = errors.New("its links lead nowhere")

// place is where what is written to a path comes to lie: where its links end, whether a
// file is there or not. A descriptor, such as /dev/stdout, is a place itself, whatever
// file it stands for.
func place(path string) (string, error) {
	for range mostLinks {
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", err
		}
		if folder, err = filepath.Abs(folder); err != nil {
			return "", err
		}
		path = filepath.Join(folder, filepath.Base(path))
		if descriptor(path) {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is no link
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(folder, to)
		}
		path = to
	}
	return "", errEndless
}

// descriptor tells whether a place is of the system and not of a file: nothing is ever put
// in its place.
func descriptor(place string) bool {
	under := func(folder string) bool { return strings.HasPrefix(place, folder) }
	return filepath.Dir(place) == "/dev" || under("/dev/fd/") || under("/proc/")
}

// besides are the ends of the names of what belongs to a database, itself included: what
// SQLite writes beside it, and what a migration locks.
var besides = []string{"", "-wal", "-shm", "-journal", ".lock"}

// sqliteHead is how a SQLite file begins.
const sqliteHead = "SQLite format 3\x00"

// errDatabase keeps a file from being written over a database: who serves from it would
// lose what it holds.
var errDatabase = errors.New("it is the database, or belongs to the database")

// overDatabase is errDatabase where a path is a SQLite file, or is named as what lies
// beside one.
func overDatabase(path string) error {
	for _, end := range besides {
		if of, ok := strings.CutSuffix(path, end); ok && isDatabase(of) {
			return fmt.Errorf("%w: name another file", errDatabase)
		}
	}
	if to, err := place(path); err == nil && to != path {
		return overDatabase(to)
	}
	return nil
}

// isDatabase tells whether a path is a SQLite file.
func isDatabase(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || special(path) {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(sqliteHead))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == sqliteHead
}

// overThis is errDatabase where a path leads to the database of an address, or to what
// belongs to it, whatever is in those files or whether they are there.
func overThis(address, path string) error {
	database, ok := sqlitePath(address)
	if !ok {
		return nil
	}
	names := []string{database}
	if to, err := place(database); err == nil {
		names = append(names, to)
	}
	for _, name := range names {
		for _, end := range besides {
			if onePlace(path, name+end) {
				return fmt.Errorf("%w: name another file", errDatabase)
			}
		}
	}
	return nil
}
