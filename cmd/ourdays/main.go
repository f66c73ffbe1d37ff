// Command ourdays runs community activities for a council: it serves the
// website, and gives every engine a command of its own.
//
// Every subcommand lives in one file of this folder. It exits 0 on success,
// 1 when the answer is "no" or the input is bad, and 2 on wrong usage. What a
// machine reads goes to standard output; progress and messages go to standard
// error.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// Exit codes of every subcommand.
const (
	exitOK    = 0
	exitBad   = 1
	exitUsage = 2
)

// streams are a command's standard input, output and error.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// command is one subcommand: its name, its arguments as shown in the usage
// line, one sentence of what it does, and the function that does it.
type command struct {
	name, args, does string
	run              func(ctx context.Context, std streams, args []string) int
}

// commands lists every subcommand in the order in which help shows them.
func commands() []command {
	return []command{
		demoCommand(),
		serveCommand(),
		appointCommand(),
		chargeCommand(),
		forecastCommand(),
		importCommand(),
		planCommand(),
		exportCommand(),
		checkCommand(),
		backupCommand(),
		restoreCommand(),
		migrateCommand(),
		versionCommand(),
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	context.AfterFunc(ctx, func() {
		signal.Ignore(unheard...)
		stop() // the first asks to end in order; a second ends at once
	})
	code := run(ctx, streams{os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// endings are the signals that ask to end in order: ctrl-C, a service being stopped, and a
// terminal being closed, unless whoever started the program wants it to outlive that, as
// nohup does.
func endings() []os.Signal {
	asks := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		asks = append(asks, syscall.SIGHUP)
	}
	return asks
}

// unheard are the signals that nobody means once the program is ending: a closed terminal
// says so twice, and what is still to be told has nowhere to go.
var unheard = []os.Signal{syscall.SIGHUP, syscall.SIGPIPE}

// run finds the subcommand and hands it the remaining arguments.
func run(ctx context.Context, std streams, args []string) int {
	if len(args) == 0 {
		usage(std.err)
		return exitUsage
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(std.out)
		return exitOK
	}
	for _, c := range commands() {
		if c.name == args[0] && asksHelp(args[1:]) {
			fmt.Fprintf(std.out, "ourdays %s %s\n    %s\n\n", c.name, c.args, c.does)
			c.run(ctx, streams{std.in, std.out, std.out}, args[1:]) // says its flags, and does nothing
			return exitOK
		}
		if c.name == args[0] {
			return c.run(ctx, std, args[1:])
		}
	}
	fmt.Fprintf(std.err, "ourdays: there is no command %q\n\n", args[0])
	usage(std.err)
	return exitUsage
}

// asksHelp tells whether one of the arguments asks what a command does.
func asksHelp(args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "-help" || a == "--help" })
}

func usage(w io.Writer) {
	fmt.Fprint(w, "Ourdays: day opportunities as community activities.\n\nUsage:\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  ourdays %s %s\n      %s\n", c.name, c.args, c.does)
	}
}
