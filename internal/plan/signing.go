package plan

import (
	"slices"
	"strings"
)

// SignOffRole is a role that signs off what is to be agreed.
type SignOffRole struct {
	ID, Name     string
	Organisation string // whose editor may sign: Council, ICB … BoardOrg
	Required     bool
}

// SignOffRoles lists the roles that sign, in their order (9.11). All are required.
func SignOffRoles() []SignOffRole {
	return []SignOffRole{
		{"dcs", "Director of children’s services, or a delegate", Council, true},
		{"icb", "Executive lead of the integrated care board (ICB)", ICB, true},
		{"social care", "Director of social care", SocialCare, true},
		{"education", "Representative of education and schools", Schools, true},
		{"ap", "Lead for alternative provision (AP)", AP, true},
		{"forum", "Chair of the parent carer forum", ForumOrg, true},
		{"chair", "Chair of the board", BoardOrg, true},
	}
}

// Answers of a sign-off. Each of them is one: who disagrees has signed, and the dissent is published.
const (
	Agree         = "agree"
	AgreeComments = "agree with comments"
	Disagree      = "disagree"
)

// SignOffAnswers lists the answers of a sign-off.
func SignOffAnswers() []string { return []string{Agree, AgreeComments, Disagree} }

// Check asks for a known role and answer, a name, words for comments and for dissent, and that what was signed is the text as it
// stands.
func (s *SignOff) Check(c Context) (problems Problems) {
	checkCycle(&problems, c, s.Cycle)
	if !slices.ContainsFunc(SignOffRoles(), func(r SignOffRole) bool { return r.ID == s.Role }) {
		problems.Add("role", "There is no role %q that signs.", s.Role)
	}
	if strings.TrimSpace(s.Name) == "" {
		problems.Add("name", "Give the name of the person who signs.")
	}
	FreeText(&problems, "name", "The name", s.Name, 200)
	switch {
	case !slices.Contains(SignOffAnswers(), s.Answer):
		problems.Add("answer", "Choose an answer: agree, agree with comments or disagree.")
	case s.Answer != Agree && strings.TrimSpace(s.Text) == "":
		problems.Add("text", "Say what you would have published with your answer. It is printed as you write it.")
	}
	FreeText(&problems, "text", "The text", s.Text, voiceLength)
	checkOn(&problems, c, s.On)
	if s.Text256 != Content256(c.Book, s.Cycle) {
		problems.Add("text_sha256", "The text has changed since you opened it. Read it again, then sign.")
	}
	return problems
}
