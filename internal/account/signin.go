package account

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"inclusion/internal/web"
)

// LongestEmail is how long an e-mail address may be (RFC 5321).
const LongestEmail = 254

// ErrWrong is the cause of the problem that SignIn returns when the e-mail address, the password or the code is wrong: which one is
// never said.
var ErrWrong = errors.New("wrong e-mail address, password or code")

func wrong() error {
	return web.SignInNeeded("The e-mail address, the password or the code is wrong. If you use codes from an app, each one counts once: wait for the next.").BecauseOf(ErrWrong)
}

func tooMany() error {
	return web.TooMany("Too many wrong tries. Wait a minute, then try again.").BecauseOf(ErrWrong)
}

// SignIn begins a session of an account. code is of the second factor, for accounts that have one. An address that has no account is
// answered as a wrong password is, and as slowly.
func (a *Accounts) SignIn(w http.ResponseWriter, r *http.Request, email, password, code string) error {
	email = strings.ToLower(strings.TrimSpace(email))
	address := a.address(r)
	if len(email) > LongestEmail || len(password) > LongestPassword*utf8.UTFMax || !utf8.ValidString(email) {
		email, password = "", ""
	}
	if !a.ofAddress.take(address) || !a.ofAccount.take(email) {
		return tooMany()
	}
	account, err := a.proved(r.Context(), email, password, code)
	if err != nil {
		return err
	}
	a.ofAddress.giveBack(address)
	a.ofAccount.giveBack(email)
	return a.begin(w, r, accountSession, account.ID)
}

// proved is the account that the password and the code are right for. The error is wrong() when they are not.
func (a *Accounts) proved(ctx context.Context, email, password, code string) (Account, error) {
	account, err := a.people.AccountByEmail(ctx, email)
	if errors.Is(err, ErrNoAccount) || err == nil && !a.works(account) {
		account, err = Account{}, nil // without a password: nothing matches
	}
	if err != nil {
		return Account{}, err
	}
	matches, outdated, err := a.passwords.Matches(ctx, account.Password, password)
	if err != nil {
		return Account{}, err
	}
	if !matches {
		return Account{}, wrong()
	}
	if err := a.second(ctx, account, code); err != nil {
		return Account{}, err
	}
	if outdated {
		err = a.hashAgain(ctx, account, password)
	}
	return account, err
}

// second asks for the code where the account has a second factor.
func (a *Accounts) second(ctx context.Context, account Account, code string) error {
	if account.Secret == "" {
		return nil
	}
	step, ok := matchCode(account.Secret, code, a.now(), account.SecretUsed)
	if !ok {
		return wrong()
	}
	err := a.people.UseStep(ctx, account.ID, step)
	if errors.Is(err, ErrStepUsed) {
		return wrong()
	}
	return err
}

// hashAgain keeps the password at today's cost, unless it was changed meanwhile.
func (a *Accounts) hashAgain(ctx context.Context, account Account, password string) error {
	hash, err := a.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	return a.change(ctx, account.ID, Note{By: account.ID, Did: "password hashed anew"}, func(now *Account) error {
		if now.Password == account.Password {
			now.Password = hash
		}
		return nil
	})
}

// shared refuses what would lock everybody else out of a demonstration account.
func shared() error {
	return Refused{"This is a demonstration account, which everybody shares. It stays as it is."}
}

// own checks that somebody who is signed in knows the password of the account. Wrong ones are counted as they are at the door.
func (a *Accounts) own(ctx context.Context, id, password string) (Account, error) {
	account, err := a.people.Account(ctx, id)
	if err != nil {
		return account, err
	}
	if account.Demo {
		return account, shared()
	}
	if !a.ofAccount.take(account.Email) {
		return account, tooMany()
	}
	if len(password) > LongestPassword*utf8.UTFMax {
		password = ""
	}
	matches, _, err := a.passwords.Matches(ctx, account.Password, password)
	if err == nil && !matches {
		err = Refused{"That is not your present password."}
	}
	if err == nil {
		a.ofAccount.giveBack(account.Email)
	}
	return account, err
}

// ChangePassword sets a new password and ends every other session of the account. Errors for the person are Refused.
func (a *Accounts) ChangePassword(r *http.Request, who *Person, present, wanted string) error {
	ctx := r.Context()
	account, err := a.own(ctx, who.ID, present)
	if err != nil {
		return err
	}
	if err := CheckPassword(wanted, account.Email); err != nil {
		return err
	}
	if present == wanted {
		return Refused{"That is the password you have now. Choose another."}
	}
	hash, err := a.passwords.Hash(ctx, wanted)
	if err != nil {
		return err
	}
	err = a.change(ctx, account.ID, Note{By: who.ID, Did: "password changed"}, func(now *Account) error {
		now.Password = hash
		return nil
	})
	if err != nil {
		return err
	}
	return a.EndOtherSessions(r, who)
}

// SessionsOf lists where an account is signed in, newest first, and which of them asks.
func (a *Accounts) SessionsOf(r *http.Request, who *Person) (sessions []Session, present string, err error) {
	sessions, err = a.people.AccountSessions(r.Context(), who.ID)
	return sessions, TokenHash(token(r)), err
}

// EndOtherSessions signs the account out everywhere but here.
func (a *Accounts) EndOtherSessions(r *http.Request, who *Person) error {
	if who.Demo {
		return shared()
	}
	return a.people.EndSessions(r.Context(), who.ID, TokenHash(token(r)))
}

// offered is the name in a session's data of a second factor that is not confirmed yet.
const offered = "second factor offered"

// OfferSecondFactor makes a secret for the person's app, or gives again the one that was made in this session.
func (a *Accounts) OfferSecondFactor(r *http.Request, who *Person) (Enrolment, error) {
	ctx := a.admin.contextOf(r)
	if secret := a.admin.manager.GetString(ctx, offered); secret != "" {
		return enrolmentOf(who.Email, secret)
	}
	enrolment, err := newEnrolment(who.Email)
	if err != nil {
		return enrolment, err
	}
	a.admin.manager.Put(ctx, offered, enrolment.Secret)
	if _, _, err := a.admin.manager.Commit(ctx); err != nil {
		return enrolment, unsaved(err)
	}
	return enrolment, nil
}

// ConfirmSecondFactor turns the second factor on for whoever knows the password, when the app shows the right code: whoever finds a
// browser signed in cannot lock its owner out.
func (a *Accounts) ConfirmSecondFactor(r *http.Request, who *Person, password, code string) error {
	if _, err := a.own(r.Context(), who.ID, password); err != nil {
		return err
	}
	ctx := a.admin.contextOf(r)
	secret := a.admin.manager.GetString(ctx, offered)
	if secret == "" {
		return Refused{"The offer has expired. Begin again."}
	}
	if !a.ofAccount.take(who.Email) {
		return tooMany()
	}
	step, ok := matchCode(secret, code, a.now(), 0)
	if !ok {
		return Refused{"That is not the code the app shows now. Check that the phone's clock is right and type the newest one."}
	}
	a.ofAccount.giveBack(who.Email)
	err := a.change(ctx, who.ID, Note{By: who.ID, Did: "second factor set"}, func(now *Account) error {
		now.Secret, now.SecretUsed = secret, step
		return nil
	})
	if err != nil {
		return err
	}
	a.admin.manager.Remove(ctx, offered)
	if _, _, err := a.admin.manager.Commit(ctx); err != nil {
		return unsaved(err)
	}
	return nil
}

// RemoveSecondFactor turns the second factor off for whoever knows the password.
func (a *Accounts) RemoveSecondFactor(r *http.Request, who *Person, password string) error {
	if _, err := a.own(r.Context(), who.ID, password); err != nil {
		return err
	}
	return a.change(r.Context(), who.ID, Note{By: who.ID, Did: "second factor removed"}, func(now *Account) error {
		now.Secret, now.SecretUsed = "", 0
		return nil
	})
}

// Own is the account of who is asking; ok is false for whoever has none: the holder of the key, an inspector.
func (a *Accounts) Own(ctx context.Context, who *Person) (account Account, ok bool, err error) {
	account, err = a.people.Account(ctx, who.ID)
	if errors.Is(err, ErrNoAccount) {
		return account, false, nil
	}
	return account, err == nil, err
}
