package plan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Entry is one line of the ledger: what was saved, by whom, when. The ledger only grows: it is the plans' history, their audit log
// and the source of what stands now. Each entry is hashed with the hash of the one before it, so that no line can be changed or
// taken out unseen.
type Entry struct {
	Seq          int64     `json:"seq"` // 1, 2, 3 … over all partnerships
	At           time.Time `json:"at"`  // UTC, to the microsecond
	Account      string    `json:"account"`
	Organisation string    `json:"organisation"` // for which the account wrote
	Partnership  string    `json:"partnership"`  // three-digit code of its authority; empty for the whole server
	Kind         Kind      `json:"kind"`
	Key          string    `json:"key"`
	Revision     int       `json:"revision"` // 1 for the first of its kind and key
	Body         string    `json:"body"`     // the document as JSON; empty when it was removed
	Prior        string    `json:"prior"`    // hash of the entry before, empty for the first
	Hash         string    `json:"hash"`
}

// Sum is the hash that the entry should have: SHA-256 of its parts, each with its length before it.
func (e Entry) Sum() string {
	h := sha256.New()
	for _, part := range []string{strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339Nano), e.Account, e.Organisation, e.Partnership,
		string(e.Kind), e.Key, strconv.Itoa(e.Revision), e.Body, e.Prior} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Write is an entry that is wanted. Base is the revision that the writer saw, 0 where nothing stands (also where a document was
// removed): where another has been saved since, nothing is written and the error is a *Changed.
type Write struct {
	Account, Organisation, Partnership string
	Kind                               Kind
	Key                                string
	Base                               int
	Body                               string // empty to remove
}

// Changed says that somebody else saved the document first. Nothing was written.
type Changed struct {
	Now Entry // what stands now; its Body is empty when it was removed
}

func (c *Changed) Error() string {
	return fmt.Sprintf("the %s %s was saved by somebody else first", c.Now.Kind, c.Now.Key)
}

// Kinds of entries that are no documents: they note what happened. Every one makes an entry, whatever its base and its body, and
// Standing leaves them out.
const (
	KindAccount Kind = "account" // something was done to a person's account; key: the account
	KindLink    Kind = "link"    // something was done to an inspector's link, or with it; key: the link
	KindVersion Kind = "version" // a version was frozen; key: its number; body: its SHA-256. AppendSealed makes it
)

// Noted says that entries of the kind note what happened, and are no documents.
func (k Kind) Noted() bool { return k == KindAccount || k == KindLink || k == KindVersion }

// ErrNoVersion is returned for a version that a partnership does not have.
var ErrNoVersion = errors.New("no such version")

// ErrNotNext is returned for a new version whose number is not the next one: somebody else has frozen one first.
var ErrNotNext = errors.New("the version's number is not the next one")

// ErrNotText is returned for what is to be written and no database keeps as it is.
var ErrNotText = errors.New("the text is not UTF-8, or holds a NUL")

// isText says that every database keeps the texts as they are.
func isText(texts ...string) bool {
	return !slices.ContainsFunc(texts, func(s string) bool { return !utf8.ValidString(s) || strings.ContainsRune(s, 0) })
}

// Valid says what is wrong with a write whatever stands: ErrNotText. It comes before Follow.
func (w Write) Valid() error {
	if !isText(w.Account, w.Organisation, w.Partnership, string(w.Kind), w.Key, w.Body) {
		return fmt.Errorf("the %s %q: %w", w.Kind, w.Key, ErrNotText)
	}
	return nil
}

// Follow makes the entry that the write becomes. stands is the newest entry of its partnership, kind and key, and before is the newest
// of the whole ledger; either is the zero entry where there is none. ok is false where nothing needs to be written, because that text
// stands already. The error is a *Changed where another text has been saved since the base: a document that was removed has the base
// 0, like one that never was.
func (w Write) Follow(stands, before Entry, at time.Time) (e Entry, ok bool, err error) {
	if !w.Kind.Noted() {
		if w.Body == stands.Body {
			return Entry{}, false, nil
		}
		if w.Base != stands.Revision && (w.Base != 0 || stands.Body != "") {
			return Entry{}, false, &Changed{stands}
		}
	}
	e = Entry{Seq: before.Seq + 1, At: at.UTC().Truncate(time.Microsecond), Account: w.Account, Organisation: w.Organisation,
		Partnership: w.Partnership, Kind: w.Kind, Key: w.Key, Revision: stands.Revision + 1, Body: w.Body, Prior: before.Hash}
	e.Hash = e.Sum()
	return e, true, nil
}

// Sealed is a version as it is kept: its text, and the SHA-256 of that text. It never changes.
type Sealed struct {
	Partnership string
	Number      int // 1, 2, 3 … of the partnership
	SHA256      string
	Body        string
	At          time.Time
}

// Whole says that the text is the one that was hashed.
func (s Sealed) Whole() bool {
	sum := sha256.Sum256([]byte(s.Body))
	return hex.EncodeToString(sum[:]) == s.SHA256
}

// frozenThen says that the version is kept under the time that its text gives, where it gives one.
func (s Sealed) frozenThen() bool {
	var said struct{ At time.Time }
	return json.Unmarshal([]byte(s.Body), &said) != nil || said.At.IsZero() || said.At.Equal(s.At)
}

// Follow makes the note of a new version, which ties it to the chain of entries. newest is the partnership's newest number, 0 for none.
// It is written for whoever wrote the first of the writes that go with it.
func (s Sealed) Follow(newest int, writes []Write) (Write, error) {
	if s.Number != newest+1 {
		return Write{}, fmt.Errorf("version %d of %s after version %d: %w", s.Number, s.Partnership, newest, ErrNotNext)
	}
	if !s.Whole() {
		return Write{}, fmt.Errorf("version %d of %s: its SHA-256 is not %s", s.Number, s.Partnership, s.SHA256)
	}
	if !isText(s.Partnership, s.Body) {
		return Write{}, fmt.Errorf("version %d of %q: %w", s.Number, s.Partnership, ErrNotText)
	}
	note := Write{Partnership: s.Partnership, Kind: KindVersion, Key: strconv.Itoa(s.Number), Body: s.SHA256}
	if len(writes) > 0 {
		note.Account, note.Organisation = writes[0].Account, writes[0].Organisation
	}
	return note, nil
}

// Ledger keeps what partnerships write. Every method is safe for many at once. What Append has returned survives a process that dies.
type Ledger interface {
	// Append writes all or nothing, in order. A write whose body equals what stands already is no error and makes no entry. Several
	// writes of one document follow each other: the base of the second is the revision that the first makes.
	Append(ctx context.Context, at time.Time, writes []Write) ([]Entry, error)
	// AppendSealed is Append and a new version, all or nothing; the last entry is the version's note. The number must be the next one,
	// else the error is ErrNotNext.
	AppendSealed(ctx context.Context, at time.Time, writes []Write, version Sealed) ([]Entry, error)
	// Standing lists the newest entry of each kind and key of a partnership, oldest first. Removed ones are left out, and kinds that are
	// no documents (see Kind.Noted): a book is made of what stands.
	Standing(ctx context.Context, partnership string) ([]Entry, error)
	// History lists all entries of one document, oldest first.
	History(ctx context.Context, partnership string, kind Kind, key string) ([]Entry, error)
	// Audit lists a partnership's newest entries before a sequence number (0 for the newest of all), newest first.
	Audit(ctx context.Context, partnership string, before int64, limit int) ([]Entry, error)
	// Last is the newest sequence number of a partnership, 0 where it has none.
	Last(ctx context.Context, partnership string) (int64, error)
	// Partnerships lists those that have entries, by code.
	Partnerships(ctx context.Context) ([]string, error)
	// Versions lists a partnership's versions without their bodies, newest first.
	Versions(ctx context.Context, partnership string) ([]Sealed, error)
	// Version reads one version; ErrNoVersion where there is none.
	Version(ctx context.Context, partnership string, number int) (Sealed, error)
	// Verify walks the whole chain and every version, and says how many entries it found whole. What is wrong first is a *Broken.
	Verify(ctx context.Context) (entries int64, err error)
}
