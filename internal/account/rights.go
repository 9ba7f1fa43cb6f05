package account

import (
	"slices"
	"strings"
)

// Right is something that may be done. Which role has it is in one table, and a test tries every role on every address.
type Right string

// Rights.
const (
	SeePublished   Right = "see published"     // plans, versions, progress
	SeeDraft       Right = "see draft"         // a partnership's own work in progress
	SeeShared      Right = "see shared drafts" // of several partnerships, where the board shares its draft
	SeeRegion      Right = "see region"        // distributions and shared weak statements of several partnerships
	WriteScore     Right = "score"             // for one's own organisation
	WriteFamilies  Right = "enter the family survey"
	WriteYoung     Right = "enter young people's answers"
	WriteSettings  Right = "enter settings' answers"
	WriteEvidence  Right = "add evidence"
	Answer         Right = "answer disagreements"
	Reply          Right = "reply for the forum"
	WriteVoice     Right = "speak in own words" // for one's own organisation
	WritePlan      Right = "write the plan"     // sections, priorities, risks, findings, what changed, partnership's profile
	WriteAction    Right = "write actions"      // of one's own organisation
	WriteAnyAction Right = "write any action"
	WriteDecision  Right = "log decisions"
	WriteChallenge Right = "log challenges"
	WriteLocal     Right = "enter local measures"       // and reform plan returns
	SignOffOwn     Right = "sign off"                   // in one's own role
	Respond        Right = "say that we have responded" // for one's own organisation
	RunWorkflow    Right = "run the workflow"           // states, guards, versions, sharing
	ImportWorkbook Right = "import a workbook"
	TakeReturn     Right = "take a return"        // check a SEN2 return, keep its counts, withdraw them
	SeeReturn      Right = "see own return"       // its counts, small numbers held back
	SeeWholeReturn Right = "see own return whole" // exact counts, findings, the list of places
	SeePack        Right = "see the pack"
	GiveLinks      Right = "give links to inspectors"
	SeeCautions    Right = "see cautions and history"
	ManagePeople   Right = "manage people of a partnership"
	ManageServer   Right = "manage the server" // all accounts, loading data
	OwnAccount     Right = "own account"       // password, second factor, sessions
	Enter          Right = "enter"             // sign in and out, take up an invitation, open an inspector's link
)

// Rights lists every right in the order that people read them: reading, writing, the board's own business, people.
func Rights() []Right {
	return []Right{SeePublished, SeeDraft, SeeShared, SeeRegion, SeePack, SeeCautions, SeeReturn, SeeWholeReturn,
		WriteScore, WriteFamilies, WriteYoung, WriteSettings, WriteEvidence, WriteVoice, WriteAction, WriteAnyAction, WriteChallenge, WriteLocal, ImportWorkbook, TakeReturn,
		Answer, Reply, WritePlan, WriteDecision, Respond, SignOffOwn, RunWorkflow, GiveLinks,
		ManagePeople, ManageServer, OwnAccount, Enter}
}

// Roles lists every role, the public first.
func Roles() []Role {
	return []Role{Public, Board, Partner, ForumEdit, YoungLead, DataOff, Regional, Inspector, System}
}

// About says who has a role and what for, in a sentence.
func (r Role) About() string {
	return map[Role]string{
		Public:    "Anybody, without signing in.",
		Board:     "Runs the assessment and the plan of one partnership for its board.",
		Partner:   "Writes for one organisation of a partnership: the council, the integrated care board (ICB), schools and trusts, alternative provision or social care.",
		ForumEdit: "Writes for the parent carer forum: its own view, the family survey, its replies. Cannot change what leaders wrote, nor they what the forum wrote.",
		YoungLead: "Writes down what young people said.",
		DataOff:   "Enters local measures and returns, and checks the SEN2 return. Scores nothing.",
		Regional:  "Looks at several partnerships: what they have published and the drafts their boards share.",
		Inspector: "Reads one engagement pack by a link and a code, for a limited time. Has no account. Each opening is logged.",
		System:    "Runs this server: accounts and loading data. Does not see drafts.",
	}[r]
}

// Title is a role as it heads a column.
func (r Role) Title() string {
	if r == "" {
		return ""
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// Rule is who has a right.
type Rule struct {
	Words string // in plain words, for the table in the docs and on the page of roles
	Roles []Role
	Own   bool // only for the grant's own organisation
}

// Rules is the one table of what each role may do.
var Rules = map[Right]Rule{
	SeePublished:   {"Read published plans, versions and progress", []Role{Public, Board, Partner, ForumEdit, YoungLead, Regional, Inspector, DataOff, System}, false},
	SeeDraft:       {"Read the partnership's draft", []Role{Board, Partner, ForumEdit, YoungLead, DataOff}, false},
	SeeShared:      {"Read a draft that the board shares", []Role{Board, Partner, ForumEdit, YoungLead, DataOff, Regional}, false},
	SeeRegion:      {"See how several partnerships are spread, and the weak spots they share", []Role{Regional}, false},
	WriteScore:     {"Score statements for one's own organisation", []Role{Board, Partner, ForumEdit, YoungLead}, true},
	WriteFamilies:  {"Enter totals of the family survey", []Role{ForumEdit}, false},
	WriteYoung:     {"Enter totals of young people's answers", []Role{YoungLead}, false},
	WriteSettings:  {"Enter totals of settings' answers", []Role{Board}, false},
	WriteEvidence:  {"Add evidence", []Role{Board, Partner, ForumEdit, YoungLead}, false},
	Answer:         {"Answer disagreements for the board", []Role{Board}, false},
	Reply:          {"Reply to the board's answers", []Role{ForumEdit}, false},
	WriteVoice:     {"Say something in one's own words, printed unedited", []Role{Board, Partner, ForumEdit, YoungLead}, true},
	WritePlan:      {"Write the plan's sections, priorities, risks and findings", []Role{Board}, false},
	WriteAction:    {"Write and update the actions of one's own organisation", []Role{Board, Partner, ForumEdit}, true},
	WriteAnyAction: {"Write and update any action", []Role{Board}, false},
	WriteDecision:  {"Log decisions", []Role{Board}, false},
	WriteChallenge: {"Log challenges and answers to them", []Role{Board, Partner, ForumEdit, YoungLead}, false},
	WriteLocal:     {"Enter local measures and reform plan returns", []Role{Board, DataOff}, false},
	SignOffOwn:     {"Sign off in one's own role", []Role{Board, Partner, ForumEdit}, true},
	Respond:        {"Say that one's own organisation has responded", []Role{Partner, ForumEdit}, true},
	RunWorkflow:    {"Move an assessment on; freeze, publish, share and withdraw it", []Role{Board}, false},
	ImportWorkbook: {"Fill the draft from a workbook, as far as one may write it by hand", []Role{Board, Partner, ForumEdit, YoungLead, DataOff}, false},
	TakeReturn:     {"Check a SEN2 return and keep its counts", []Role{DataOff}, false},
	SeeReturn:      {"See the partnership's own return, small numbers held back", []Role{Board, Partner, ForumEdit, YoungLead, DataOff}, false},
	SeeWholeReturn: {"See the partnership's own return whole, and what is wrong with it", []Role{DataOff}, false},
	SeePack:        {"Read and print the engagement pack", []Role{Board, Partner, ForumEdit, YoungLead, DataOff, Inspector}, false},
	GiveLinks:      {"Give inspectors a link to one pack, and take it back", []Role{Board}, false},
	SeeCautions:    {"Read cautions and the history of every change", []Role{Board}, false},
	ManagePeople:   {"Invite people to the partnership and end their access", []Role{Board, System}, false},
	ManageServer:   {"Manage accounts of the whole server and load data", []Role{System}, false},
	OwnAccount:     {"Change one's own password and second factor, end one's own sessions", []Role{Board, Partner, ForumEdit, YoungLead, Regional, DataOff, System}, false},
	Enter:          {"Sign in and out, take up an invitation, open an inspector's link", []Role{Public, Board, Partner, ForumEdit, YoungLead, Regional, Inspector, DataOff, System}, false},
}

func (r Right) rule() Rule { return Rules[r] }

// allows says whether a grant gives a right. The system administrator's holds everywhere, others' in their own partnership.
func (g Grant) allows(right Right, partnership, organisation string) bool {
	rule := right.rule()
	switch {
	case !slices.Contains(rule.Roles, g.Role):
		return false
	case g.Role != System && partnership != "" && g.Partnership != partnership:
		return false
	case rule.Own && organisation != "" && g.Organisation != organisation:
		return false
	}
	return true
}
