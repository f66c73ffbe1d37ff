// Package internal_test guards the house: which room may use which, and what
// belongs in which file. docs/ARCHITECTURE.md says why.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// areas in their order, the top floor first: an area may use those below it.
var areas = []string{"whatif", "steer", "money", "brokerage", "matching", "transport", "bookings", "framework", "plans", "listen",
	"directory", "funds", "people", "access"}

// floor gives the height of a package; a package may use what is not above it.
func floor(pkg string) int {
	switch {
	case strings.HasPrefix(pkg, "ourdays/cmd/"):
		return 100
	case strings.HasPrefix(pkg, "ourdays/internal/app"):
		return 90
	case strings.HasPrefix(pkg, "ourdays/internal/demo"):
		return 85
	case strings.HasPrefix(pkg, "ourdays/internal/site"):
		return 80
	case strings.HasPrefix(pkg, "ourdays/internal/area/"):
		return 70 - rank(area(pkg))
	case strings.HasPrefix(pkg, "ourdays/internal/engine/"):
		return 20
	case strings.HasPrefix(pkg, "ourdays/internal/platform/"):
		return 10
	}
	return 0
}

func area(pkg string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(pkg, "ourdays/internal/area/"), "/")
	return name
}

func rank(name string) int {
	for i, a := range areas {
		if a == name {
			return i
		}
	}
	return len(areas)
}

// source is one parsed file of the program.
type source struct {
	path, pkg string
	file      *ast.File
	set       *token.FileSet
	text      string
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, root := range []string{"../internal", "../cmd"} {
		err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(p, ".go") {
				return err
			}
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, p, b, parser.ParseComments)
			if err != nil {
				return err
			}
			rel := strings.TrimPrefix(filepath.ToSlash(p), "../")
			all = append(all, source{rel, "ourdays/" + filepath.ToSlash(filepath.Dir(rel)), f, set, string(b)})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 50 {
		t.Fatalf("only %d files were found: the guard looks in the wrong place", len(all))
	}
	return all
}

func isTest(s source) bool {
	return strings.HasSuffix(s.path, "_test.go") || strings.HasPrefix(s.path, "internal/app/apptest/") || strings.HasPrefix(s.path,
		"internal/platform/db/dbtest/")
}

func TestNobodyUsesARoomAboveTheirOwn(t *testing.T) {
	for _, s := range sources(t) {
		if isTest(s) {
			continue
		}
		for _, i := range s.file.Imports {
			to := strings.Trim(i.Path.Value, `"`)
			if !strings.HasPrefix(to, "ourdays/") || to == s.pkg {
				continue
			}
			if floor(to) > floor(s.pkg) {
				t.Errorf("%s uses %s, which is above it: publish an event from below, or compose the two in site", s.path, to)
			}
			engine := strings.HasPrefix(s.pkg, "ourdays/internal/engine/")
			if engine && strings.HasPrefix(to, "ourdays/internal/platform/") && !pureGround(to) {
				t.Errorf("%s uses %s: an engine computes and touches neither database, clock nor page", s.path, to)
			}
		}
	}
}

func pureGround(pkg string) bool {
	return pkg == "ourdays/internal/platform/pence" || pkg == "ourdays/internal/platform/fail"
}

// in the areas each kind of line has one room.
func TestEachLineIsInItsRoom(t *testing.T) {
	sql := regexp.MustCompile("(?:`|\")\\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\\s")
	for _, s := range sources(t) {
		if isTest(s) || !strings.HasPrefix(s.path, "internal/area/") && !strings.HasPrefix(s.path, "internal/site/") {
			continue
		}
		name := filepath.Base(s.path)
		if !strings.HasSuffix(name, "store.go") && sql.MatchString(s.text) {
			t.Errorf("%s holds SQL: it belongs in store.go (or NOUN_store.go) of the area that owns the table", s.path)
		}
		if strings.HasPrefix(s.path, "internal/site/") {
			continue
		}
		for _, i := range s.file.Imports {
			to := strings.Trim(i.Path.Value, `"`)
			if to == "maragu.dev/gomponents" && !strings.HasSuffix(name, "pages.go") {
				t.Errorf("%s makes HTML: it belongs in pages.go (or NOUN_pages.go)", s.path)
			}
			if to == "net/http" && !strings.HasSuffix(name, "web.go") && !strings.HasSuffix(name, "route.go") &&
				!strings.Contains(s.path, "openreferral") {
				t.Errorf("%s knows HTTP: it belongs in web.go", s.path)
			}
		}
	}
}

// What the engines of SQL do differently without saying so.
func TestStoresSpeakPortableSQL(t *testing.T) {
	banned := regexp.MustCompile(
		`\b(ILIKE|LIKE|now\(\)|current_timestamp|CURRENT_TIMESTAMP|FOR UPDATE|greatest\(|iif\(|strftime|datetime\(|lower\()`)
	for _, s := range sources(t) {
		if isTest(s) || !strings.HasSuffix(s.path, "store.go") {
			continue
		}
		for _, m := range banned.FindAllString(s.text, -1) {
			t.Errorf("%s says %q, which SQLite and PostgreSQL take differently: see docs/sql.md", s.path, m)
		}
	}
}

// The markup of a component is made in one place, where it is proved against
// GOV.UK's own: a page may name classes of words, headings, lists and links only.
func TestComponentsAreMadeInOneRoom(t *testing.T) {
	words := regexp.MustCompile(`^govuk-(heading-[a-z]+|body|list|list--bullet|link|visually-hidden)$`)
	named := regexp.MustCompile(`govuk-[a-z][a-zA-Z0-9_-]*`)
	for _, s := range sources(t) {
		if isTest(s) || strings.HasPrefix(s.path, "internal/platform/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			for _, class := range named.FindAllString(l.Value, -1) {
				if !words.MatchString(class) {
					t.Errorf("%s:%d writes %s by hand: take the component from platform/web or platform/govuk", s.path, s.set.Position(l.Pos()).Line,
						class)
				}
			}
			return true
		})
	}
}

// What stands on a page as it is, unescaped, is written where it is proved that
// nothing breaks out of it.
func TestNothingStandsOnAPageUnescaped(t *testing.T) {
	raw := regexp.MustCompile(`\b(g|gomponents)\.Rawf?\(`)
	for _, s := range sources(t) {
		if isTest(s) || strings.HasPrefix(s.path, "internal/platform/govuk/") || strings.HasPrefix(s.path, "internal/platform/i18n/") {
			continue
		}
		if raw.MatchString(s.text) {
			t.Errorf("%s writes unescaped: take the node from platform/govuk, such as govuk.Style or govuk.Data", s.path)
		}
	}
}

func TestOnlyTheClockAsksTheMachineForTheTime(t *testing.T) {
	for _, s := range sources(t) {
		if isTest(s) || strings.HasPrefix(s.path, "internal/platform/") || strings.HasPrefix(s.path, "cmd/") {
			continue
		}
		if strings.Contains(s.text, "time.Now(") {
			t.Errorf("%s calls time.Now: the clock is handed in", s.path)
		}
	}
}

func TestFunctionsAreShort(t *testing.T) {
	for _, s := range sources(t) {
		most := 80
		if strings.HasSuffix(s.path, "_test.go") {
			most = 120
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line; n > most {
				t.Errorf("%s: %s has %d lines, %d are allowed", s.path, f.Name.Name, n, most)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	says := map[string]bool{}
	for _, s := range sources(t) {
		if !strings.HasSuffix(s.path, "_test.go") {
			says[s.pkg] = says[s.pkg] || s.file.Doc != nil
		}
	}
	for pkg, ok := range says {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
}

// Every area shows its main verb in an example that runs and is checked.
func TestEveryAreaShowsItsMainVerb(t *testing.T) {
	shows := map[string]bool{}
	for _, s := range sources(t) {
		if area, ok := strings.CutPrefix(filepath.ToSlash(filepath.Dir(s.path)), "internal/area/"); ok && !strings.Contains(area, "/") {
			shows[area] = shows[area] || strings.Contains(s.text, "\nfunc Example") && strings.Contains(s.text, "\n\t// Output:\n")
		}
	}
	for area, ok := range shows {
		if !ok {
			t.Errorf("%s has no example with an output", area)
		}
	}
}

// What exists only where the program was written must not be in it.
func TestNoPathOfAMachineIsWritten(t *testing.T) {
	path := regexp.MustCompile(`["'\x60 ]/(wor[k]|roo[t]|home/[a-z])`)
	for _, s := range sources(t) {
		if m := path.FindString(s.text); m != "" && !strings.HasSuffix(s.path, "house_test.go") {
			t.Errorf("%s names %q", s.path, strings.TrimSpace(m))
		}
	}
}

// The most that is read at one glance. A table of a test may be wider, for its
// lines are rows; what is mostly one text or one comment cannot be broken well.
func TestALineIsReadAtOneGlance(t *testing.T) {
	for _, s := range sources(t) {
		most := 110
		if isTest(s) {
			most = 140
		}
		texts := textOf(s)
		for i, line := range strings.Split(s.text, "\n") {
			if n := utf8.RuneCountInString(line); n > most && 2*texts[i+1] < n {
				t.Errorf("%s:%d has %d columns of at most %d", s.path, i+1, n, most)
			}
		}
	}
}

// textOf counts for each line the columns that one literal or comment fills.
func textOf(s source) map[int]int {
	texts := map[int]int{}
	note := func(from token.Pos, text string) {
		for i, part := range strings.Split(text, "\n") {
			line := s.set.Position(from).Line + i
			texts[line] = max(texts[line], utf8.RuneCountInString(part))
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok {
			note(l.Pos(), l.Value)
		}
		return true
	})
	for _, group := range s.file.Comments {
		for _, c := range group.List {
			note(c.Pos(), c.Text)
		}
	}
	return texts
}

func TestAFileHoldsOneNoun(t *testing.T) {
	const most = 600
	for _, s := range sources(t) {
		if n := strings.Count(s.text, "\n"); n > most && !isTest(s) {
			t.Errorf("%s has %d lines, %d are allowed: give a noun its own file", s.path, n, most)
		}
	}
}

// An area writes its own tables and reads those of areas that it may import. A
// table's owner is the one area that writes it.
func TestATableIsWrittenInOneRoomAndReadFromAbove(t *testing.T) {
	writes := regexp.MustCompile(`\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)`)
	reads := regexp.MustCompile(`\b(?:FROM|JOIN)\s+([a-z_]+)`)
	owner := map[string]string{}
	all := sources(t)
	eachText := func(each func(s source, line int, text string)) {
		for _, s := range all {
			if isTest(s) {
				continue
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
					each(s, s.set.Position(l.Pos()).Line, l.Value)
				}
				return true
			})
		}
	}
	eachText(func(s source, line int, text string) {
		for _, m := range writes.FindAllStringSubmatch(text, -1) {
			room := area(s.pkg)
			if !strings.HasPrefix(s.pkg, "ourdays/internal/area/") {
				room = s.pkg
			}
			if m[1] == "set" || m[1] == "excluded" {
				continue
			}
			if was, known := owner[m[1]]; known && was != room {
				t.Errorf("%s:%d writes %s, which %s writes: ask its verb, or publish an event", s.path, line, m[1], was)
			}
			owner[m[1]] = room
		}
	})
	if len(owner) < 30 {
		t.Fatalf("only %d tables are written: the guard looks in the wrong place", len(owner))
	}
	eachText(func(s source, line int, text string) {
		for _, m := range reads.FindAllStringSubmatch(text, -1) {
			room, known := owner[m[1]]
			if !known || !strings.HasPrefix(s.pkg, "ourdays/internal/area/") || strings.HasPrefix(room, "ourdays/") {
				continue
			}
			if rank(room) < rank(area(s.pkg)) {
				t.Errorf("%s:%d reads %s of %s, which is above it", s.path, line, m[1], room)
			}
		}
	})
}

// A noun's file holds rules: what asks a database or waits for something is a
// verb and stands in service.go (or NOUN_service.go).
func TestANounsFileIsPure(t *testing.T) {
	rooms := regexp.MustCompile(`(service|store|web|pages|route)\.go$`)
	looked := 0
	for _, s := range sources(t) {
		if isTest(s) || !strings.HasPrefix(s.path, "internal/area/") || rooms.MatchString(s.path) {
			continue
		}
		looked++
		for _, i := range s.file.Imports {
			if i.Path.Value == `"context"` {
				t.Errorf("%s takes a context: the verb belongs in service.go (or NOUN_service.go)", s.path)
			}
		}
		if strings.Contains(s.text, "db.Tx") {
			t.Errorf("%s takes a transaction: the verb belongs in service.go (or NOUN_service.go)", s.path)
		}
	}
	if looked < 40 {
		t.Errorf("only %d files were looked at", looked)
	}
}
