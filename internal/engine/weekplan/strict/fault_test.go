package strict

import "testing"

func TestWordsOfAFileDoNotSteerATerminal(t *testing.T) {
	for text, want := range map[string]string{"Zoë's \"week\"": "Zoë's \"week\"", "a\x1b[2Jb": `a\x1b[2Jb`, "a\nb": `a\nb`,
		"a\u202eb": `a\u202eb`, "a\xffb": `a\xffb`, "": ""} {
		if got := Printed(text); got != want {
			t.Errorf("%q is shown as %q, not %q", text, got, want)
		}
		if got := (Fault{Path: text + "x", Message: "is wrong"}).String(); got != want+"x: is wrong" {
			t.Errorf("a fault at %q says %q", text, got)
		}
	}
}
