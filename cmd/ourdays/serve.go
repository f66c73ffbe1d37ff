package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"ourdays/internal/app"
	"ourdays/internal/platform/assets"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/mail"
)

func serveCommand() command {
	return command{"serve", "[--db URL] [--addr :8080]",
		"serves the website; settings come from OURDAYS_… in the environment", runServe}
}

// defaultDB is the database when none is named.
const defaultDB = "sqlite:ourdays.db"

// settings read the environment; every one has a value that is safe to start
// with. Links in mail lead to where the program listens, unless OURDAYS_BASE says
// how the world reaches it.
func settings(log *slog.Logger, demo bool, addr string) (app.Settings, error) {
	s := app.Settings{Name: os.Getenv("OURDAYS_NAME"),
		Council: env("OURDAYS_COUNCIL", "Borough of Weaverdale (a made-up council)"),
		Phone:   env("OURDAYS_PHONE", "01632 960 100"), Email: env("OURDAYS_EMAIL", "help@weaverdale.example"),
		Base: env("OURDAYS_BASE", baseOf(addr)), Demo: demo, Log: log}
	var err error
	if dir := os.Getenv("OURDAYS_SYMBOLS"); dir != "" {
		s.Symbols, err = assets.Folder(dir)
	} else {
		s.Symbols, err = assets.Embedded()
	}
	if err != nil {
		return s, fmt.Errorf("load symbols: %w", err)
	}
	if err := assets.Whole(s.Symbols); err != nil {
		log.Warn(err.Error())
	}
	if s.Style, err = assets.NewStyle(assets.Brand{Colour: os.Getenv("OURDAYS_BRAND"),
		Logo: os.Getenv("OURDAYS_LOGO")}); err != nil {
		return s, fmt.Errorf("the council's look (OURDAYS_BRAND, OURDAYS_LOGO): %w", err)
	}
	for _, name := range []string{"OURDAYS_COUNCIL", "OURDAYS_PHONE", "OURDAYS_EMAIL"} {
		if !demo && os.Getenv(name) == "" {
			log.Warn("a made-up council is shown: set " + name)
		}
	}
	s.Mail = &mail.Box{}
	if server := os.Getenv("OURDAYS_SMTP"); server != "" {
		s.Mail, err = mail.NewSMTP(server, s.Email)
	} else if !demo {
		log.Warn("no mail server is set (OURDAYS_SMTP): nobody can sign in by mail")
	}
	return s, err
}

// baseOf is the address of the site on this machine, by where it listens;
// what listens everywhere answers as localhost.
func baseOf(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	if err != nil {
		port = "8080"
	}
	return "http://" + net.JoinHostPort(host, port)
}

func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func newLog(std streams) *slog.Logger { return slog.New(slog.NewJSONHandler(std.err, nil)) }

func runServe(ctx context.Context, std streams, args []string) int {
	set := flag.NewFlagSet("serve", flag.ContinueOnError)
	set.SetOutput(std.err)
	address := set.String("db", env("OURDAYS_DB", defaultDB), "the database: sqlite:PATH or postgres://…")
	addr := set.String("addr", env("OURDAYS_ADDR", ":8080"), "where to listen")
	if err := set.Parse(args); err != nil || set.NArg() > 0 {
		return exitUsage
	}
	d, err := openMigrated(ctx, std, *address)
	if err != nil {
		return complain(std, "serve", err)
	}
	defer closeDB(std, d)
	s, err := settings(newLog(std), os.Getenv("OURDAYS_DEMO") == "true", *addr)
	if err != nil {
		return complain(std, "serve", err)
	}
	if err := listen(ctx, std, app.New(d, s), *addr); err != nil {
		return complain(std, "serve", err)
	}
	return exitOK
}

func complain(std streams, name string, err error) int {
	fmt.Fprintf(std.err, "ourdays %s: %v\n", name, err)
	return exitBad
}

func openMigrated(ctx context.Context, std streams, address string) (*db.DB, error) {
	d, err := db.Open(ctx, address, db.Options{})
	if err != nil {
		return nil, err
	}
	applied, err := d.Migrate(ctx)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	for _, name := range applied {
		fmt.Fprintln(std.err, "migrated:", name)
	}
	if err := app.Ready(ctx, d); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func closeDB(std streams, d *db.DB) {
	if err := d.Close(); err != nil {
		fmt.Fprintln(std.err, "close database:", err)
	}
}

// graceful is how long a stop waits for answers under way.
const graceful = 20 * time.Second

// listen serves until the context ends, then lets answers under way finish. It
// returns when nothing uses the database any more.
func listen(ctx context.Context, std streams, a *app.App, addr string) error {
	if err := a.MayServe(ctx); err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	server := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:  60 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 120 * time.Second}
	beside, endBeside := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { a.Run(beside) })
	defer running.Wait()
	defer endBeside()
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	fmt.Fprintln(std.out, "Ourdays:", baseOf(l.Addr().String()))
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
