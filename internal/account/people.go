package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"inclusion/internal/plan"
)

// Errors of People.
var (
	ErrNoAccount    = errors.New("no such account")
	ErrEmailTaken   = errors.New("another account has this e-mail address")
	ErrSubjectTaken = errors.New("another account signs in with this identity")
	ErrStepUsed     = errors.New("this code was used before")
	ErrNoTicket     = errors.New("no such invitation or link")
	ErrTicketUsed   = errors.New("this invitation or link was used, has expired or was withdrawn")
)

// Account is a person's account as it is kept. Times are UTC, to the microsecond.
type Account struct {
	ID          string // never changes, says nothing of the person
	Email       string // lower case; of one live account only
	Name        string
	Password    string // argon2id in the PHC string format; "" until set
	Secret      string // of the second factor (TOTP), base32; "" for none
	SecretUsed  int64  // the newest step whose code was used: no code counts twice. See UseStep
	OIDCSubject string // issuer, space, subject; "" for none; of one live account only
	Demo        bool   // made with the invented sample
	Disabled    bool   // no longer live
	Created     time.Time
	Changed     time.Time
	Grants      []Grant
}

// Kinds of tickets.
const (
	InvitationTicket = "invitation" // to set the first password
	ResetTicket      = "reset"      // to set a new password
	LinkTicket       = "link"       // for an inspector, to one pack
)

// Ticket is a secret that lets somebody in once, or for a time: an invitation, a password reset, an inspector's link. Only the
// SHA-256 of the secret is kept.
type Ticket struct {
	Hash        string // TokenHash of the secret
	Kind        string // see InvitationTicket
	Account     string // whom an invitation or a reset is for; who gave a link
	Partnership string // "" for the whole server
	Version     int    // of the pack that a link opens
	CodeHash    string // argon2id of the code that goes with a link
	Note        string // whom a link is for, in the words of who gave it
	Created     time.Time
	Expires     time.Time
	Used        time.Time // zero until used; of a link, when it was last opened
	Opened      int       // how often a link was opened
	Revoked     bool
}

// ID names the ticket where its hash would be too long, as in the ledger.
func (t Ticket) ID() string { return t.Hash[:min(12, len(t.Hash))] }

// Open says that the ticket lets somebody in at that time.
func (t Ticket) Open(at time.Time) bool {
	return !t.Revoked && at.Before(t.Expires) && (t.Kind == LinkTicket || t.Used.IsZero())
}

// Session is where somebody is signed in.
type Session struct {
	TokenHash string
	Created   time.Time
	Expires   time.Time
}

// TokenHash is what is kept of a session's token, or of a ticket's secret: its SHA-256.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Note says what was done to an account or a ticket, and by whom. It becomes an entry of the ledger, which never forgets: it holds no
// secret, no e-mail address and no name.
type Note struct {
	At           time.Time
	By           string // account of who did it; "" for the server itself
	Organisation string // for which they did it
	Partnership  string // where it counts; "" for the whole server
	Did          string // in words of the program: "invited", "role taken away"
	Role         Role   // that it was about, if any
}

// About is the note's line of the ledger, on an account.
func (n Note) About(account string) plan.Write { return n.write(plan.KindAccount, account, "") }

// AboutTicket is the note's line of the ledger, on a ticket: a link has its own history, others are part of the account's.
func (n Note) AboutTicket(t Ticket) plan.Write {
	if t.Kind == LinkTicket {
		return n.write(plan.KindLink, t.ID(), t.Kind)
	}
	return n.write(plan.KindAccount, t.Account, t.Kind)
}

func (n Note) write(kind plan.Kind, key, ticket string) plan.Write {
	body, err := json.Marshal(struct {
		Did    string `json:"did"`
		Role   Role   `json:"role,omitempty"`
		Ticket string `json:"ticket,omitempty"`
	}{n.Did, n.Role, ticket})
	if err != nil {
		panic(err) // three strings
	}
	return plan.Write{Account: n.By, Organisation: n.Organisation, Partnership: n.Partnership, Kind: kind, Key: key, Body: string(body)}
}

// UseNote is the note that UseTicket makes: an invitation and a reset are used by their account, a link by whoever has it.
func (t Ticket) UseNote(at time.Time) Note {
	if t.Kind == LinkTicket {
		return Note{At: at, Partnership: t.Partnership, Did: "opened"}
	}
	return Note{At: at, By: t.Account, Partnership: t.Partnership, Did: "used"}
}

// People keeps accounts, tickets and whose a session is. Every method is safe for many at once, and what it has returned survives a
// process that dies. peopletest.Conform says what each implementation does.
type People interface {
	// Accounts lists all accounts with their grants, oldest first.
	Accounts(ctx context.Context) ([]Account, error)
	// Account reads one; ErrNoAccount where there is none.
	Account(ctx context.Context, id string) (Account, error)
	// AccountByEmail finds the live account with an address, in any case; ErrNoAccount where there is none.
	AccountByEmail(ctx context.Context, email string) (Account, error)
	// AccountBySubject finds the live account with an OIDC subject; ErrNoAccount where there is none.
	AccountBySubject(ctx context.Context, subject string) (Account, error)
	// SaveAccount adds or replaces an account with its grants, and notes it, all or nothing. Errors: ErrEmailTaken, ErrSubjectTaken.
	// It leaves SecretUsed where it was, unless the Secret is another.
	SaveAccount(ctx context.Context, a Account, note Note) error
	// UseStep uses up a step of the second factor: ErrStepUsed where it, or a later one, was used before; ErrNoAccount.
	UseStep(ctx context.Context, account string, step int64) error

	// Tickets lists the tickets of a partnership ("" for those of the whole server), newest first.
	Tickets(ctx context.Context, partnership string) ([]Ticket, error)
	// Ticket reads one, whether it lets anybody in or not; ErrNoTicket where there is none.
	Ticket(ctx context.Context, hash string) (Ticket, error)
	// SaveTicket adds or replaces a ticket, and notes it. It leaves Used and Opened of one that is there: UseTicket alone counts.
	SaveTicket(ctx context.Context, t Ticket, note Note) error
	// UseTicket uses a ticket up, or counts one more opening of a link, and notes it: ErrTicketUsed where it no longer lets anybody in,
	// ErrNoTicket. Of two who use one at once, one is told ErrTicketUsed.
	UseTicket(ctx context.Context, hash string, at time.Time) error

	// TieSession says whose session a token begins. It is called before the session's data are kept.
	TieSession(ctx context.Context, token, account string, at time.Time) error
	// AccountSessions lists where an account is signed in now, newest first.
	AccountSessions(ctx context.Context, account string) ([]Session, error)
	// EndSessions ends an account's sessions but the one with this TokenHash ("" to end all).
	EndSessions(ctx context.Context, account, except string) error
}
