// Command build copies the symbols that Ourdays uses out of the installed npm
// package into the folder that the program embeds, without what a browser does
// not need.
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
	list = "internal/platform/assets/symbols.txt"
	from = "node_modules/openmoji/color/svg"
	to   = "internal/platform/assets/built/symbols"
	// most is what one picture may weigh on a citizen's page.
	most = 10 * 1024
)

func main() {
	n, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "assets: %d symbols in %s\n", n, to)
}

// run builds every symbol of the list, and tells all that it could not build.
func run() (int, error) {
	f, err := os.Open(list)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var faults []error
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		name, code, ok := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		if err := build(name, code); err != nil {
			faults = append(faults, err)
			continue
		}
		n++
	}
	return n, errors.Join(faults...)
}

func build(name, code string) error {
	b, err := os.ReadFile(filepath.Join(from, code+".svg"))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	small := minify(string(b))
	if len(small) > most {
		return fmt.Errorf("%s: %d bytes, a picture may weigh %d", name, len(small), most)
	}
	return os.WriteFile(filepath.Join(to, name+".svg"), []byte(small), 0o600)
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
