package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Book is all that one partnership has written, as it stands. Documents are by their keys. A book that is read is shared: change none
// of it.
type Book struct {
	Partnership string // three-digit code
	Seq         int64  // of the newest entry it was made of

	Profile     *Profile
	Assessments map[string]*Assessment
	Scores      map[string]*Score
	Surveys     map[string]*Survey
	Evidence    map[string]*Evidence
	Responses   map[string]*Response
	Replies     map[string]*Reply
	Sections    map[string]*Section
	Priorities  map[string]*Priority
	Actions     map[string]*Action
	Updates     map[string]*Update
	Decisions   map[string]*Decision
	Challenges  map[string]*Challenge
	Risks       map[string]*Risk
	Changes     map[string]*Change
	Findings    map[string]*Finding
	SignOffs    map[string]*SignOff
	Voices      map[string]*Voice
	Locals      map[string]*LocalValue
	Returns     map[string]*Return
	Moderations map[string]*Moderation

	entries map[Kind]map[string]Entry
}

// NewBook makes an empty book.
func NewBook(partnership string) *Book {
	return &Book{Partnership: partnership,
		Assessments: map[string]*Assessment{}, Scores: map[string]*Score{}, Surveys: map[string]*Survey{}, Evidence: map[string]*Evidence{},
		Responses: map[string]*Response{}, Replies: map[string]*Reply{}, Sections: map[string]*Section{}, Priorities: map[string]*Priority{},
		Actions: map[string]*Action{}, Updates: map[string]*Update{}, Decisions: map[string]*Decision{}, Challenges: map[string]*Challenge{},
		Risks: map[string]*Risk{}, Changes: map[string]*Change{}, Findings: map[string]*Finding{}, SignOffs: map[string]*SignOff{},
		Voices: map[string]*Voice{}, Locals: map[string]*LocalValue{}, Returns: map[string]*Return{}, Moderations: map[string]*Moderation{},
		entries: map[Kind]map[string]Entry{}}
}

// Clone is a book of its own with the same documents.
func (b *Book) Clone() *Book {
	c := *b
	c.Assessments, c.Scores, c.Surveys, c.Evidence = maps.Clone(b.Assessments), maps.Clone(b.Scores), maps.Clone(b.Surveys), maps.Clone(b.Evidence)
	c.Responses, c.Replies, c.Sections, c.Priorities = maps.Clone(b.Responses), maps.Clone(b.Replies), maps.Clone(b.Sections), maps.Clone(b.Priorities)
	c.Actions, c.Updates, c.Decisions, c.Challenges = maps.Clone(b.Actions), maps.Clone(b.Updates), maps.Clone(b.Decisions), maps.Clone(b.Challenges)
	c.Risks, c.Changes, c.Findings, c.SignOffs = maps.Clone(b.Risks), maps.Clone(b.Changes), maps.Clone(b.Findings), maps.Clone(b.SignOffs)
	c.Voices, c.Locals, c.Returns, c.Moderations = maps.Clone(b.Voices), maps.Clone(b.Locals), maps.Clone(b.Returns), maps.Clone(b.Moderations)
	c.entries = map[Kind]map[string]Entry{}
	for kind, entries := range b.entries {
		c.entries[kind] = maps.Clone(entries)
	}
	return &c
}

// Drop takes a document out of the book.
func (b *Book) Drop(kind Kind, key string) {
	delete(b.entries[kind], key)
	drops := map[Kind]func(){
		KindProfile: func() { b.Profile = nil }, KindAssessment: func() { delete(b.Assessments, key) }, KindScore: func() { delete(b.Scores, key) },
		KindSurvey: func() { delete(b.Surveys, key) }, KindEvidence: func() { delete(b.Evidence, key) }, KindResponse: func() { delete(b.Responses, key) },
		KindReply: func() { delete(b.Replies, key) }, KindSection: func() { delete(b.Sections, key) }, KindPriority: func() { delete(b.Priorities, key) },
		KindAction: func() { delete(b.Actions, key) }, KindUpdate: func() { delete(b.Updates, key) }, KindDecision: func() { delete(b.Decisions, key) },
		KindChallenge: func() { delete(b.Challenges, key) }, KindRisk: func() { delete(b.Risks, key) }, KindChange: func() { delete(b.Changes, key) },
		KindFinding: func() { delete(b.Findings, key) }, KindSignOff: func() { delete(b.SignOffs, key) }, KindVoice: func() { delete(b.Voices, key) },
		KindLocal: func() { delete(b.Locals, key) }, KindReturn: func() { delete(b.Returns, key) }, KindModeration: func() { delete(b.Moderations, key) },
	}
	if drop := drops[kind]; drop != nil {
		drop()
	}
}

// BookOf makes the book of what stands.
func BookOf(partnership string, standing []Entry) (*Book, error) {
	b := NewBook(partnership)
	for _, e := range standing {
		if err := b.Take(e); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Take puts an entry's document in its place, or takes it out where the entry says so.
func (b *Book) Take(e Entry) error {
	b.Seq = max(b.Seq, e.Seq)
	if e.Kind.Noted() { // a line of the log, and no document
		return nil
	}
	if e.Body == "" {
		b.Drop(e.Kind, e.Key)
		return nil
	}
	d, err := Decode(e.Kind, e.Body)
	if err != nil {
		return fmt.Errorf("reading what %s has written: %w", b.Partnership, err)
	}
	if b.entries[e.Kind] == nil {
		b.entries[e.Kind] = map[string]Entry{}
	}
	b.entries[e.Kind][e.Key] = e
	b.Put(d)
	return nil
}

// Put sets a document in the book without an entry: for checking what is not saved yet, and for examples.
func (b *Book) Put(d Document) {
	switch d := d.(type) {
	case *Profile:
		b.Profile = d
	case *Assessment:
		b.Assessments[d.Key()] = d
	case *Score:
		b.Scores[d.Key()] = d
	case *Survey:
		b.Surveys[d.Key()] = d
	case *Evidence:
		b.Evidence[d.Key()] = d
	case *Response:
		b.Responses[d.Key()] = d
	case *Reply:
		b.Replies[d.Key()] = d
	case *Section:
		b.Sections[d.Key()] = d
	case *Priority:
		b.Priorities[d.Key()] = d
	case *Action:
		b.Actions[d.Key()] = d
	case *Update:
		b.Updates[d.Key()] = d
	case *Decision:
		b.Decisions[d.Key()] = d
	case *Challenge:
		b.Challenges[d.Key()] = d
	case *Risk:
		b.Risks[d.Key()] = d
	case *Change:
		b.Changes[d.Key()] = d
	case *Finding:
		b.Findings[d.Key()] = d
	case *SignOff:
		b.SignOffs[d.Key()] = d
	case *Voice:
		b.Voices[d.Key()] = d
	case *LocalValue:
		b.Locals[d.Key()] = d
	case *Return:
		b.Returns[d.Key()] = d
	case *Moderation:
		b.Moderations[d.Key()] = d
	}
}

// Entry is the ledger's line of what stands at a kind and key; ok is false where nothing does.
func (b *Book) Entry(kind Kind, key string) (e Entry, ok bool) {
	e, ok = b.entries[kind][key]
	return e, ok
}

// Revision is the revision of what stands, 0 where nothing does: the base of the next save.
func (b *Book) Revision(kind Kind, key string) int {
	return b.entries[kind][key].Revision
}

// Entries lists the lines the book was made of, in the order of kind and key.
func (b *Book) Entries() []Entry {
	var all []Entry
	for _, kind := range slices.Sorted(maps.Keys(b.entries)) {
		for _, k := range slices.Sorted(maps.Keys(b.entries[kind])) {
			all = append(all, b.entries[kind][k])
		}
	}
	return all
}

// Cycle is the newest cycle that has an assessment; "" where none has.
func (b *Book) Cycle() string {
	if len(b.Assessments) == 0 {
		return ""
	}
	return slices.Max(slices.Collect(maps.Keys(b.Assessments)))
}

// Score finds a score; nil where there is none.
func (b *Book) Score(cycle, statement string, p Perspective, organisation string) *Score {
	return b.Scores[ScoreKey(cycle, statement, p, organisation)]
}

// NextID is the first unused id with a letter: E1, E2, …
func NextID[T any](letter string, have map[string]T) string {
	highest := 0
	for k := range have {
		if n, err := strconv.Atoi(strings.TrimPrefix(k, letter)); err == nil {
			highest = max(highest, n)
		}
	}
	return letter + strconv.Itoa(highest+1)
}

// Sorted lists documents by their ids as people count: A2 before A10.
func Sorted[T Document](all map[string]T) []T {
	list := slices.Collect(maps.Values(all))
	slices.SortFunc(list, func(a, b T) int {
		return cmp.Or(cmp.Compare(len(a.Key()), len(b.Key())), strings.Compare(a.Key(), b.Key()))
	})
	return list
}
