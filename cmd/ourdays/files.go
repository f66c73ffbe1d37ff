package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeWhole writes a file whole or not at all: beside it first, then in its
// place in one step.
func writeWhole(path string, write func(io.Writer) error) error { return writeFile(path, 0o644, write) }

// writePrivate is writeWhole for what nobody else on the machine may read.
func writePrivate(path string, write func(io.Writer) error) error {
	return writeFile(path, 0o600, write)
}

func writeFile(path string, mode os.FileMode, write func(io.Writer) error) (err error) {
	if special(path) {
		return writeStraight(path, write)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".ourdays-*")
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
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// special reports whether a path is a device or a pipe, such as /dev/null, which a
// file must not take the place of.
func special(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

func writeStraight(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
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
