package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Kind is what a document is.
type Kind string

// Kinds of documents. Their keys are unique within one partnership.
const (
	KindProfile    Kind = "profile"    // of the partnership; key ""
	KindAssessment Kind = "assessment" // key: cycle, "2026"
	KindScore      Kind = "score"      // key: cycle/statement/perspective/organisation
	KindSurvey     Kind = "survey"     // key: cycle/statement/perspective/subgroup
	KindEvidence   Kind = "evidence"   // key: E1, E2, …
	KindResponse   Kind = "response"   // the board's, to a disagreement; key: cycle/statement or theme/rule
	KindReply      Kind = "reply"      // the forum's, to a response; same key
	KindSection    Kind = "section"    // of the plan; key: plan.S1 … plan.S12
	KindPriority   Kind = "priority"   // key: P1 …
	KindAction     Kind = "action"     // key: A1 …
	KindUpdate     Kind = "update"     // of an action; key: A1/2026-03-31/1
	KindDecision   Kind = "decision"   // key: D1 …
	KindChallenge  Kind = "challenge"  // key: C1 …
	KindRisk       Kind = "risk"       // key: R1 …
	KindChange     Kind = "change"     // what has changed since last time; key: N1 …
	KindFinding    Kind = "finding"    // an inspection area for improvement or priority action; key: I1 …
	KindSignOff    Kind = "sign-off"   // key: cycle/role
	KindVoice      Kind = "voice"      // a statement printed unedited; key: cycle/perspective
	KindLocal      Kind = "local"      // a local measure's value; key: indicator/period
	KindReturn     Kind = "return"     // a quarterly return of a local SEND reform plan; key: 2026-09
	KindModeration Kind = "moderation" // key: cycle/statement
)

// Document is one thing that somebody writes.
type Document interface {
	Kind() Kind
	Key() string // unique among the documents of its kind in one partnership
	// Check lists everything that is wrong with the document in this book on this day; none means that it may be saved.
	Check(c Context) Problems
}

// Context is what a document is checked against.
type Context struct {
	Book      *Book
	Framework *Framework // of the cycle the document belongs to, or the newest
	Figures   Figures    // of the partnership's area, as published now
	Today     Day
	Before    map[string]Level // the board's levels in the version before, by statement; 0 or none where not known
}

// Problem is one thing wrong with a document, tied to the field of its form. Text is a sentence a person understands.
type Problem struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Problems is an error that lists all that is wrong.
type Problems []Problem

// Error joins the sentences.
func (p Problems) Error() string {
	texts := make([]string, len(p))
	for i, one := range p {
		texts[i] = one.Text
	}
	return strings.Join(texts, " ")
}

// Add notes one more problem.
func (p *Problems) Add(field, format string, args ...any) {
	*p = append(*p, Problem{field, fmt.Sprintf(format, args...)})
}

// Of is the text of a field's first problem, or "".
func (p Problems) Of(field string) string {
	if i := slices.IndexFunc(p, func(one Problem) bool { return one.Field == field }); i >= 0 {
		return p[i].Text
	}
	return ""
}

// documents makes an empty document of each kind.
var documents = map[Kind]func() Document{
	KindProfile: func() Document { return &Profile{} }, KindAssessment: func() Document { return &Assessment{} },
	KindScore: func() Document { return &Score{} }, KindSurvey: func() Document { return &Survey{} },
	KindEvidence: func() Document { return &Evidence{} }, KindResponse: func() Document { return &Response{} },
	KindReply: func() Document { return &Reply{} }, KindSection: func() Document { return &Section{} },
	KindPriority: func() Document { return &Priority{} }, KindAction: func() Document { return &Action{} },
	KindUpdate: func() Document { return &Update{} }, KindDecision: func() Document { return &Decision{} },
	KindChallenge: func() Document { return &Challenge{} }, KindRisk: func() Document { return &Risk{} },
	KindChange: func() Document { return &Change{} }, KindFinding: func() Document { return &Finding{} },
	KindSignOff: func() Document { return &SignOff{} }, KindVoice: func() Document { return &Voice{} },
	KindLocal: func() Document { return &LocalValue{} }, KindReturn: func() Document { return &Return{} },
	KindModeration: func() Document { return &Moderation{} },
}

// Decode reads a document back from its text.
func Decode(kind Kind, body string) (Document, error) {
	empty, ok := documents[kind]
	if !ok {
		return nil, fmt.Errorf("no document is of the kind %q", kind)
	}
	d := empty()
	if err := json.Unmarshal([]byte(body), d); err != nil {
		return nil, fmt.Errorf("reading a document of the kind %q: %w", kind, err)
	}
	return d, nil
}

// Encode writes a document as text: always the same text for the same document.
func Encode(d Document) (string, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("writing the %s %s: %w", d.Kind(), d.Key(), err)
	}
	return string(text), nil
}
