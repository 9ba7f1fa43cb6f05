package main

import (
	"time"

	"inclusion/dashboards/board"
	"inclusion/internal/account"
	"inclusion/internal/account/oidc"
	"inclusion/internal/desk/invented"
	"inclusion/internal/store"
)

// signInFlags let people sign in with their own organisation; none is needed.
type signInFlags struct {
	Issuer       string `help:"Let people sign in with their organisation too (OpenID Connect): its issuer, https://..." env:"ISSUER"`
	ClientID     string `help:"This server's name at the issuer." env:"CLIENT_ID" name:"client-id"`
	ClientSecret string `help:"This server's secret at the issuer." env:"CLIENT_SECRET" name:"client-secret"`
	Redirect     string `help:"Where the issuer sends people back to: this server's public address and /sign-in/return, unless told otherwise." env:"REDIRECT"`
}

// people is who signs in and how. public is the site's public address, if it has one.
func (cmd serveCommand) people(plans *store.Plans, admin *account.Admin, sample func() bool, public string) board.People {
	accounts := account.NewAccounts(account.Settings{People: plans, Admin: admin, Sample: sample, Now: time.Now, NeedsSecond: cmd.SecondFactor == "required"})
	people := board.People{Accounts: accounts, Demo: demoAccounts}
	if f := cmd.OIDC; f.Issuer != "" {
		if f.Redirect == "" && public != "" {
			f.Redirect = public + "/sign-in/return"
		}
		people.Elsewhere = oidc.New(oidc.Settings{Issuer: f.Issuer, ClientID: f.ClientID, ClientSecret: f.ClientSecret, Redirect: f.Redirect}, accounts, time.Now)
	}
	return people
}

// demoAccounts are the invented sample's, as the page of signing in lists them.
func demoAccounts() (all []board.DemoAccount) {
	for _, a := range invented.Accounts() {
		all = append(all, board.DemoAccount{Email: a.Email, Password: a.Password, Name: a.Name, Role: a.Role, Partnership: a.Partnership, Try: a.Try})
	}
	return all
}
