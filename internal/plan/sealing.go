package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrTampered is returned for a version whose text is not the one that was hashed.
var ErrTampered = errors.New("its SHA-256 is not that of its text: it has been changed since it was frozen")

// Seal freezes a version: its text, which is the same for the same content however it was put together, and the SHA-256 of that text.
// Entries are put in the order of kind and key, accounts in the order of their ids, and the instant is told in UTC to the microsecond.
func Seal(v Version) (Sealed, error) {
	if v.Partnership == "" || v.Number < 1 {
		return Sealed{}, fmt.Errorf("freezing version %d of the partnership %q: it needs a partnership and a number from 1", v.Number, v.Partnership)
	}
	v.At = v.At.UTC().Truncate(time.Microsecond)
	v.Entries = slices.Clone(v.Entries)
	slices.SortFunc(v.Entries, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Key, b.Key)) })
	v.Accounts = slices.Compact(slices.Sorted(slices.Values(v.Accounts)))
	text, err := json.Marshal(v)
	if err != nil {
		return Sealed{}, fmt.Errorf("freezing version %d of %s: %w", v.Number, v.Partnership, err)
	}
	sum := sha256.Sum256(text)
	return Sealed{Partnership: v.Partnership, Number: v.Number, SHA256: hex.EncodeToString(sum[:]), Body: string(text), At: v.At}, nil
}

// Open reads a frozen version. It refuses a text that is not the one that was hashed, and one that is another version's: the error
// wraps ErrTampered and names the version.
func Open(s Sealed) (*Version, error) {
	if !s.Whole() {
		return nil, fmt.Errorf("version %d of %s: %w", s.Number, s.Partnership, ErrTampered)
	}
	v := &Version{SHA256: s.SHA256}
	if err := json.Unmarshal([]byte(s.Body), v); err != nil {
		return nil, fmt.Errorf("reading version %d of %s: %w", s.Number, s.Partnership, err)
	}
	if v.Partnership != s.Partnership || v.Number != s.Number {
		return nil, fmt.Errorf("version %d of %s holds the text of version %d of %s: %w", s.Number, s.Partnership, v.Number, v.Partnership, ErrTampered)
	}
	for _, e := range v.Entries {
		if e.Hash != "" && e.Hash != e.Sum() {
			return nil, fmt.Errorf("version %d of %s: its entry %d, %s %s, is not the one that was saved: %w", s.Number, s.Partnership, e.Seq, e.Kind, e.Key, ErrTampered)
		}
	}
	return v, nil
}

// Book is all that a version holds, as it stood.
func (v *Version) Book() (*Book, error) {
	b, err := BookOf(v.Partnership, v.Entries)
	if err != nil {
		return nil, fmt.Errorf("version %d: %w", v.Number, err)
	}
	return b, nil
}

// Content256 is the SHA-256 of all that is signed in a cycle, so that a signature goes stale when the text changes. It takes every
// document of the partnership by kind and key, whoever saved it and in whatever order, except: sign-offs; documents of other cycles;
// dated updates of actions, which go on after agreement; and of the assessment how far it has come (its state, checks, version, whether
// the draft is shared, why it was withdrawn).
func Content256(b *Book, cycle string) string {
	var signed []Document
	for _, d := range b.all() {
		if of := CycleOf(d); of != "" && of != cycle {
			continue
		}
		switch d := d.(type) {
		case *SignOff, *Update:
		case *Assessment:
			still := *d
			still.State, still.Checks, still.Version, still.Shared, still.Reason = "", nil, 0, false, ""
			signed = append(signed, &still)
		default:
			signed = append(signed, d)
		}
	}
	slices.SortFunc(signed, func(a, b Document) int { return cmp.Or(cmp.Compare(a.Kind(), b.Kind()), cmp.Compare(a.Key(), b.Key())) })
	h := sha256.New()
	for _, d := range signed {
		body, err := Encode(d)
		if err != nil {
			body = "unreadable: " + err.Error() // no number that JSON cannot hold is ever saved: see Encode
		}
		for _, part := range []string{string(d.Kind()), d.Key(), body} {
			fmt.Fprintf(h, "%d:%s", len(part), part)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// all lists every document of the book, in no order.
func (b *Book) all() (list []Document) {
	if b.Profile != nil {
		list = append(list, b.Profile)
	}
	list = append(list, documentsOf(b.Assessments)...)
	list = append(list, documentsOf(b.Scores)...)
	list = append(list, documentsOf(b.Surveys)...)
	list = append(list, documentsOf(b.Evidence)...)
	list = append(list, documentsOf(b.Responses)...)
	list = append(list, documentsOf(b.Replies)...)
	list = append(list, documentsOf(b.Sections)...)
	list = append(list, documentsOf(b.Priorities)...)
	list = append(list, documentsOf(b.Actions)...)
	list = append(list, documentsOf(b.Updates)...)
	list = append(list, documentsOf(b.Decisions)...)
	list = append(list, documentsOf(b.Challenges)...)
	list = append(list, documentsOf(b.Risks)...)
	list = append(list, documentsOf(b.Changes)...)
	list = append(list, documentsOf(b.Findings)...)
	list = append(list, documentsOf(b.SignOffs)...)
	list = append(list, documentsOf(b.Voices)...)
	list = append(list, documentsOf(b.Locals)...)
	list = append(list, documentsOf(b.Returns)...)
	return append(list, documentsOf(b.Moderations)...)
}

func documentsOf[T Document](documents map[string]T) []Document {
	list := make([]Document, 0, len(documents))
	for _, d := range documents {
		list = append(list, d)
	}
	return list
}
