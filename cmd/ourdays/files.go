package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all: beside it first, then in its
// place in one step. Where the path is a link, that is the place it leads to.
func writeWhole(path string, write func(io.Writer) error) error { return writeFile(path, 0o644, write) }

// writePrivate is writeWhole for what nobody else on the machine may read.
func writePrivate(path string, write func(io.Writer) error) error {
	return writeFile(path, 0o600, write)
}

func writeFile(path string, mode os.FileMode, write func(io.Writer) error) (err error) {
	if special(path) {
		return writeStraight(path, write)
	}
	if err := overDatabase(path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	to, err := place(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".ourdays-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // what is left over is a temporary file; the error above matters
		}
	}()
	if err := write(f); err != nil {
		_ = f.Close() // the error of writing matters
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), to); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// tryWriting tells why writeWhole could not write a file, if it could not, and leaves
// what is there as it is.
func tryWriting(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir() || path != "" && os.IsPathSeparator(path[len(path)-1]):
		return errFolder
	case err == nil && info.Mode()&os.ModeNamedPipe != 0:
		return nil // whoever reads it would take the trial for the whole
	case special(path):
		return plainly(writeStraight(path, func(io.Writer) error { return nil }))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return plainly(err)
	}
	if err := overDatabase(path); err != nil {
		return err
	}
	to, err := place(path)
	if err != nil {
		return plainly(err)
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".ourdays-*")
	if err != nil {
		return plainly(err)
	}
	return plainly(errors.Join(f.Close(), os.Remove(f.Name())))
}

var errFolder = errors.New("it is a folder")

// plainly is why something failed, without the names of what was tried.
func plainly(err error) error {
	var where *fs.PathError
	if errors.As(err, &where) {
		return where.Err
	}
	return err
}

// special reports whether a path is a device, a pipe or a descriptor, such as /dev/null or
// /dev/stdout, which a file must not take the place of.
func special(path string) bool {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return true
	}
	to, err := place(path)
	return err == nil && descriptor(to)
}

func writeStraight(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0) // a descriptor may stand for a file that has a beginning
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return errors.Join(write(f), f.Close())
}

// leadingFile parses "FILE -flag value" as flags want it: flags first. The
// first word that is no flag is the file, wherever it stands.
func leadingFile(args []string, valued map[string]bool) (file string, flags []string, extra []string) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case len(a) > 1 && a[0] == '-':
			flags = append(flags, a)
			if valued[trimDashes(a)] && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		case file == "":
			file = a
		default:
			extra = append(extra, a)
		}
	}
	return file, flags, extra
}

func trimDashes(s string) string {
	for len(s) > 0 && s[0] == '-' {
		s = s[1:]
	}
	return s
}
