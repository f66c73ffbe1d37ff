package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const (
	list = assets + "symbols.txt"
	from = "node_modules/openmoji/color/svg"
	to   = assets + "built/symbols"
	// most is what one picture may weigh on a citizen's page.
	most = 10 * 1024
)

// symbols builds every symbol of the list, and tells all that it could not
// build.
func symbols() error {
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	var faults []error
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, code, ok := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if err := symbol(name, code); err != nil {
			faults = append(faults, err)
			continue
		}
		n++
	}
	fmt.Fprintf(os.Stderr, "assets: %d symbols in %s\n", n, to)
	return errors.Join(faults...)
}

func symbol(name, code string) error {
	b, err := os.ReadFile(filepath.Join(from, code+".svg"))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	small := minify(string(b))
	if len(small) > most {
		return fmt.Errorf("%s: %d bytes, a picture may weigh %d", name, len(small), most)
	}
	return os.WriteFile(filepath.Join(to, name+".svg"), []byte(small), private)
}

var (
	comment = regexp.MustCompile(`(?s)<!--.*?-->`)
	between = regexp.MustCompile(`>\s+<`)
	ids     = regexp.MustCompile(` id="[^"]*"`)
	long    = regexp.MustCompile(`(\d+\.\d{2})\d+`)
)

func minify(svg string) string {
	svg = comment.ReplaceAllString(svg, "")
	if !strings.Contains(svg, "url(#") && !strings.Contains(svg, "href=") {
		svg = ids.ReplaceAllString(svg, "")
	}
	svg = long.ReplaceAllString(svg, "$1")
	return strings.TrimSpace(between.ReplaceAllString(svg, "><"))
}
