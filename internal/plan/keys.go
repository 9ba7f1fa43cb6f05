package plan

import (
	"strconv"
	"strings"
)

func key(parts ...string) string { return strings.Join(parts, "/") }

// Kind and Key of each document.

func (*Profile) Kind() Kind       { return KindProfile }
func (*Profile) Key() string      { return "" }
func (*Assessment) Kind() Kind    { return KindAssessment }
func (a *Assessment) Key() string { return a.Cycle }
func (*Score) Kind() Kind         { return KindScore }

// Key names the cycle, the statement, the perspective and the organisation.
func (s *Score) Key() string { return ScoreKey(s.Cycle, s.Statement, s.Perspective, s.Organisation) }

// ScoreKey is the key of a score.
func ScoreKey(cycle, statement string, p Perspective, organisation string) string {
	return key(cycle, statement, string(p), organisation)
}

func (*Survey) Kind() Kind { return KindSurvey }

// Key names the cycle, the statement, who was asked and the subgroup.
func (s *Survey) Key() string { return key(s.Cycle, s.Statement, string(s.Perspective), s.Subgroup) }

func (*Evidence) Kind() Kind    { return KindEvidence }
func (e *Evidence) Key() string { return e.ID }
func (*Response) Kind() Kind    { return KindResponse }
func (r *Response) Key() string { return key(r.Cycle, r.Item, r.Rule) }
func (*Reply) Kind() Kind       { return KindReply }
func (r *Reply) Key() string    { return key(r.Cycle, r.Item, r.Rule) }
func (*Section) Kind() Kind     { return KindSection }
func (s *Section) Key() string  { return "plan." + s.ID }
func (*Priority) Kind() Kind    { return KindPriority }
func (p *Priority) Key() string { return p.ID }
func (*Action) Kind() Kind      { return KindAction }
func (a *Action) Key() string   { return a.ID }
func (*Update) Kind() Kind      { return KindUpdate }

// Key names the action, the day and the number of the update on that day.
func (u *Update) Key() string { return key(u.Action, string(u.On), strconv.Itoa(u.N)) }

func (*Decision) Kind() Kind      { return KindDecision }
func (d *Decision) Key() string   { return d.ID }
func (*Challenge) Kind() Kind     { return KindChallenge }
func (c *Challenge) Key() string  { return c.ID }
func (*Risk) Kind() Kind          { return KindRisk }
func (r *Risk) Key() string       { return r.ID }
func (*Change) Kind() Kind        { return KindChange }
func (c *Change) Key() string     { return c.ID }
func (*Finding) Kind() Kind       { return KindFinding }
func (f *Finding) Key() string    { return f.ID }
func (*SignOff) Kind() Kind       { return KindSignOff }
func (s *SignOff) Key() string    { return key(s.Cycle, s.Role) }
func (*Voice) Kind() Kind         { return KindVoice }
func (v *Voice) Key() string      { return key(v.Cycle, v.From) }
func (*LocalValue) Kind() Kind    { return KindLocal }
func (v *LocalValue) Key() string { return key(v.Indicator, v.Period) }
func (*Return) Kind() Kind        { return KindReturn }
func (r *Return) Key() string     { return r.Quarter }
func (*Moderation) Kind() Kind    { return KindModeration }
func (m *Moderation) Key() string { return key(m.Cycle, m.Statement) }
