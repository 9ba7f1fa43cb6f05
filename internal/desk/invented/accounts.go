package invented

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// Password is the one that opens every invented account. It opens nothing else: the accounts work only while the sample is served.
const Password = "otter-lantern-meadow"

// Code goes with the inspector's link.
const Code = "kettle-plum-ferry"

// DemoAccount is an invented account that a newcomer may try.
type DemoAccount struct {
	Email, Password, Name string
	Role                  account.Role
	Partnership           string // three-digit code; "" for the whole server and for several
	Organisation          string
	Try                   string // what to look at first, in a sentence
}

// dataOfficer is who counts for a partnership, in the stories.
const dataOfficer = "data"

// roleOf is the role of whoever writes for an organisation.
func roleOf(organisation string) account.Role {
	switch organisation {
	case plan.BoardOrg:
		return account.Board
	case plan.ForumOrg:
		return account.ForumEdit
	case plan.YoungOrg:
		return account.YoungLead
	case dataOfficer:
		return account.DataOff
	}
	return account.Partner
}

func personID(code, organisation string) string {
	return "sample-" + code + "-" + strings.ReplaceAll(organisation, " ", "-")
}

// DataOfficer is the id of the account that counts for an invented partnership.
func DataOfficer(code string) string { return personID(code, dataOfficer) }

// grantOf is what whoever writes for an organisation may do.
func grantOf(code, who string) account.Grant {
	return account.Grant{Role: roleOf(who), Partnership: code, Organisation: organisationOf(who)}
}

// partnerships are the three, by code.
var partnerships = []struct{ code, area string }{{"101", "Alderbrook"}, {"103", "Dunmarrow"}, {"107", "Brackenfold"}}

// Accounts lists the invented accounts that a newcomer may sign in with.
func Accounts() []DemoAccount {
	one := func(code, organisation, name, try string) DemoAccount {
		return DemoAccount{Email: email(code, organisation), Password: Password, Name: name, Role: roleOf(organisation), Partnership: code, Organisation: organisationOf(organisation), Try: try}
	}
	return []DemoAccount{
		one("101", plan.BoardOrg, "Sample Board Administrator", "See what Alderbrook published, which actions are late, and what families disagree with."),
		one("101", plan.Council, "Sample Council Editor", "Give news of an action of the council that is late."),
		one("101", plan.ICB, "Sample ICB Editor", "Read what the board was told about waits, and give news of an action."),
		one("101", plan.Schools, "Sample Schools Editor", "See how schools scored beside the other partners."),
		one("101", plan.AP, "Sample Alternative Provision Editor", "See the scores of a partner that gave the same level to everything."),
		one("101", plan.SocialCare, "Sample Social Care Editor", "Read the disagreement about short breaks."),
		one("101", plan.ForumOrg, "Sample Forum Editor", "Find the forum’s dissent printed as it was written."),
		one("101", plan.YoungOrg, "Sample Young People’s Lead", "See what young people answered, with three smileys."),
		one("101", dataOfficer, "Sample Data Officer", "See the council’s own SEN2 return beside published figures, months before they are out, and send another."),
		one("103", plan.BoardOrg, "Sample Board Administrator of Dunmarrow", "Ask whether the draft can be published now, and what exactly is missing."),
		one("103", plan.ForumOrg, "Sample Forum Editor of Dunmarrow", "Respond for the forum: the board is waiting."),
		{Email: "region@sample.invalid", Password: Password, Name: "Sample Regional Viewer", Role: account.Regional, Try: "See which weak statements Alderbrook, Dunmarrow and Brackenfold share."},
		{Email: "system@sample.invalid", Password: Password, Name: "Sample System Administrator", Role: account.System, Try: "Look after accounts and the loading of data."},
	}
}

func email(code, organisation string) string {
	return strings.ReplaceAll(organisation, " ", "-") + "." + code + "@sample.invalid"
}

// organisationOf is the organisation that an account belongs to: the data officer is the council's.
func organisationOf(who string) string {
	if who == dataOfficer {
		return plan.Council
	}
	return who
}

// LinkSecret is the secret in the address of the inspector's link: as everything here it is invented and opens only the sample.
const LinkSecret = "sample-inspector-of-alderbrook"

// People writes the invented accounts, those of Accounts with their password, and all who write in the stories without one, and an
// inspector's link to the newest version of Alderbrook. hash makes of a password what is kept of it. It leaves accounts that are there
// as they are.
func People(ctx context.Context, people account.People, hash func(string) (string, error), now time.Time) error {
	password, err := hash(Password)
	if err != nil {
		return fmt.Errorf("making the invented accounts: %w", err)
	}
	for _, a := range everybody(now) {
		if _, err := people.Account(ctx, a.ID); !errors.Is(err, account.ErrNoAccount) {
			if err != nil {
				return err
			}
			continue
		}
		if a.Email != "" && mayTry(a.Email) {
			a.Password = password
		}
		note := account.Note{At: now, Partnership: a.Grants[0].Partnership, Did: "invented", Role: a.Grants[0].Role}
		if err := people.SaveAccount(ctx, a, note); err != nil {
			return fmt.Errorf("making the invented account %s: %w", a.ID, err)
		}
	}
	code, err := hash(account.PlainCode(Code))
	if err != nil {
		return err
	}
	link := account.Ticket{Hash: account.TokenHash(LinkSecret), Kind: account.LinkTicket, Account: personID("101", plan.BoardOrg), Partnership: "101", Version: 2,
		CodeHash: code, Note: "An invented inspector", Created: now, Expires: now.AddDate(1, 0, 0)}
	if _, err := people.Ticket(ctx, link.Hash); !errors.Is(err, account.ErrNoTicket) {
		return err
	}
	return people.SaveTicket(ctx, link, account.Note{At: now, By: link.Account, Organisation: plan.BoardOrg, Partnership: "101", Did: "gave a link", Role: account.Inspector})
}

// everybody is each account: those to try, and those who only write in the stories.
func everybody(now time.Time) (all []account.Account) {
	made := func(id, email, name string, grants ...account.Grant) account.Account {
		return account.Account{ID: id, Email: email, Name: name, Demo: true, Created: now, Changed: now, Grants: grants}
	}
	names := map[string]string{}
	for _, a := range Accounts() {
		names[a.Email] = a.Name
	}
	for _, p := range partnerships {
		for _, who := range append(plan.Partners(), plan.BoardOrg, plan.ForumOrg, plan.YoungOrg, dataOfficer) {
			address := email(p.code, who)
			name := cmp.Or(names[address], "Sample "+plan.OrganisationName(organisationOf(who))+" of "+p.area)
			all = append(all, made(personID(p.code, who), address, name, grantOf(p.code, who)))
		}
	}
	var region []account.Grant
	for _, p := range partnerships {
		region = append(region, account.Grant{Role: account.Regional, Partnership: p.code})
	}
	return append(all, made("sample-region", "region@sample.invalid", names["region@sample.invalid"], region...),
		made("sample-system", "system@sample.invalid", names["system@sample.invalid"], account.Grant{Role: account.System}))
}

func mayTry(email string) bool {
	for _, a := range Accounts() {
		if a.Email == email {
			return true
		}
	}
	return false
}
