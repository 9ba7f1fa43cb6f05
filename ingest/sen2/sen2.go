// Package sen2 is the person-level SEN2 return as the product knows it: which groups and fields it has, what each may hold in which
// year, and one child's record while it is being read. A record has no room for a name, a postcode, a text or an identifier's
// letters: what must not be kept is looked at once, as it passes, and there is nothing to keep it in.
//
// The readers of its three forms are in package read, the rules in check, the published measures in count, the view of a year
// that is still running in pace.
package sen2

// Person is one child or young person of a return while it is read. It is used again for the next one: nothing may hold on to it.
type Person struct {
	Row  int // number of the person in the return, from 1
	Line int // where the record starts: line of the XML, row of the table or sheet of people; 0 when not known

	Surname, Forename Presence
	PostCode          Presence
	BirthDate         Date
	Sex               Letter // M or F, from 2024
	Gender            Letter // 0, 1, 2 or 9, in 2023
	Ethnicity         Ethnicity
	UPN               UPN
	ULN               ULN
	UPNUnknown        Letter // 1 to 9 for UN1 to UN9, and 'X' for UN10
	Requests          []Request

	Faults []Fault // what was wrong with how it is written
}

// Presence says whether a text that is not kept was there.
type Presence uint8

// A text is absent, there, or there and not of the form that it must have.
const (
	Absent Presence = iota
	Present
	Malformed
)

// Letter is a code of one character: 0 when nothing was given, BadLetter when it was none of the codes.
type Letter byte

// BadLetter stands where something was given that is no code. What was given is not kept.
const BadLetter Letter = 0xff

// Given says that there is a code that is known.
func (l Letter) Given() bool { return l != 0 && l != BadLetter }

// Flag is a yes or no that may not have been given.
type Flag uint8

// A flag was not given, is no, is yes, or was given and is neither.
const (
	NoFlag Flag = iota
	No
	Yes
	BadFlag
)

// Given says that the flag is yes or no.
func (f Flag) Given() bool { return f == Yes || f == No }

// LA is a local authority's three-digit code. 0 is none, OutsideEngland the code XXX, BadLA something that is no code.
type LA uint16

// Codes of authorities that are not three digits.
const (
	OutsideEngland LA = 1000
	BadLA          LA = 0xffff
)

// Given says that a code was given and could be read.
func (l LA) Given() bool { return l != 0 && l != BadLA }

// Request is one request for an assessment, with what followed from it.
type Request struct {
	Received    Date
	Source      Letter // 1 to 5, from 2025
	RYA         Flag   // the request came while in relevant youth accommodation
	OutcomeDate Date
	Outcome     Letter // Y, N, A, W or H
	Mediation   Flag
	Tribunal    Flag
	Exported    LA // the authority that the child moved to before the assessment was complete

	HasAssessment bool
	Assessment    Assessment
	HasActive     bool
	Active        Active
}

// Assessment is what came of an assessment.
type Assessment struct {
	Outcome        Letter // Y, N, A, W or H
	OutcomeDate    Date
	Mediation      Flag
	Tribunal       Flag
	OtherMediation Flag
	OtherTribunal  Flag
	Week20         Flag // exceptions to the limit of 20 weeks apply

	HasPlan bool
	Plan    NamedPlan
}

// NamedPlan is the plan as it was issued, and its end.
type NamedPlan struct {
	Start       Date
	Settings    []Setting // PlanDetail: at most two
	Res         Letter    // A or B
	WorkBased   Letter    // A, T or S
	Budget      Flag      // PB
	Arranged    Flag      // OA
	Payment     Letter    // DP: E, S, H or I
	Cease       Date
	CeaseReason Letter // 1 to 9
}

// Setting is the place that a plan names or where a child is placed.
type Setting struct {
	URN       uint32 // 0 none, BadNumber unreadable
	UKPRN     uint32
	Kind      SettingKind
	OtherText Presence // SENSettingOther: that there is a text, never the text
	Rank      Letter   // 1 or 2
	Unit      Flag     // SEN unit
	Resourced Flag     // resourced provision
}

// BadNumber stands where something was given that is not the number it should be.
const BadNumber uint32 = 0xffffffff

// Active is a plan that is in force, or was transferred in.
type Active struct {
	TransferLA     LA
	Placements     []Placement
	Res, WorkBased Letter // here in 2023 only; from 2024 of each placement
	Needs          []Need
	ReviewMeeting  Date
	ReviewDecision Date // LastReview: the day of the decision after the review
	ReviewOutcome  Letter
	ReviewDraft    Date
	PhaseDue       Date
	PhaseFinal     Date
}

// Placement is where a child is or was placed.
type Placement struct {
	Setting
	Entry, Leaving Date
	Attendance     Letter // F or P for FT and PT, in 2023 only
	Res            Letter // A or B, from 2024
	WorkBased      Letter // A, T or S, from 2024
}

// Need is a type of need and its rank.
type Need struct {
	Type NeedType
	Rank Letter // 1 or 2
}

// Fault is something wrong with how a record is written: never what was written.
type Fault struct {
	Kind    FaultKind
	Field   Field
	Request int // number of the request, from 1; 0 of the person
	Item    int // number of the setting, placement or need within it, from 1
}

// FaultKind is a way to be written wrongly.
type FaultKind uint8

// Ways to be written wrongly.
const (
	Unreadable FaultKind = iota + 1 // not a date, not a number of the right length, too long
	NotACode                        // none of the field's codes
	Repeated                        // given more than once where it may be given once; the first is kept
	Misplaced                       // a known field under a group it does not belong to
	Orphaned                        // a row whose parent is not in the file
)

// Header says whose return it is and for when.
type Header struct {
	Collection    string // as given, at most 10 letters
	Year          int
	ReferenceDate Date
	SourceLevel   Letter
	Authority     LA
	Software      string // at most 60 characters, letters, digits, spaces and .-_ only
	Release       string
	Serial        string // digits only
	MadeAt        string // YYYY-MM-DDThh:mm:ss when it could be read
	DMO, DCO      Letter // Y, N or R
	DSCO          Letter // from 2025

	Faults []Fault
}

// Form is one of the ways a return is written.
type Form string

// Forms of a return.
const (
	XML      Form = "XML"
	Export   Form = "CSV export"         // nine files of the census system
	Template Form = "Excel template"     // one sheet of stacked tables
	Workbook Form = "workbook of tables" // a sheet a table
)
