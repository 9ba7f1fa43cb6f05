package plan

import "fmt"

// Profile is the partnership's own page: section S1 of the plan, and what every other page says of it.
type Profile struct {
	Code         string   `json:"code"`           // three digits of its one authority
	Name         string   `json:"name"`           // "Norbridge SEND and AP partnership"
	AlsoKnownAs  string   `json:"also_known_as"`  // other names it goes by
	ICBs         []Dated  `json:"icbs"`           // with the days from and to
	Members      []Member `json:"members"`        // of the board, by organisation and role
	Chair        string   `json:"chair"`          // role and organisation
	Terms        string   `json:"terms"`          // terms of reference: where they are
	Contact      string   `json:"contact"`        // an office, not a person
	NextMeeting  Day      `json:"next_meeting"`   // the next annual engagement meeting
	MeetingEvery int      `json:"meeting_months"` // months between engagement meetings
	ServesAs     []string `json:"serves_as"`      // what the plan also serves as; see PlanUses
	Clock        *Clock   `json:"clock,omitempty"`
}

// Clock is what the last inspection report says of the next; outcome in its exact words.
type Clock struct {
	Started   Day    `json:"started"`
	Published Day    `json:"published"`
	Outcome   string `json:"outcome"` // exact words of the report
	Interval  string `json:"interval"`
}

// Dated is a name that holds from one day to another.
type Dated struct {
	Name string `json:"name"`
	From Day    `json:"from"`
	To   Day    `json:"to"`
}

// Words says the name with its days: "North ICB, since 1 April 2026".
func (d Dated) Words() string {
	switch {
	case d.From != "" && d.To != "":
		return fmt.Sprintf("%s, from %s to %s", d.Name, d.From.Words(), d.To.Words())
	case d.From != "":
		return d.Name + ", since " + d.From.Words()
	}
	return d.Name
}

// Member is a place on the board. Name is optional: roles are enough.
type Member struct {
	Organisation string `json:"organisation"`
	Role         string `json:"role"`
	Name         string `json:"name"`
	Since        Day    `json:"since"`
}

// State is where an assessment is on its way to the public.
type State string

// States, in their order; withdrawn stands apart.
const (
	Draft         State = "draft"
	PartnerReview State = "partner review"
	ForumResponse State = "forum response"
	Agreed        State = "agreed"
	Published     State = "published"
	Superseded    State = "superseded"
	Withdrawn     State = "withdrawn"
)

// Assessment is one partnership's self-assessment for one cycle, and how far it has come.
type Assessment struct {
	Cycle      string          `json:"cycle"`     // the year: "2026"
	Framework  string          `json:"framework"` // version of the framework: "2026.1"
	Core       bool            `json:"core"`      // only the core statements are scored
	State      State           `json:"state"`
	Asked      []string        `json:"asked"`       // organisations asked to score
	Responded  map[string]Day  `json:"responded"`   // organisations that said they are done
	NoResponse map[string]Day  `json:"no_response"` // organisations marked "no response", which is published
	Forum      ForumAsked      `json:"forum"`
	Checks     map[string]bool `json:"checks"`  // "accessibility", "small numbers"
	Shared     bool            `json:"shared"`  // the draft is shown to regional viewers
	Version    int             `json:"version"` // number of the version frozen at agreement; 0 before
	Reason     string          `json:"reason"`  // why it was withdrawn
}

// ForumAsked is when the forum was asked to respond, and whether it did.
type ForumAsked struct {
	Asked     Day `json:"asked"`
	Responded Day `json:"responded"` // empty until it does
}

// Score is one organisation's level for one statement, from one perspective.
type Score struct {
	Cycle        string      `json:"cycle"`
	Statement    string      `json:"statement"` // "5.3"
	Perspective  Perspective `json:"perspective"`
	Organisation string      `json:"organisation"`
	Level        Level       `json:"level"` // 0: not yet assessed
	Rationale    string      `json:"rationale"`
	Evidence     []string    `json:"evidence"`   // keys of evidence
	Owner        string      `json:"owner"`      // role and organisation; needed from level 3
	Measure      string      `json:"measure"`    // an indicator or local measure shown improving or in the better half; needed at 4
	DutyUnmet    bool        `json:"duty_unmet"` // "we do not currently meet this duty in most cases"
	Why          string      `json:"why"`        // of a change of two levels or more since the version before
	On           Day         `json:"on"`         // the day it was scored
}

// Survey is the totals of one question for one group. No answer of one person is ever held.
type Survey struct {
	Cycle       string      `json:"cycle"`
	Statement   string      `json:"statement"`
	Perspective Perspective `json:"perspective"` // families, young people or settings
	Subgroup    string      `json:"subgroup"`    // "" for all; see Subgroups
	Instrument  string      `json:"instrument"`  // "five point" or "three smileys"
	StrongNo    int         `json:"strongly_disagree"`
	No          int         `json:"disagree"`
	Neither     int         `json:"neither"`
	Yes         int         `json:"agree"`
	StrongYes   int         `json:"strongly_agree"`
	DontKnow    int         `json:"dont_know"`
	Opened      Day         `json:"opened"`
	Closed      Day         `json:"closed"`
}

// Evidence is something that shows a statement is so. It names where it is and holds nothing confidential.
type Evidence struct {
	ID          string `json:"id"` // E1
	Title       string `json:"title"`
	Type        string `json:"type"` // document, data, minutes, survey, audit, other
	Date        Day    `json:"date"`
	Owner       string `json:"owner"` // organisation and role
	Where       string `json:"where"` // address or reference
	FamilyVoice bool   `json:"family_voice"`
	Public      bool   `json:"public"`
}

// Response is what the board answers to a disagreement.
type Response struct {
	Cycle    string   `json:"cycle"`
	Item     string   `json:"item"`   // statement or theme
	Rule     string   `json:"rule"`   // G1 to G11
	Answer   string   `json:"answer"` // accept, explain or investigate
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
	Owner    string   `json:"owner"`
	Due      Day      `json:"due"`
	On       Day      `json:"on"`
}

// Reply is what the forum says to a response. It is printed unedited.
type Reply struct {
	Cycle string `json:"cycle"`
	Item  string `json:"item"`
	Rule  string `json:"rule"`
	Text  string `json:"text"`
	On    Day    `json:"on"`
}

// Voice is a statement in somebody's own words, printed unedited: the forum's, young people's, the ICB's on health and care (part 8
// of the pack), the council's on AP (part 7).
type Voice struct {
	Cycle string `json:"cycle"`
	From  string `json:"from"` // forum, young people, icb, council
	Text  string `json:"text"`
	On    Day    `json:"on"`
}

// Section is one section of the plan: the words of its parts by their ids; see SectionModel.
type Section struct {
	ID    string            `json:"id"` // S1 to S12
	Parts map[string]string `json:"parts"`
}

// Priority is one of three to eight things the partnership will change.
type Priority struct {
	ID       string `json:"id"` // P1
	Title    string `json:"title"`
	Why      string `json:"why"`
	Theme    string `json:"theme"`
	Families string `json:"families"` // what this means for families
	Order    int    `json:"order"`
}

// Action is a promise: what, by whom, by when, measured how.
type Action struct {
	ID         string      `json:"id"`    // A1
	Title      string      `json:"title"` // what we will do
	Theme      string      `json:"theme"`
	Statement  string      `json:"statement"`
	Priority   string      `json:"priority"`
	Source     string      `json:"source"`     // see ActionSources
	SourceRef  string      `json:"source_ref"` // the finding's id (I1), the rule (G4), or words
	Body       string      `json:"body"`       // the accountable body; see AccountableBodies
	Lead       string      `json:"lead"`       // role
	SRO        string      `json:"sro"`        // senior responsible officer, role
	Start      Day         `json:"start"`
	Due        Day         `json:"due"`
	Measure    string      `json:"measure"`
	Indicator  string      `json:"indicator"` // where the measure is one
	Baseline   string      `json:"baseline"`
	BaselineOn Day         `json:"baseline_on"`
	BaselineBy Day         `json:"baseline_by"` // "baseline to be set by"
	Target     string      `json:"target"`
	TargetOn   Day         `json:"target_on"`
	Milestones []Milestone `json:"milestones"`
	Money      string      `json:"money"`
	DependsOn  string      `json:"depends_on"`
	Status     string      `json:"status"` // see ActionStatuses; late and stale are worked out
	StoppedWhy string      `json:"stopped_why"`
	Evidence   []string    `json:"evidence"`
	Families   string      `json:"families"` // what this means for families
	ClosedBy   string      `json:"closed_by"`
	ClosedOn   Day         `json:"closed_on"`
	Result     string      `json:"result"`
}

// Milestone is a step of an action: what was planned and what became of it.
type Milestone struct {
	Planned   string `json:"planned"` // the value or step
	PlannedOn Day    `json:"planned_on"`
	Actual    string `json:"actual"`
	ActualOn  Day    `json:"actual_on"`
}

// Update is dated news of an action; the newest tells whether the action is stale. Updates of a published action are public.
type Update struct {
	Action string `json:"action"`
	On     Day    `json:"on"`
	N      int    `json:"n"` // of the day
	Status string `json:"status"`
	Text   string `json:"text"`
}

// Decision is what a board decided, the figures it had seen, and what it decided because of them.
type Decision struct {
	ID       string `json:"id"` // D1
	On       Day    `json:"on"`
	Meeting  string `json:"meeting"`
	Item     string `json:"item"`
	Seen     []Seen `json:"seen"`
	Decided  string `json:"decided"` // what we decided because of it
	By       string `json:"by"`
	FollowUp string `json:"follow_up"` // an action's id or words
	Families string `json:"families"`
	Public   bool   `json:"public"`
}

// Seen is a figure somebody had before them.
type Seen struct {
	Indicator string `json:"indicator"`
	Value     string `json:"value"`
	Vintage   string `json:"vintage"` // period and release
}

// Challenge is a question one body put to another, and the answer.
type Challenge struct {
	ID         string `json:"id"` // C1
	On         Day    `json:"on"`
	By         string `json:"by"`
	About      string `json:"about"`
	Question   string `json:"question"`
	Answer     string `json:"answer"`
	AnsweredOn Day    `json:"answered_on"`
	Satisfied  string `json:"satisfied"` // yes, partly, no; empty until answered
	Public     bool   `json:"public"`
}

// Risk is something that may stop the plan, or treat some families unfairly.
type Risk struct {
	ID         string `json:"id"` // R1
	Title      string `json:"title"`
	Likelihood string `json:"likelihood"` // low, medium, high
	Impact     string `json:"impact"`
	Mitigation string `json:"mitigation"`
	Owner      string `json:"owner"`
	Review     Day    `json:"review"`
	Equality   string `json:"equality"` // who could lose out
	Lawful     bool   `json:"lawful"`   // checked that no lawful right is limited
	Closed     bool   `json:"closed"`
}

// Change is news since the last engagement meeting.
type Change struct {
	ID   string `json:"id"`   // N1
	Type string `json:"type"` // leadership, demand, service opened, service closed, reorganisation, plan, other
	On   Day    `json:"on"`
	Text string `json:"text"`
}

// Finding is an area for priority action or improvement in an inspection report, with the body that is to act.
type Finding struct {
	ID     string `json:"id"`   // I1
	Type   string `json:"type"` // priority action, improvement
	Text   string `json:"text"`
	Body   string `json:"body"`
	Report Day    `json:"report"` // published
}

// SignOff is one role's answer to the text that is to be agreed.
type SignOff struct {
	Cycle   string `json:"cycle"`
	Role    string `json:"role"` // see SignOffRoles
	Name    string `json:"name"`
	Answer  string `json:"answer"` // agree, agree with comments, disagree
	Text    string `json:"text"`   // printed unedited
	On      Day    `json:"on"`
	Text256 string `json:"text_sha256"` // of the content that was signed
}

// LocalValue is one value of a local measure, declared by the partnership itself.
type LocalValue struct {
	Indicator   string   `json:"indicator"` // L-QA1
	Period      string   `json:"period"`    // "2026-03" or "2025-26" or "2026"
	On          Day      `json:"on"`        // the day it was counted
	Numerator   *float64 `json:"numerator,omitempty"`
	Denominator *float64 `json:"denominator,omitempty"`
	Value       *float64 `json:"value,omitempty"`
	Unit        string   `json:"unit"` // percent, number, weeks
	Source      string   `json:"source"`
	Note        string   `json:"note"`
}

// Return is a quarterly return of a local SEND reform plan, as it stands in its workbook: words and numbers, nothing guessed.
type Return struct {
	Quarter  string      `json:"quarter"` // 2026-09
	Period   string      `json:"period"`  // "2026-27 Quarterly Data"
	File     string      `json:"file"`
	SHA256   string      `json:"sha256"`
	Columns  []string    `json:"columns"`
	Rows     []ReturnRow `json:"rows"`
	Warnings []string    `json:"warnings"`
}

// ReturnRow is one labelled row; Texts are raw, one a column.
type ReturnRow struct {
	Label string     `json:"label"`
	Texts []string   `json:"texts"`
	Nums  []*float64 `json:"nums"`
}

// Moderation is a statement that another area scored too, to see whether both would say the same.
type Moderation struct {
	Cycle     string `json:"cycle"`
	Statement string `json:"statement"`
	Peer      string `json:"peer"` // the other area
	Own       Level  `json:"own"`
	Theirs    Level  `json:"theirs"`
	Note      string `json:"note"`
	On        Day    `json:"on"`
}
