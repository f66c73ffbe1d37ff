package govuk

import (
	"strings"
	"testing"
)

func TestNothingEndsAStyleOrADataElementEarly(t *testing.T) {
	var b strings.Builder
	if err := Data("application/ld+json", map[string]any{"name": `</script><script>alert("x")</script>&`}).Render(&b); err != nil {
		t.Fatal(err)
	}
	if want := `<script type="application/ld+json">{"name":"\u003c/script\u003e\u003cscript\u003ealert(\"x\")\u003c/script\u003e\u0026"}</script>`; b.String() != want {
		t.Errorf("got %s", b.String())
	}
	b.Reset()
	if err := Style("a>b{content:\"&\"}").Render(&b); err != nil || b.String() != "<style>a>b{content:\"&\"}</style>" {
		t.Errorf("got %s %v", b.String(), err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a sheet that ends its element is written")
		}
	}()
	Style("a{}</style><script>")
}
