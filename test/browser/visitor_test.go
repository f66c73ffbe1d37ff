package browser

import (
	"context"
	_ "embed" // the finder
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ourdays/internal/platform/i18n"
)

//go:embed find.js
var finder string

// visitor is one person at one browser.
type visitor struct {
	w     *town
	t     *testing.T
	name  string
	ctx   context.Context
	heard *heard
	voice i18n.Voice
	phone bool
}

// Anyone is a visitor who is not signed in.
func (w *town) Anyone() *visitor { return w.visitor("anyone", "") }

// As is a visitor signed in as somebody of the borough. The page for signing
// in has a test of its own; here the token is simply there.
func (w *town) As(name string) *visitor {
	w.t.Helper()
	token, _, err := w.Access.SignInAs(context.Background(), w.Persona(w.t, name).ID)
	if err != nil {
		w.t.Fatal(err)
	}
	v := w.visitor(name, token)
	v.cookie("voice", string(i18n.Standard)) // whatever the record says; InEasyRead switches
	return v
}

func (w *town) visitor(name, token string) *visitor {
	w.t.Helper()
	ctx, cancel := chromedp.NewContext(chrome, chromedp.WithNewBrowserContext())
	ctx, late := context.WithTimeout(ctx, 10*patience)
	w.t.Cleanup(func() { late(); cancel() })
	v := &visitor{w: w, t: w.t, name: name, ctx: ctx, heard: &heard{}, voice: i18n.Standard}
	v.must(chromedp.Listen(ctx, v.heard.hear))
	w.t.Cleanup(func() { v.heard.judge(w.t, name) })
	v.screen()
	v.do(scripting(w.scripts))
	if token != "" {
		v.cookie("ourdays", token)
	}
	return v
}

func (v *visitor) cookie(name, value string) {
	v.t.Helper()
	_, err := chromedp.Call(v.ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: v.w.URL()})
	v.must(err)
}

func scripting(on bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// OnAPhone makes the screen that of a small telephone.
func (v *visitor) OnAPhone() *visitor {
	v.phone = true
	v.screen()
	return v
}

// screen makes the screen what the visitor has: a telephone or a desk's.
func (v *visitor) screen() {
	v.t.Helper()
	if v.phone {
		v.do(chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile, chromedp.EmulateTouch))
		return
	}
	v.do(chromedp.EmulateViewport(1280, 1000))
}

// InEasyRead changes to Easy Read, as the switch on each page does.
func (v *visitor) InEasyRead() *visitor {
	v.voice = i18n.Easy
	v.cookie("voice", string(i18n.Easy))
	return v
}

// Says is a text of the catalogue in the visitor's voice.
func (v *visitor) Says(key string, args ...any) string { return i18n.T(v.voice, key, args...) }

// Open goes to an address. It must answer with a page, unless a test expects
// otherwise and says so with Refuses.
func (v *visitor) Open(path string) *visitor {
	v.t.Helper()
	v.goTo(path)
	v.answers(200)
	return v
}

func (v *visitor) goTo(path string) {
	v.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = v.w.URL() + path
	}
	v.do(chromedp.Navigate(path))
}

// Refuses goes to an address and expects an answer other than a page.
func (v *visitor) Refuses(path string, code int) *visitor {
	v.t.Helper()
	v.goTo(path)
	return v.answers(code)
}

// answers fails the test unless the last page came with a status.
func (v *visitor) answers(code int) *visitor {
	v.t.Helper()
	if got := v.heard.status(); got != code {
		v.fatalf("%s answered %d, want %d", v.At(), got, code)
	}
	v.Axe()
	return v
}

// Follow presses a link by its words; near, if given, are words beside it.
func (v *visitor) Follow(words string, near ...string) *visitor {
	v.t.Helper()
	v.pressThing("follow", words, near)
	return v.answers(200)
}

// Press presses a button by its words, and expects to come to a page.
func (v *visitor) Press(words string, near ...string) *visitor {
	v.t.Helper()
	v.pressThing("press", words, near)
	return v.answers(200)
}

// PressExpecting presses a button, and expects an answer other than a page:
// 422 for a form with errors, 403, 404 or 409 for a refusal.
func (v *visitor) PressExpecting(code int, words string, near ...string) *visitor {
	v.t.Helper()
	v.pressThing("press", words, near)
	return v.answers(code)
}

// pressThing clicks as a mouse does and waits for the page that comes.
func (v *visitor) pressThing(kind, words string, near []string) {
	v.t.Helper()
	click := chromedp.Click(chromedp.JSPath(v.find(kind, words, near)))
	if _, err := chromedp.Run(v.patient(), chromedp.WaitEvent(page.LoadEventFired, nil, click)); err != nil {
		v.fatalf("press %q: %v", words, err)
	}
}

// PressTwice presses a button again before the answer to the first press comes.
func (v *visitor) PressTwice(words string) *visitor {
	v.t.Helper()
	twice := chromedp.DoubleClick(chromedp.JSPath(v.find("press", words, nil)))
	if _, err := chromedp.Run(v.patient(), chromedp.WaitEvent(page.LoadEventFired, nil, twice)); err != nil {
		v.fatalf("press %q twice: %v", words, err)
	}
	return v.answers(200)
}

// Send presses the button of the form for an address, with every field empty.
func (v *visitor) Send(action string) *visitor {
	v.t.Helper()
	form := v.find("form", action, nil)
	evaluate[bool](v, "(f => { for (const e of f.elements) if (e.matches('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea')) e.value = ''; return true })("+form+")")
	button := chromedp.JSPath(form + ".querySelector('button')")
	if _, err := chromedp.Run(v.patient(), chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(button))); err != nil {
		v.fatalf("send %s: %v", action, err)
	}
	return v
}

// Unfold opens what is folded away under some words.
func (v *visitor) Unfold(words string, near ...string) *visitor {
	v.t.Helper()
	v.do(chromedp.Click(chromedp.JSPath(v.find("press", words, near))))
	return v
}

// find gives the expression of a thing that is there; a test that looks for
// what is not there fails here, with what there is.
func (v *visitor) find(kind, words string, near []string) string {
	v.t.Helper()
	beside := ""
	if len(near) > 0 {
		beside = near[0]
	}
	x := fmt.Sprintf("(%s)(%s, %s, %s)", finder, quoted(kind), quoted(words), quoted(beside))
	if !evaluate[bool](v, "!!"+x) {
		v.fatalf("there is no %q to %s %s", words, kind, strings.Join(near, " "))
	}
	return x
}

// Fill types into a field by its label.
func (v *visitor) Fill(label, text string, near ...string) *visitor {
	v.t.Helper()
	x := v.find("field", label, near)
	if evaluate[bool](v, x+".matches('select,[type=date]')") {
		v.set(x, text)
		return v
	}
	v.do(chromedp.Click(chromedp.JSPath(x)), chromedp.Evaluate[chromedp.Void](x+".select()"))
	if text == "" {
		v.set(x, "")
		return v
	}
	_, err := chromedp.Call(v.ctx, input.InsertText, input.InsertTextParams{Text: text})
	v.must(err)
	if got := evaluate[string](v, x+".value"); got != text {
		v.fatalf("%s holds %q after typing %q", label, got, text)
	}
	return v
}

// set chooses in a list by the words of a choice, or sets a date.
func (v *visitor) set(field, text string) {
	v.t.Helper()
	done := evaluate[bool](v, fmt.Sprintf(`(f => {
		const o = f.options && [...f.options].find(o => o.text.trim() === %[1]s || o.value === %[1]s)
		if (f.options && !o) return false
		f.value = o ? o.value : %[1]s
		f.dispatchEvent(new Event('input', {bubbles: true}))
		f.dispatchEvent(new Event('change', {bubbles: true}))
		return true
	})(%[2]s)`, quoted(text), field))
	if !done {
		v.fatalf("there is no choice %q", text)
	}
}

// Choose ticks a choice by its label.
func (v *visitor) Choose(label string, near ...string) *visitor {
	v.t.Helper()
	x := v.find("choose", label, near)
	v.do(chromedp.Click(chromedp.JSPath("(e => e.labels[0] || e)(" + x + ")")))
	if !evaluate[bool](v, x+".checked") {
		v.fatalf("%q is not ticked after pressing it", label)
	}
	return v
}

// Sees waits until the page shows some texts.
func (v *visitor) Sees(texts ...string) *visitor {
	v.t.Helper()
	for _, text := range texts {
		end := time.Now().Add(patience / 9)
		for !strings.Contains(v.Text(), text) {
			if time.Now().After(end) || !v.w.scripts {
				v.fatalf("%s does not show %q", v.At(), text)
			}
			time.Sleep(20 * time.Millisecond) // between two looks; the state decides
		}
	}
	return v
}

// SeesNot fails the test when the page shows one of the texts.
func (v *visitor) SeesNot(texts ...string) *visitor {
	v.t.Helper()
	for _, text := range texts {
		if strings.Contains(v.Text(), text) {
			v.fatalf("%s shows %q", v.At(), text)
		}
	}
	return v
}

// Text is what the page shows, white space folded.
func (v *visitor) Text() string {
	v.t.Helper()
	return strings.Join(strings.Fields(evaluate[string](v, "document.body.innerText")), " ")
}

// At is the path that the browser stands at.
func (v *visitor) At() string {
	v.t.Helper()
	return evaluate[string](v, "location.pathname + location.search")
}

// Pictures counts the content pictures that have loaded and are seen; one that
// has not loaded is waited for.
func (v *visitor) Pictures(inside string) int {
	v.t.Helper()
	return evaluate[int](v, fmt.Sprintf(`Promise.all([...document.querySelectorAll(%s + ' img')].map(i => {
		i.loading = 'eager'; return i.decode().then(() => i.naturalWidth > 0) })).then(all => all.filter(x => x).length)`, quoted(inside)))
}

// NeverScrollsSideways fails the test when the page is wider than the screen.
func (v *visitor) NeverScrollsSideways() *visitor {
	v.t.Helper()
	if over := evaluate[int](v, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		v.t.Errorf("%s is %d px wider than the screen", v.At(), over)
	}
	return v
}

// Count counts elements of the page.
func (v *visitor) Count(selector string) int {
	v.t.Helper()
	return evaluate[int](v, "document.querySelectorAll("+quoted(selector)+").length")
}

func evaluate[T any](v *visitor, expression string) T {
	v.t.Helper()
	got, err := chromedp.Run(v.patient(), chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	v.must(err)
	return got
}

func (v *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	v.must(chromedp.Do(v.patient(), steps...))
}

// patient is the visitor's context for one act.
func (v *visitor) patient() context.Context {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	v.t.Cleanup(cancel)
	return ctx
}

func (v *visitor) must(err error) {
	v.t.Helper()
	if err != nil {
		v.fatalf("%v", err)
	}
}

// fatalf ends the test with what the visitor saw, in words and as a picture.
func (v *visitor) fatalf(format string, args ...any) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 5*time.Second)
	defer cancel()
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText"))
	if err != nil {
		seen = err.Error()
	}
	v.t.Fatalf("%s: %s\nthe page shows: %.3000s%s", v.name, fmt.Sprintf(format, args...), strings.Join(strings.Fields(seen), " "),
		v.picture(ctx))
}

// picture keeps what the visitor saw in out/.
func (v *visitor) picture(ctx context.Context) string {
	b, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
	if err != nil {
		return ""
	}
	path := filepath.Join("out", strings.NewReplacer("/", "-", " ", "-").Replace(v.t.Name())+".png")
	if os.MkdirAll("out", 0o755) != nil || os.WriteFile(path, b, 0o644) != nil {
		return ""
	}
	return "\nand looks like test/browser/" + path
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be quoted
	}
	return string(b)
}
