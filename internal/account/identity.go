package account

import (
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"inclusion/internal/web"
)

// Identity is who somebody is, in the words of an organisation that they signed in to elsewhere.
type Identity struct {
	Subject  string // issuer, space, subject: never changes
	Email    string
	Verified bool // the organisation says that the address is the person's
	Name     string
}

// ErrUnknownIdentity is the cause of the problem for somebody whose organisation knows them and who has no account here.
var ErrUnknownIdentity = errors.New("nobody here has this identity")

// SignInAs begins a session of the account that an identity belongs to. The first time, it is the account that was invited by the
// identity's e-mail address and has not been taken up. No account is made.
func (a *Accounts) SignInAs(w http.ResponseWriter, r *http.Request, who Identity) error {
	ctx := r.Context()
	account, err := a.people.AccountBySubject(ctx, who.Subject)
	if errors.Is(err, ErrNoAccount) {
		account, err = a.taken(r, who)
	}
	if err == nil && !a.works(account) {
		err = unknownIdentity()
	}
	if err != nil {
		return err
	}
	return a.begin(w, r, accountSession, account.ID)
}

func unknownIdentity() error {
	return web.Forbidden("Your organisation knows you, but nobody has invited you here with the e-mail address it gives, or you have a password here already: then sign in with that. Ask the board's administrator of your partnership.").BecauseOf(ErrUnknownIdentity)
}

// taken gives an invited account its identity.
func (a *Accounts) taken(r *http.Request, who Identity) (Account, error) {
	ctx := r.Context()
	email, err := CheckEmail(who.Email)
	if err != nil || !who.Verified || who.Subject == "" {
		return Account{}, unknownIdentity()
	}
	account, err := a.people.AccountByEmail(ctx, email)
	if errors.Is(err, ErrNoAccount) || err == nil && (account.takenUp() || account.Demo) {
		return Account{}, unknownIdentity()
	}
	if err != nil {
		return Account{}, err
	}
	err = a.change(ctx, account.ID, Note{By: account.ID, Did: "signed in by the organisation"}, func(now *Account) error {
		if now.takenUp() || now.Disabled {
			return unknownIdentity()
		}
		now.OIDCSubject = who.Subject
		if name, err := CheckName(who.Name); now.Name == "" && err == nil {
			now.Name = name
		}
		account = *now
		return nil
	})
	if err != nil {
		return account, err
	}
	return account, a.withdraw(ctx, account, Note{By: account.ID, Did: "withdrawn"})
}

// away is the cookie that remembers something while somebody signs in elsewhere, for as long as that may take. The session stays as it
// is meanwhile: a link to the page that sends people away signs nobody out.
const (
	awayCookie = "inclusion_away"
	awayTime   = 10 * time.Minute
)

// Remember keeps a text in the browser while somebody signs in elsewhere.
func (a *Accounts) Remember(w http.ResponseWriter, r *http.Request, text string) {
	cookie := newCookie(r, awayCookie, base64.RawURLEncoding.EncodeToString([]byte(text)))
	cookie.MaxAge = int(awayTime / time.Second)
	http.SetCookie(w, cookie)
	private(w)
}

// Remembered is what Remember kept; the browser then forgets it.
func (a *Accounts) Remembered(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(cookieName(r, awayCookie))
	if err != nil {
		return ""
	}
	http.SetCookie(w, newCookie(r, awayCookie, ""))
	text, _ := base64.RawURLEncoding.DecodeString(cookie.Value) // what cannot be read was not kept here
	return string(text)
}
