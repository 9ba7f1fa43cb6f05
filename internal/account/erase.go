package account

import (
	"context"
	"errors"
	"strings"

	"inclusion/internal/web"
)

// FormerMember stands in place of the name of somebody whose name and e-mail address were erased.
const FormerMember = "A former member"

// Erased says that the person's name and e-mail address are gone. The account's number stays: the ledger tells by it whose each save was.
func (a Account) Erased() bool { return a.Disabled && a.Email == "" }

// Ended lists the accounts that had an e-mail address and have ended, oldest first.
func (a *Accounts) Ended(ctx context.Context, email string) (ended []Account, err error) {
	email = strings.ToLower(strings.TrimSpace(email))
	all, err := a.people.Accounts(ctx)
	for _, one := range all {
		if one.Disabled && one.Email == email && email != "" {
			ended = append(ended, one)
		}
	}
	return ended, err
}

// Erase forgets the name, the e-mail address and the roles of somebody whose account has ended. What the person wrote stays, and the
// ledger, which knows the account by its number alone, stays whole. Errors for the person are Refused.
func (a *Accounts) Erase(ctx context.Context, by *Person, id string) error {
	if !by.May(ManageServer, "", "") {
		return web.Forbidden("Only the administrator of the server may do this.")
	}
	if err := by.real(); err != nil {
		return err
	}
	err := a.change(ctx, id, Note{By: by.ID, Did: "name and address erased"}, func(now *Account) error {
		switch {
		case !now.Disabled:
			return Refused{"This account is still in use. End it first, then erase the name and the address."}
		case now.Erased():
			return Refused{"The name and the address of this account have been erased already."}
		}
		now.Name, now.Email, now.Grants = FormerMember, "", nil
		return nil
	})
	if errors.Is(err, ErrNoAccount) {
		return errEnded
	}
	return err
}
