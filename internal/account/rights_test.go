package account_test

import (
	"slices"
	"testing"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func TestEveryRightAndRoleIsInTheTable(t *testing.T) {
	listed := map[account.Right]bool{}
	for _, right := range account.Rights() {
		rule, ok := account.Rules[right]
		if !ok || rule.Words == "" || len(rule.Roles) == 0 || listed[right] {
			t.Errorf("%q is listed twice, or nobody has it", right)
		}
		listed[right] = true
		for _, role := range rule.Roles {
			if !slices.Contains(account.Roles(), role) {
				t.Errorf("%q is given to %q, which is no role", right, role)
			}
		}
	}
	for right := range account.Rules {
		if !listed[right] {
			t.Errorf("%q is not listed", right)
		}
	}
	for _, role := range account.Roles() {
		if role.About() == "" {
			t.Errorf("nothing says who has the role %q", role)
		}
	}
}

func TestNobodyWritesForAnother(t *testing.T) {
	as := func(role account.Role, organisation string) *account.Person {
		return &account.Person{ID: "x", Grants: []account.Grant{{Role: role, Partnership: "101", Organisation: organisation}}}
	}
	people := map[string]*account.Person{
		plan.Council: as(account.Partner, plan.Council), plan.ICB: as(account.Partner, plan.ICB), plan.Schools: as(account.Partner, plan.Schools),
		plan.BoardOrg: as(account.Board, plan.BoardOrg), plan.ForumOrg: as(account.ForumEdit, plan.ForumOrg), plan.YoungOrg: as(account.YoungLead, plan.YoungOrg),
	}
	for own, who := range people {
		for other := range people {
			if got := who.May(account.WriteScore, "101", other); got != (own == other) {
				t.Errorf("%s scores for %s: %t", own, other, got)
			}
			if who.May(account.WriteScore, "102", other) {
				t.Errorf("%s of 101 scores for %s of 102", own, other)
			}
		}
	}
}

func TestRolesReachNoFurtherThanTheFramework(t *testing.T) {
	in := func(role account.Role, org string) *account.Person {
		return &account.Person{ID: "x", Grants: []account.Grant{{Role: role, Partnership: "101", Organisation: org}}}
	}
	for _, c := range []struct {
		name  string
		who   *account.Person
		right account.Right
		may   bool
	}{
		{"the public reads what is published", nil, account.SeePublished, true},
		{"the public does not read a draft", nil, account.SeeDraft, false},
		{"the forum does not write the plan", in(account.ForumEdit, plan.ForumOrg), account.WritePlan, false},
		{"the forum replies", in(account.ForumEdit, plan.ForumOrg), account.Reply, true},
		{"the board does not reply for the forum", in(account.Board, plan.BoardOrg), account.Reply, false},
		{"the board does not enter what families said", in(account.Board, plan.BoardOrg), account.WriteFamilies, false},
		{"a regional viewer reads shared drafts", in(account.Regional, ""), account.SeeShared, true},
		{"a regional viewer does not read other drafts", in(account.Regional, ""), account.SeeDraft, false},
		{"a data officer does not score", in(account.DataOff, plan.Council), account.WriteScore, false},
		{"the server's administrator does not read drafts", account.KeyHolder(), account.SeeDraft, false},
		{"the server's administrator manages people anywhere", account.KeyHolder(), account.ManagePeople, true},
		{"an inspector has no account", in(account.Inspector, ""), account.OwnAccount, false},
	} {
		if got := c.who.May(c.right, "101", ""); got != c.may {
			t.Errorf("%s: may is %t", c.name, got)
		}
	}
}
