package returns

import (
	"strconv"

	"inclusion/ingest/sen2"
)

// Record is one invented child or young person of a return. A code that is 0 is not given.
type Record struct {
	Row       int    // number of the person in the return, from 1
	Number    uint64 // what the name, the postcode and the pupil number are made from
	Birth     sen2.Date
	Sex       byte // F, M or 0
	Ethnicity sen2.Ethnicity
	Known     Known
	Unknown   string // why there is no number: UN1 ...
	Requests  []Request

	written []writing  // what is written otherwise than it is, where a mistake was planted
	double  sen2.Field // what is written twice, in XML
	odd     string     // an element that does not belong to a person, in XML
}

// Known is which number somebody has.
type Known byte

// Numbers that somebody may have.
const (
	ByNeither Known = iota
	ByUPN
	ByULN
)

// Request is a request for an assessment with what followed from it.
type Request struct {
	Received    sen2.Date
	Source      byte // 1 to 5
	RYA         byte // 0 and 1 as digits, as all flags
	OutcomeDate sen2.Date
	Outcome     byte
	Mediation   byte
	Tribunal    byte
	Exported    uint16
	Assessment  *Assessment
	Active      *Active

	ended sen2.Date // of a request withdrawn or moved away: when
}

// Assessment is what came of an assessment.
type Assessment struct {
	Outcome                       byte
	OutcomeDate                   sen2.Date
	Mediation, Tribunal           byte
	OtherMediation, OtherTribunal byte
	Week20                        byte
	Plan                          *Plan

	ended sen2.Date // of an assessment withdrawn: when
}

// Plan is a plan as it was issued.
type Plan struct {
	Start            sen2.Date
	Settings         []Placement
	Res, Work        byte
	Budget, Arranged byte
	Payment          byte
	Cease            sen2.Date
	Reason           byte
}

// Placement is a place that a plan names or where somebody is.
type Placement struct {
	URN, UKPRN      uint32
	Setting         string
	Other           bool // a text says what the setting is
	Rank            byte
	Unit, Resourced byte
	Entry, Leaving  sen2.Date
	Res, Work       byte
}

// Active is a plan in force.
type Active struct {
	Transfer   uint16 // authority that it came from in the year
	Placements []Placement
	Needs      []string
	Review
	Due, Final sen2.Date

	arrived sen2.Date // when it came
	earlier Review    // the review before the newest
}

// Review is an annual review.
type Review struct {
	Meeting, Decision sen2.Date
	Outcome           byte
	Draft             sen2.Date
}

// flag is a yes or no as the return writes it.
func flag(yes bool) byte {
	if yes {
		return '1'
	}
	return '0'
}

// place is where in a record something stands: request, and item within it, from 0; item is -1 for the newest or only one.
type place struct{ request, item int }

// writing is what stands in a field instead of what belongs there. Text "" leaves the field out.
type writing struct {
	at    place
	field sen2.Field
	text  string
}

// text appends what stands in a field, which is nothing when the field is not given.
func (r *Record) text(to []byte, at place, f sen2.Field, year int) []byte {
	for i := range r.written {
		if w := &r.written[i]; w.field == f && w.at == at {
			return append(to, w.text...)
		}
	}
	if f.About().Group == sen2.People {
		return r.own(to, f, year)
	}
	q := &r.Requests[at.request]
	switch f.About().Group {
	case sen2.Requests:
		return q.text(to, f)
	case sen2.Assessments:
		return q.Assessment.text(to, f)
	case sen2.NamedPlans:
		return q.Assessment.Plan.text(to, f)
	case sen2.PlanDetails:
		return q.Assessment.Plan.Settings[at.item].text(to, f)
	case sen2.ActivePlans:
		return q.Active.text(to, f)
	case sen2.Placements:
		return q.Active.Placements[at.item].text(to, f)
	case sen2.Needs:
		return needText(to, q.Active.Needs[at.item], at.item, f, year)
	}
	return to
}

func (r *Record) own(to []byte, f sen2.Field, year int) []byte {
	switch f {
	case sen2.Surname:
		return append(to, "Sample"...)
	case sen2.Forename:
		return strconv.AppendUint(append(to, "Child "...), r.Number, 10)
	case sen2.PersonBirthDate:
		return appendDate(to, r.Birth)
	case sen2.Sex:
		return code(to, r.Sex)
	case sen2.GenderCurrent:
		return append(to, map[byte]byte{'M': '1', 'F': '2', 0: '0'}[r.Sex])
	case sen2.EthnicityCode:
		return append(to, r.Ethnicity.String()...)
	case sen2.PostCode:
		n := r.Number * 7919
		return append(to, 'Z', 'Z', '9', '9', ' ', byte('0'+n%10), letters[n/10%20], letters[n/200%20])
	case sen2.UPNField:
		if r.Known == ByUPN {
			return upn(to, r.Number)
		}
	case sen2.ULNField:
		if r.Known == ByULN {
			return uln(to, r.Number)
		}
	case sen2.UPNunknown:
		return append(to, r.Unknown...)
	}
	return to
}

// letters are those that may end a postcode.
const letters = "ABDEFGHJLNPQRSTUWXYZ"

// upn writes a pupil number: 999 and the person's number, behind the check letter that belongs to them.
func upn(to []byte, number uint64) []byte {
	const check = "ABCDEFGHJKLMNPQRTUVWXYZ"
	digits := 999_000_000_000 + number%1_000_000_000
	sum, rest := uint64(0), digits
	for weight := uint64(13); weight >= 2; weight-- {
		sum += rest % 10 * weight
		rest /= 10
	}
	return strconv.AppendUint(append(to, check[sum%23]), digits, 10)
}

// uln writes a learner number: 98, the person's number and its check digit. There is none for a remainder of 0, so one is passed over.
func uln(to []byte, number uint64) []byte {
	for digits := 980_000_000 + number*2%10_000_000; ; digits++ {
		sum, rest := uint64(0), digits
		for weight := uint64(2); weight <= 10; weight++ {
			sum += rest % 10 * weight
			rest /= 10
		}
		if left := sum % 11; left != 0 {
			return strconv.AppendUint(to, digits*10+10-left, 10)
		}
	}
}

func code(to []byte, c byte) []byte {
	if c == 0 {
		return to
	}
	return append(to, c)
}

func number(to []byte, n uint32) []byte {
	if n == 0 {
		return to
	}
	return strconv.AppendUint(to, uint64(n), 10)
}

func (q *Request) text(to []byte, f sen2.Field) []byte {
	switch f {
	case sen2.ReceivedDate:
		return appendDate(to, q.Received)
	case sen2.RequestSource:
		return code(to, q.Source)
	case sen2.RYA:
		return code(to, q.RYA)
	case sen2.RequestOutcomeDate:
		return appendDate(to, q.OutcomeDate)
	case sen2.RequestOutcome:
		return code(to, q.Outcome)
	case sen2.RequestMediation:
		return code(to, q.Mediation)
	case sen2.RequestTribunal:
		return code(to, q.Tribunal)
	case sen2.Exported:
		return number(to, uint32(q.Exported))
	}
	return to
}

func (a *Assessment) text(to []byte, f sen2.Field) []byte {
	switch f {
	case sen2.AssessmentOutcome:
		return code(to, a.Outcome)
	case sen2.AssessmentOutcomeDate:
		return appendDate(to, a.OutcomeDate)
	case sen2.AssessmentMediation:
		return code(to, a.Mediation)
	case sen2.AssessmentTribunal:
		return code(to, a.Tribunal)
	case sen2.OtherMediation:
		return code(to, a.OtherMediation)
	case sen2.OtherTribunal:
		return code(to, a.OtherTribunal)
	case sen2.Week20:
		return code(to, a.Week20)
	}
	return to
}

func (p *Plan) text(to []byte, f sen2.Field) []byte {
	switch f {
	case sen2.StartDate:
		return appendDate(to, p.Start)
	case sen2.PlanRes:
		return code(to, p.Res)
	case sen2.PlanWBP:
		return code(to, p.Work)
	case sen2.PB:
		return code(to, p.Budget)
	case sen2.OA:
		return code(to, p.Arranged)
	case sen2.DP:
		return code(to, p.Payment)
	case sen2.CeaseDate:
		return appendDate(to, p.Cease)
	case sen2.CeaseReason:
		return code(to, p.Reason)
	}
	return to
}
