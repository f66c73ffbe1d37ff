package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"ourdays/internal/area/access"
	"ourdays/internal/area/directory"
	"ourdays/internal/platform/db"
	"ourdays/internal/platform/fail"
	"ourdays/internal/platform/i18n"
	"ourdays/internal/platform/pence"
)

func appointCommand() command {
	return command{"appoint",
		"EMAIL --name NAME --role ROLE[,ROLE] [--limit POUNDS] [--organisation NAME] [--db URL]",
		"makes an account for somebody who works with Ourdays, such as the first administrator", runAppoint}
}

// appointment is an account as the command line gives it.
type appointment struct{ email, name, roles, limit, organisation string }

func runAppoint(ctx context.Context, std streams, args []string) int {
	var ap appointment
	email, flags, extra := leadingFile(args, map[string]bool{"name": true, "role": true, "limit": true,
		"organisation": true, "db": true})
	set := flag.NewFlagSet("appoint", flag.ContinueOnError)
	set.SetOutput(std.err)
	ap.email = email
	set.StringVar(&ap.name, "name", "", "the name of who is appointed")
	set.StringVar(&ap.roles, "role", "", "what they do: "+strings.Join(words(access.RolesToGive()), ", "))
	set.StringVar(&ap.limit, "limit", "", "the pounds a week up to which an approver approves")
	set.StringVar(&ap.organisation, "organisation", "",
		"the name of the organisation that a provider's staff work for")
	address := set.String("db", env("OURDAYS_DB", defaultDB), "the database: sqlite:PATH or postgres://…")
	if err := set.Parse(flags); err != nil {
		return exitUsage
	}
	if email == "" || len(extra) > 0 {
		fmt.Fprintln(std.err, "ourdays appoint: name one EMAIL address")
		return exitUsage
	}
	acc, err := appoint(ctx, std, ap, *address)
	if err != nil {
		fmt.Fprintln(std.err, "ourdays appoint: nobody is appointed")
		tellRefused(std, err)
		return exitBad
	}
	fmt.Fprintf(std.out, "%s can sign in now as %s\n", acc.Email, strings.Join(words(acc.Roles), ", "))
	return exitOK
}

func words(roles []access.Role) []string {
	var all []string
	for _, r := range roles {
		all = append(all, string(r))
	}
	return all
}

func appoint(ctx context.Context, std streams, ap appointment,
	address string) (acc access.Account, err error) {
	d, err := openMigrated(ctx, std, address)
	if err != nil {
		return acc, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	s := access.New(access.Deps{DB: d})
	err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		all, err := directory.New(directory.Deps{DB: d, Access: s}).Organisations(ctx, tx)
		if err != nil {
			return err
		}
		if acc, err = ap.account(all); err == nil {
			acc, err = s.Appoint(ctx, tx, access.System, acc)
		}
		return err
	})
	return acc, err
}

// account reads the words of the command line. What cannot be read is told
// together with what is wrong with the rest.
func (ap appointment) account(organisations []directory.Organisation) (access.Account, error) {
	acc := access.Account{Name: strings.TrimSpace(ap.name), Email: ap.email}
	for _, r := range strings.FieldsFunc(ap.roles, func(r rune) bool { return r == ',' || r == ' ' }) {
		acc.Roles = append(acc.Roles, access.Role(r))
	}
	var unread []fail.Field
	if limit, err := pence.ParsePounds(ap.limit); err == nil {
		acc.ApprovalLimit = limit
	} else if ap.limit != "" {
		unread = append(unread, fail.Field{Name: "limit", Key: "web.refused.pounds"})
	}
	at := slices.IndexFunc(organisations, func(o directory.Organisation) bool {
		return strings.EqualFold(o.Name, ap.organisation)
	})
	if at >= 0 && ap.organisation != "" {
		acc.OrganisationID = organisations[at].ID
	} else if ap.organisation != "" {
		unread = append(unread, fail.Field{Name: "organisation", Key: "access.account.wrong.unknown"})
	}
	if e, refused := fail.As(acc.Check()); refused && len(unread) > 0 {
		unread = append(unread, slices.DeleteFunc(e.Fields, func(f fail.Field) bool {
			return f.Name == "limit" || f.Name == "organisation"
		})...)
	}
	return acc, fail.Fields(unread...)
}

// tellRefused prints what was wrong, a line for each.
func tellRefused(std streams, err error) {
	e, refused := fail.As(err)
	if !refused {
		fmt.Fprintln(std.err, err)
		return
	}
	if len(e.Fields) == 0 {
		fmt.Fprintln(std.err, i18n.T(i18n.Standard, e.Key, e.Args...))
	}
	for _, f := range e.Fields {
		fmt.Fprintf(std.err, "%s: %s\n", f.Name, i18n.T(i18n.Standard, f.Key, f.Args...))
	}
}
