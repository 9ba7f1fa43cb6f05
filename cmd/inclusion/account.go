package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/store"
)

// accountCommand looks after accounts where the data folder is, without a server.
type accountCommand struct {
	Add     accountAdd     `cmd:"" help:"Give somebody a role, and print the invitation to hand over."`
	List    accountList    `cmd:"" help:"List all accounts."`
	Disable accountDisable `cmd:"" help:"End an account: it cannot be used again."`
	Erase   accountErase   `cmd:"" help:"Erase the name and the e-mail address of an account that has ended."`
	Reset   accountReset   `cmd:"" help:"Print a link for a new password, or read the new password from standard input."`
}

type accountAdd struct {
	Email        string `arg:"" help:"The person's e-mail address."`
	Role         string `help:"system administrator (without --partnership), board administrator, partner editor, forum editor, young people's lead, data officer or regional viewer." default:"system administrator"`
	Partnership  string `help:"The partnership's three-digit code."`
	Organisation string `help:"Of a partner editor or a data officer: council, icb, schools, ap or social care."`
	Site         string `help:"This server's public address, for the link." default:"http://127.0.0.1:8080" env:"INCLUSION_SITE"`
}

type accountList struct{}

type accountDisable struct {
	Email string `arg:"" help:"The account's e-mail address."`
}

type accountErase struct {
	Email string `arg:"" help:"The e-mail address that the account had."`
}

type accountReset struct {
	Email         string `arg:"" help:"The account's e-mail address."`
	Stdin         bool   `help:"Read the new password from standard input instead of printing a link."`
	WithoutFactor bool   `help:"Also remove the second factor."`
	Site          string `help:"This server's public address, for the link." default:"http://127.0.0.1:8080" env:"INCLUSION_SITE"`
}

// withAccounts opens the plans for as long as something is done with their accounts.
func withAccounts(ctx context.Context, c *Config, do func(*account.Accounts) error) (err error) {
	if err := (store.Folder{Dir: c.Data}).Make(); err != nil {
		return err
	}
	plans, err := store.OpenPlans(ctx, store.Folder{Dir: c.Data}.Plans())
	if errors.Is(err, store.ErrPlansOpen) {
		return fmt.Errorf("a server has this data folder open: use its page of accounts, /people, or stop it first: %w", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, plans.Close()) }()
	admin, err := account.NewAdmin(c.Data, plans)
	if err != nil {
		return err
	}
	return do(account.NewAccounts(account.Settings{People: plans, Admin: admin, Sample: func() bool { return true }, Now: time.Now}))
}

// Run gives somebody a role.
func (cmd accountAdd) Run(ctx context.Context, c *Config) error {
	return withAccounts(ctx, c, func(a *account.Accounts) error {
		i, err := a.Invite(ctx, account.KeyHolder(), cmd.Email, account.Grant{Role: account.Role(cmd.Role), Partnership: cmd.Partnership, Organisation: cmd.Organisation})
		if err != nil {
			return err
		}
		if i.Secret == "" {
			fmt.Printf("%s has an account already and has been given the role.\n", i.Account.Email)
			return nil
		}
		fmt.Printf("Hand this link to %s. It works once, for %d days:\n%s/invitation/%s\n", i.Account.Email, account.InvitationDays, strings.TrimRight(cmd.Site, "/"), i.Secret)
		return nil
	})
}

// Run lists all accounts.
func (accountList) Run(ctx context.Context, c *Config) error {
	return withAccounts(ctx, c, func(a *account.Accounts) error {
		all, err := a.Everybody(ctx)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "EMAIL\tNAME\tSTATE\tROLES")
		for _, one := range all {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", one.Email, one.Name, one.State(), strings.Join(rolesOf(one), "; "))
		}
		return table.Flush()
	})
}

// rolesOf says what somebody is: "partner editor 101 council".
func rolesOf(a account.Account) (all []string) {
	for _, g := range a.Grants {
		all = append(all, strings.TrimSpace(strings.Join([]string{string(g.Role), g.Partnership, g.Organisation}, " ")))
	}
	return all
}

// Run ends an account.
func (cmd accountDisable) Run(ctx context.Context, c *Config) error {
	return withAccounts(ctx, c, func(a *account.Accounts) error {
		one, err := a.ByEmail(ctx, cmd.Email)
		if err != nil {
			return fmt.Errorf("ending the account of %s: %w", cmd.Email, err)
		}
		if err := a.Disable(ctx, account.KeyHolder(), one.ID); err != nil {
			return err
		}
		fmt.Printf("The account of %s has ended.\n", one.Email)
		return nil
	})
}

// Run erases whose an ended account was.
func (cmd accountErase) Run(ctx context.Context, c *Config) error {
	return withAccounts(ctx, c, func(a *account.Accounts) error {
		ended, err := a.Ended(ctx, cmd.Email)
		if err != nil {
			return err
		}
		if len(ended) == 0 {
			if _, err := a.ByEmail(ctx, cmd.Email); err == nil {
				return fmt.Errorf("the account of %s is still in use: end it first, with inclusion account disable", cmd.Email)
			}
			return fmt.Errorf("erasing %s: %w", cmd.Email, account.ErrNoAccount)
		}
		for _, one := range ended {
			if err := a.Erase(ctx, account.KeyHolder(), one.ID); err != nil {
				return err
			}
			fmt.Printf("The name and the e-mail address of the account %s are erased. Backups that were made before still hold them.\n", one.ID)
		}
		return nil
	})
}

// Run makes a way to a new password.
func (cmd accountReset) Run(ctx context.Context, c *Config) error {
	return withAccounts(ctx, c, func(a *account.Accounts) error {
		one, err := a.ByEmail(ctx, cmd.Email)
		if err != nil {
			return fmt.Errorf("making a new password for %s: %w", cmd.Email, err)
		}
		kind, secret, err := a.GiveReset(ctx, account.KeyHolder(), one.ID, "", cmd.WithoutFactor)
		if err != nil {
			return err
		}
		if !cmd.Stdin {
			fmt.Printf("Hand this link to %s. It works once:\n%s/%s/%s\n", one.Email, strings.TrimRight(cmd.Site, "/"), kind, secret)
			return nil
		}
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if line == "" && err != nil {
			return fmt.Errorf("reading the new password from standard input: %w", err)
		}
		if err := a.SetPassword(ctx, one.ID, strings.TrimRight(line, "\r\n")); err != nil {
			return err
		}
		fmt.Printf("The password of %s is set, and the account is signed out everywhere.\n", one.Email)
		return nil
	})
}
