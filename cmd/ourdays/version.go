package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version is set by the linker at a release build; otherwise the commit that
// Go recorded is shown.
var version = ""

func versionCommand() command {
	return command{"version", "", "prints the version of this program", runVersion}
}

func runVersion(_ context.Context, std streams, args []string) int {
	if len(args) > 0 {
		fmt.Fprintln(std.err, "ourdays version: takes no arguments")
		return exitUsage
	}
	fmt.Fprintf(std.out, "ourdays %s\n", builtFrom())
	return exitOK
}

// builtFrom names what this program was built from.
func builtFrom() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}
