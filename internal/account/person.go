package account

import (
	"context"
	"slices"
)

// Role is what somebody is in a partnership, or on the whole server.
type Role string

// Roles. A visitor who has not signed in has the role Public; whoever comes by an inspector's link has Inspector for one pack.
const (
	Board     Role = "board administrator"
	Partner   Role = "partner editor"
	ForumEdit Role = "forum editor"
	YoungLead Role = "young people's lead"
	Regional  Role = "regional viewer"
	Inspector Role = "inspector"
	DataOff   Role = "data officer"
	System    Role = "system administrator"
	Public    Role = "public"
)

// Grant is a role that somebody has, where, and for which organisation. Partnership is a three-digit code; empty for System.
type Grant struct {
	Role         Role
	Partnership  string
	Organisation string // plan.Council …; of Board plan.BoardOrg, of ForumEdit plan.ForumOrg, of YoungLead plan.YoungOrg
	Version      int    // of Inspector: the one version whose pack may be read; 0 for other roles
}

// Person is somebody with an account.
type Person struct {
	ID     string // never changes, says nothing of the person
	Email  string
	Name   string
	Demo   bool // made with the invented sample: works only while the sample is served
	Grants []Grant

	NeedsSecond bool // has signed in with a password alone where this server asks for more: may see to that and nothing else
}

// May says whether the person may do something in a partnership, on behalf of an organisation ("" where the right is not an
// organisation's own). A nil person is the public.
func (p *Person) May(right Right, partnership, organisation string) bool {
	if slices.Contains(right.rule().Roles, Public) {
		return true
	}
	if p != nil && p.NeedsSecond {
		return right == OwnAccount
	}
	return p != nil && slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.allows(right, partnership, organisation) })
}

// MaySeePack says whether the person may read the pack of one version of a partnership: an inspector only the one that the link was
// given for.
func (p *Person) MaySeePack(partnership string, version int) bool {
	return p != nil && slices.ContainsFunc(p.Grants, func(g Grant) bool {
		return g.allows(SeePack, partnership, "") && (g.Role != Inspector || g.Version == version)
	})
}

// In lists the person's grants in a partnership.
func (p *Person) In(partnership string) (grants []Grant) {
	if p == nil {
		return nil
	}
	for _, g := range p.Grants {
		if g.Partnership == partnership {
			grants = append(grants, g)
		}
	}
	return grants
}

type personKey struct{}

// WithPerson puts who is asking in the context of a request.
func WithPerson(ctx context.Context, p *Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// Asking is who is asking; nil for the public.
func Asking(ctx context.Context) *Person {
	p, _ := ctx.Value(personKey{}).(*Person)
	return p
}
