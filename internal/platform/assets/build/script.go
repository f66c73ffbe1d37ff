package main

import (
	"fmt"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

// script bundles script.js with the modules that it names.
func script() error {
	out := api.Build(api.BuildOptions{EntryPoints: []string{assets + "script.js"}, Bundle: true,
		Format: api.FormatESModule,
		Target: api.ES2020, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
	if err := faults(out.Errors); err != nil {
		return err
	}
	if n := len(out.OutputFiles); n != 1 {
		return fmt.Errorf("script: %d files came out, one was meant to", n)
	}
	code := out.OutputFiles[0].Contents
	fmt.Fprintf(os.Stderr, "assets: %d bytes of script\n", len(code))
	return os.WriteFile(assets+"built/script.js", code, private)
}
