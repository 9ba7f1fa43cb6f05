// Package oidc lets people sign in with their own organisation (OpenID Connect): a council or the NHS says who they are, and the
// account that was invited by their e-mail address is theirs from then on.
package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"crypto/rand"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"inclusion/internal/account"
	"inclusion/internal/web"
)

// Settings say where people sign in, and who this server is there.
type Settings struct {
	Issuer       string // https://login.example.org
	ClientID     string
	ClientSecret string
	Redirect     string // the address here that people come back to: https://…/sign-in/return
}

// patience is how long the organisation may take to answer, and how long a person may take to sign in there.
const (
	patience   = 10 * time.Second
	timeToSign = 10 * time.Minute
)

// SignIn sends people to their organisation and takes them back.
type SignIn struct {
	settings Settings
	accounts *account.Accounts
	now      func() time.Time

	mu       sync.Mutex
	provider *oidc.Provider // nil until it was first asked: the server starts without it
}

// New signs people in with what the settings name.
func New(s Settings, accounts *account.Accounts, now func() time.Time) *SignIn {
	return &SignIn{settings: s, accounts: accounts, now: now}
}

// left is what is remembered while somebody is away to sign in.
type left struct {
	State, Nonce, Verifier string
	At                     time.Time
}

// Begin sends the browser to the organisation.
func (s *SignIn) Begin(w http.ResponseWriter, r *http.Request) error {
	config, _, err := s.config(r.Context())
	if err != nil {
		return err
	}
	l := left{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), At: s.now()}
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	s.accounts.Remember(w, r, string(text))
	http.Redirect(w, r, config.AuthCodeURL(l.State, oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier)), http.StatusSeeOther)
	return nil
}

// Return takes somebody back who has signed in there, and begins a session here.
func (s *SignIn) Return(w http.ResponseWriter, r *http.Request) error {
	text := s.accounts.Remembered(w, r)
	var l left
	query := r.URL.Query()
	if json.Unmarshal([]byte(text), &l) != nil || l.State == "" || subtle.ConstantTimeCompare([]byte(l.State), []byte(query.Get("state"))) != 1 ||
		s.now().Sub(l.At) > timeToSign {
		return web.BadRequest("This sign-in was not begun here, or took too long. Begin again from the sign-in page.")
	}
	if query.Get("error") != "" {
		return web.SignInNeeded("Your organisation did not sign you in. Begin again, or sign in with a password.").BecauseOf(fmt.Errorf("the issuer answered %q", query.Get("error")))
	}
	who, err := s.identity(r.Context(), l, query.Get("code"))
	if err != nil {
		return err
	}
	return s.accounts.SignInAs(w, r, who)
}

// identity changes the code for what the organisation says of the person, and checks that it was said for this sign-in.
func (s *SignIn) identity(ctx context.Context, l left, code string) (account.Identity, error) {
	config, provider, err := s.config(ctx)
	if err != nil {
		return account.Identity{}, err
	}
	ctx = oidc.ClientContext(ctx, client)
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(l.Verifier))
	if err != nil {
		return account.Identity{}, refused(fmt.Errorf("changing the code for a token: %w", err))
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := provider.VerifierContext(ctx, &oidc.Config{ClientID: s.settings.ClientID, Now: s.now}).Verify(ctx, raw)
	if err != nil {
		return account.Identity{}, refused(err)
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(l.Nonce)) != 1 {
		return account.Identity{}, refused(fmt.Errorf("the token is of another sign-in"))
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
		Name     string `json:"name"`
	}
	if err := verified.Claims(&claims); err != nil {
		return account.Identity{}, refused(err)
	}
	return account.Identity{Subject: verified.Issuer + " " + verified.Subject, Email: claims.Email, Verified: claims.Verified, Name: claims.Name}, nil
}

func refused(err error) error {
	return web.SignInNeeded("What your organisation answered could not be trusted, so you are not signed in. Begin again, or sign in with a password.").BecauseOf(err)
}

// client asks the organisation, and nobody whom its answers lead to.
var client = &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// config asks the organisation for its addresses and keys, once.
func (s *SignIn) config(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.provider == nil {
		// Keys are fetched again as they change, long after this request is over.
		provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), client), s.settings.Issuer)
		if err != nil {
			return nil, nil, web.Unavailable("The organisation that you sign in with does not answer. Try again in a minute, or sign in with a password.").BecauseOf(err)
		}
		s.provider = provider
	}
	return &oauth2.Config{ClientID: s.settings.ClientID, ClientSecret: s.settings.ClientSecret, RedirectURL: s.settings.Redirect,
		Endpoint: s.provider.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}, s.provider, nil
}
