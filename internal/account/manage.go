package account

import (
	"context"
	"crypto/rand"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"time"

	"inclusion/internal/plan"
	"inclusion/internal/web"
)

// errEnded is returned for somebody who has no access to the place that it is asked of.
var errEnded = web.NotFound("Nobody with this account has access here. It may have been ended a moment ago.")

// OrganisationOf is the organisation that somebody with a role writes for, of those one may choose from; ok is false where the role
// does not go with it. Roles that stand for one organisation need no choice.
func (r Role) OrganisationOf(chosen string) (organisation string, ok bool) {
	switch r {
	case Partner, DataOff:
		return chosen, slices.Contains(plan.Partners(), chosen)
	case Board:
		return plan.BoardOrg, true
	case ForumEdit:
		return plan.ForumOrg, true
	case YoungLead:
		return plan.YoungOrg, true
	case Regional, System:
		return "", true
	}
	return "", false
}

// Given are the roles that somebody may be given: in a partnership, or on the whole server.
func Given(partnership string) []Role {
	if partnership == "" {
		return []Role{System}
	}
	return []Role{Board, Partner, ForumEdit, YoungLead, DataOff, Regional}
}

// Invitation is what inviting somebody came to. Secret is of the invitation to hand over; empty for somebody who has an account with a
// password already and needs none.
type Invitation struct {
	Account Account
	Secret  string
}

// Invite gives somebody a role, with an account and an invitation for whoever has none. Errors for the person are Refused.
func (a *Accounts) Invite(ctx context.Context, by *Person, email string, grant Grant) (Invitation, error) {
	if err := mayManage(by, grant.Partnership); err != nil {
		return Invitation{}, err
	}
	email, err := CheckEmail(email)
	if err != nil {
		return Invitation{}, err
	}
	if !slices.Contains(Given(grant.Partnership), grant.Role) {
		return Invitation{}, Refused{"Choose one of the roles."}
	}
	if grant.Role == ForumEdit && !by.May(ManageServer, "", "") {
		return Invitation{}, Refused{"Ask whoever runs this server to invite the forum: a board must not be able to write as the forum."}
	}
	var ok bool
	if grant.Organisation, ok = grant.Role.OrganisationOf(grant.Organisation); !ok {
		return Invitation{}, Refused{"Choose the organisation that the person writes for."}
	}
	account, err := a.granted(ctx, by, email, grant)
	if err != nil || account.takenUp() {
		return Invitation{Account: account}, err
	}
	if err := a.withdraw(ctx, account, noteOf(by, grant.Partnership, "invitation replaced")); err != nil {
		return Invitation{}, err
	}
	note := noteOf(by, grant.Partnership, "invited")
	note.Role = grant.Role
	t := Ticket{Kind: InvitationTicket, Account: account.ID, Partnership: grant.Partnership}
	secret, err := a.give(ctx, t, InvitationDays*24*time.Hour, note)
	return Invitation{Account: account, Secret: secret}, err
}

// State is how an account stands, in words: "ended", "ended, name and address erased", "invited, not taken up yet", "second factor on", "ready".
func (a Account) State() string {
	switch {
	case a.Erased():
		return "ended, name and address erased"
	case a.Disabled:
		return "ended"
	case !a.takenUp():
		return "invited, not taken up yet"
	case a.Secret != "":
		return "second factor on"
	}
	return "ready"
}

// takenUp says that the person has a way to sign in.
func (a Account) takenUp() bool { return a.Password != "" || a.OIDCSubject != "" }

// granted is the account of an address with a role more; it is made where there is none.
func (a *Accounts) granted(ctx context.Context, by *Person, email string, grant Grant) (Account, error) {
	a.changing.Lock()
	defer a.changing.Unlock()
	account, err := a.people.AccountByEmail(ctx, email)
	if errors.Is(err, ErrNoAccount) {
		account, err = Account{ID: rand.Text(), Email: email, Created: a.now()}, nil
	}
	if err != nil {
		return account, err
	}
	if account.Demo {
		return account, Refused{"This is a demonstration account of the invented sample. It cannot be given more."}
	}
	if len(account.Grants) > 0 && !account.takenUp() && !by.MayReset(account) {
		// Whoever holds an invitation that is open could use what is added to it.
		return account, Refused{"Another partnership has invited this person, who has not taken that up yet. Ask them to do so first, then invite them again."}
	}
	if slices.Contains(account.Grants, grant) {
		return account, nil
	}
	account.Grants = append(slices.Clone(account.Grants), grant)
	account.Changed = a.now()
	note := noteOf(by, grant.Partnership, "role given")
	note.At, note.Role = account.Changed, grant.Role
	return account, a.people.SaveAccount(ctx, account, note)
}

// CheckEmail is an address as it is kept: small letters, nothing around it. The error is a Refused.
func CheckEmail(email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	parsed, err := mail.ParseAddress(email)
	_, domain, _ := strings.Cut(email, "@")
	if err != nil || parsed.Address != email || len(email) > LongestEmail || !strings.Contains(strings.Trim(domain, "."), ".") || strings.ContainsFunc(email, unreadable) {
		return "", Refused{"That is no e-mail address. It looks like name@example.org."}
	}
	return email, nil
}

// Everybody lists all accounts of the server, by address.
func (a *Accounts) Everybody(ctx context.Context) ([]Account, error) {
	all, err := a.people.Accounts(ctx)
	slices.SortFunc(all, func(x, y Account) int { return strings.Compare(x.Email, y.Email) })
	return all, err
}

// In lists the accounts that have access to a partnership, by address.
func (a *Accounts) In(ctx context.Context, partnership string) (in []Account, err error) {
	all, err := a.Everybody(ctx)
	for _, account := range all {
		if !account.Disabled && len(account.Person().In(partnership)) > 0 {
			in = append(in, account)
		}
	}
	return in, err
}

// EndAccess takes a role away from somebody, and ends their sessions.
func (a *Accounts) EndAccess(ctx context.Context, by *Person, id string, grant Grant) error {
	if err := mayManage(by, grant.Partnership); err != nil {
		return err
	}
	if by.ID == id {
		return Refused{"You cannot take a role from yourself: somebody else has to."}
	}
	note := noteOf(by, grant.Partnership, "role taken away")
	note.Role = grant.Role
	var before Account
	err := a.change(ctx, id, note, func(now *Account) error {
		before = *now
		i := slices.Index(now.Grants, grant)
		if i < 0 {
			return errEnded
		}
		now.Grants = slices.Delete(slices.Clone(now.Grants), i, i+1)
		return nil
	})
	if errors.Is(err, ErrNoAccount) {
		return errEnded
	}
	if err != nil {
		return err
	}
	if err := a.withdraw(ctx, before, noteOf(by, grant.Partnership, "withdrawn")); err != nil {
		return err
	}
	return a.people.EndSessions(ctx, id, "")
}

// MayReset says that somebody may hand over a new password for an account: whoever manages the server, or who manages the only
// partnership that the account has access to. Otherwise a board could get at what other partnerships write, or write as the forum.
func (p *Person) MayReset(account Account) bool {
	if p.real() != nil {
		return false
	}
	if p.May(ManageServer, "", "") {
		return true
	}
	return len(account.Grants) > 0 && !slices.ContainsFunc(account.Grants, func(g Grant) bool {
		return g.Role == System || g.Role == ForumEdit || !p.May(ManagePeople, g.Partnership, "")
	})
}

// GiveReset makes a link by which somebody sets a new password, and an invitation for who never had one. withoutSecond also removes the
// second factor; only who manages the server may.
func (a *Accounts) GiveReset(ctx context.Context, by *Person, id, partnership string, withoutSecond bool) (kind, secret string, err error) {
	if err := by.real(); err != nil {
		return "", "", err
	}
	account, err := a.live(ctx, id)
	if err != nil {
		return "", "", err
	}
	if !by.MayReset(account) || withoutSecond && !by.May(ManageServer, "", "") {
		return "", "", web.Forbidden("This account has access to other partnerships too, so only the administrator of the server may do this.")
	}
	if withoutSecond && account.Secret != "" {
		err := a.change(ctx, id, noteOf(by, partnership, "second factor removed"), func(now *Account) error {
			now.Secret, now.SecretUsed = "", 0
			return nil
		})
		if err != nil {
			return "", "", err
		}
	}
	if err := a.withdraw(ctx, account, noteOf(by, partnership, "replaced")); err != nil {
		return "", "", err
	}
	kind, lasts, did := ResetTicket, ResetHours*time.Hour, "reset given"
	if !account.takenUp() {
		kind, lasts, did = InvitationTicket, InvitationDays*24*time.Hour, "invited again"
	}
	secret, err = a.give(ctx, Ticket{Kind: kind, Account: id, Partnership: partnership}, lasts, noteOf(by, partnership, did))
	return kind, secret, err
}

func (a *Accounts) live(ctx context.Context, id string) (Account, error) {
	account, err := a.people.Account(ctx, id)
	if errors.Is(err, ErrNoAccount) || err == nil && account.Disabled {
		return account, errEnded
	}
	return account, err
}

// Disable ends an account for good: its sessions, its invitations, its password. What the person wrote stays.
func (a *Accounts) Disable(ctx context.Context, by *Person, id string) error {
	if !by.May(ManageServer, "", "") {
		return web.Forbidden("Only the administrator of the server may do this.")
	}
	if err := by.real(); err != nil {
		return err
	}
	if by.ID == id {
		return Refused{"You cannot end your own account: somebody else has to."}
	}
	account, err := a.live(ctx, id)
	if err != nil {
		return err
	}
	if err := a.withdraw(ctx, account, Note{By: by.ID, Did: "withdrawn"}); err != nil {
		return err
	}
	err = a.change(ctx, id, Note{By: by.ID, Did: "account ended"}, func(now *Account) error {
		now.Disabled, now.Password, now.Secret, now.SecretUsed, now.OIDCSubject = true, "", "", 0, ""
		return nil
	})
	if err != nil {
		return err
	}
	return a.people.EndSessions(ctx, id, "")
}

// EndSessionsOf signs somebody out everywhere.
func (a *Accounts) EndSessionsOf(ctx context.Context, by *Person, id string) error {
	account, err := a.live(ctx, id)
	if err != nil {
		return err
	}
	if !by.MayReset(account) {
		return web.Forbidden("This account has access to other partnerships too, so only the administrator of the server may do this.")
	}
	return a.people.EndSessions(ctx, id, "")
}

// SetPassword sets an account's password for whoever has the data folder, and ends its sessions. The error may be a Refused.
func (a *Accounts) SetPassword(ctx context.Context, id, password string) error {
	account, err := a.live(ctx, id)
	if err != nil {
		return err
	}
	if err := CheckPassword(password, account.Email); err != nil {
		return err
	}
	hash, err := a.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	err = a.change(ctx, id, Note{By: KeyHolderID, Did: "password set"}, func(now *Account) error {
		now.Password = hash
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.withdraw(ctx, account, Note{By: KeyHolderID, Did: "withdrawn"}); err != nil {
		return err
	}
	return a.people.EndSessions(ctx, id, "")
}

// ByEmail finds a live account; ErrNoAccount where there is none.
func (a *Accounts) ByEmail(ctx context.Context, email string) (Account, error) {
	return a.people.AccountByEmail(ctx, email)
}

func mayManage(by *Person, partnership string) error {
	right := ManagePeople
	if partnership == "" {
		right = ManageServer
	}
	if !by.May(right, partnership, "") {
		return web.Forbidden("Your role does not include this: %s.", Rules[right].Words)
	}
	return by.real()
}

// real refuses whoever signed in with a demonstration account: everybody knows its password, so it must reach no account.
func (p *Person) real() error {
	if p != nil && p.Demo {
		return web.Forbidden("This is a demonstration account. It can look at accounts, and change none.")
	}
	return nil
}
