package access

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ourdays/internal/platform/i18n"
)

// source is the program as text, by package: what is said of the trail is read from it, so
// that an act of tomorrow is found on the day it is written.
type source struct {
	funcs  map[string][]*ast.FuncDecl
	consts map[string]map[string]string
}

func readSource(t *testing.T, roots ...string) source {
	t.Helper()
	s := source{map[string][]*ast.FuncDecl{}, map[string]map[string]string{}}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err == nil {
				s.add(file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s source) add(file *ast.File) {
	pkg := file.Name.Name
	if s.consts[pkg] == nil {
		s.consts[pkg] = map[string]string{}
	}
	for _, d := range file.Decls {
		if f, is := d.(*ast.FuncDecl); is && f.Body != nil {
			s.funcs[pkg] = append(s.funcs[pkg], f)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, is := n.(*ast.ValueSpec); is {
			for i := range min(len(v.Names), len(v.Values)) {
				if word, is := text(v.Values[i]); is {
					s.consts[pkg][v.Names[i].Name] = word
				}
			}
		}
		return true
	})
}

func text(e ast.Expr) (string, bool) {
	lit, is := e.(*ast.BasicLit)
	if !is || lit.Kind != token.STRING {
		return "", false
	}
	word, err := strconv.Unquote(lit.Value)
	return word, err == nil
}

// handed gives the words that reach some parameters, each named as package.Func and its
// place. What only passes one on is followed to those who call it.
func (s source) handed(t *testing.T, to map[string]int) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for grew := true; grew; {
		grew = false
		for pkg, list := range s.funcs {
			for _, f := range list {
				eachCall(pkg, f, to, func(arg ast.Expr) {
					grew = s.follow(t, pkg, f, arg, to, words) || grew
				})
			}
		}
	}
	return words
}

func eachCall(pkg string, f *ast.FuncDecl, to map[string]int, see func(arg ast.Expr)) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		if at, known := to[called(pkg, call)]; known && at < len(call.Args) {
			see(call.Args[at])
		}
		return true
	})
}

// called names the function of a call: one of access by its service, or one of the package.
func called(pkg string, call *ast.CallExpr) string {
	sel, is := call.Fun.(*ast.SelectorExpr)
	if !is {
		if name, is := call.Fun.(*ast.Ident); is {
			return pkg + "." + name.Name
		}
		return ""
	}
	if of, is := sel.X.(*ast.SelectorExpr); is {
		return strings.ToLower(of.Sel.Name) + "." + sel.Sel.Name
	}
	return pkg + "." + sel.Sel.Name
}

// follow reads a word that is handed on. It says whether another parameter is found by it.
func (s source) follow(t *testing.T, pkg string, f *ast.FuncDecl, arg ast.Expr, to map[string]int, words map[string]bool) bool {
	t.Helper()
	if call, is := arg.(*ast.CallExpr); is && len(call.Args) == 1 { // string(act)
		arg = call.Args[0]
	}
	if word, is := text(arg); is {
		words[word] = true
		return false
	}
	if sel, is := arg.(*ast.SelectorExpr); is {
		if of, is := sel.X.(*ast.Ident); is && s.consts[of.Name][sel.Sel.Name] != "" {
			words[s.consts[of.Name][sel.Sel.Name]] = true
			return false
		}
	}
	name, is := arg.(*ast.Ident)
	if !is {
		t.Errorf("%s.%s: a word of the trail is neither a constant nor a parameter", pkg, f.Name.Name)
		return false
	}
	if i := slices.Index(params(f), name.Name); i >= 0 {
		key := pkg + "." + f.Name.Name
		_, known := to[key]
		to[key] = i
		return !known
	}
	if word := s.consts[pkg][name.Name]; word != "" {
		words[word] = true
		return false
	}
	return s.assigned(t, pkg, f, name.Name, to, words)
}

func (s source) assigned(t *testing.T, pkg string, f *ast.FuncDecl, name string, to map[string]int, words map[string]bool) (grew bool) {
	t.Helper()
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, is := n.(*ast.AssignStmt)
		if !is || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, left := range a.Lhs {
			if id, is := left.(*ast.Ident); is && id.Name == name {
				grew = s.follow(t, pkg, f, a.Rhs[i], to, words) || grew
			}
		}
		return true
	})
	return grew
}

func params(f *ast.FuncDecl) []string {
	var names []string
	for _, field := range f.Type.Params.List {
		for _, n := range field.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

// written are the acts of lines that access writes without Act.
func (s source) written(words map[string]bool) {
	for _, f := range s.funcs["access"] {
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if kv, is := n.(*ast.KeyValueExpr); is {
				if key, is := kv.Key.(*ast.Ident); is && key.Name == "Act" && f.Name.Name != "samples" {
					if word, is := text(kv.Value); is {
						words[word] = true
					}
				}
			}
			return true
		})
	}
}

// Whoever reads who looked at their record is told of each line what was done: no act is a
// mere change, and no word is kept of what is never done.
func TestEveryActOnARecordHasAWordThatIsRead(t *testing.T) {
	s := readSource(t, "../../area", "../../site", "../../app", "../../demo", "../../../cmd")
	acts := s.handed(t, map[string]int{"access.Act": 5, "access.ActEach": 4})
	s.written(acts)
	delete(acts, "see")
	if len(acts) < 30 {
		t.Fatalf("only %d acts are found: %v", len(acts), slices.Sorted(maps.Keys(acts)))
	}
	for act := range acts {
		if actWord(Line{Act: act}) == "change" {
			t.Errorf("%q is done to somebody's record and has no word: name it in doneAs", act)
		}
	}
	for act := range doneAs {
		if !acts[act] {
			t.Errorf("%q of doneAs is done to nobody's record", act)
		}
	}
	reads := s.handed(t, map[string]int{"access.See": 3, "access.SeeAgain": 3})
	for p := range reads {
		if _, told := readAs[Permission(p)]; !told {
			t.Errorf("%q reads somebody's record and has no word: name it in readAs", p)
		}
	}
	for _, word := range slices.Concat(slices.Collect(maps.Values(doneAs)), slices.Collect(maps.Values(readAs))) {
		if !i18n.Has("access.act." + word) {
			t.Errorf("there is no text access.act.%s", word)
		}
	}
}
