// Command build makes what the program embeds out of the installed npm
// packages: the symbols that Ourdays uses, the rules of govuk-frontend's style
// sheet that its pages need, and one bundled script.
package main

import (
	"errors"
	"fmt"
	"os"
)

const (
	assets  = "internal/platform/assets/"
	govuk   = "node_modules/govuk-frontend/dist/govuk/"
	private = 0o600 // what is built is for this machine; git does not keep it
)

func main() {
	if err := errors.Join(symbols(), style(), script()); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}
