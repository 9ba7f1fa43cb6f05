package page

import (
	"net/http"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// aboutView is what the product is, where its figures come from and what its words mean.
type aboutView struct {
	view.Frame
	Sources  []warehouse.SourceAge
	Glossary []term
	LeftOut  []view.Link // areas left out of comparisons
}

// term is a word of the field in plain English.
type term struct{ Word, Meaning string }

// glossary in the order of the alphabet.
var glossary = []term{
	{"Alternative provision (AP)", "Education for pupils who cannot be in an ordinary school for a time: because of exclusion, illness or another reason. It may be a school of its own, such as a pupil referral unit, or a place that is not registered as a school."},
	{"Annual review", "The yearly look at an EHC plan with the family. The law then gives the council four weeks to say whether it keeps, changes or ends the plan."},
	{"Area", "A local authority (a council with education duties), a region, or England."},
	{"Confidence interval (95%)", "How far a figure could move by chance alone from one year to another. Where England’s figure lies inside an area’s interval, the two are called similar."},
	{"Dedicated schools grant (DSG)", "The money that government gives each council for schools, early years and high needs. A council that spends more than it gets carries a deficit forward."},
	{"Denominator", "Out of how many: in “168 of 412 plans”, 412 is the denominator. A share of few is moved far by one child."},
	{"EHC plan", "Education, health and care plan: a legal document that says what a child or young person up to 25 needs and what must be provided."},
	{"Exception", "A reason in the law why a plan may take longer than 20 weeks, such as a summer holiday or missed appointments."},
	{"Expert partnership", "A group of areas that tested the reforms of 2023 together. First called regional expert partnerships, later Change Programme Partnerships."},
	{"High needs block", "The part of the dedicated schools grant that pays for special educational needs and alternative provision."},
	{"Integrated care board (ICB)", "The NHS body that plans and pays for health care in an area that is often larger than a council’s."},
	{"Legal standard", "Something the law says must happen every time, such as a plan within 20 weeks. All is the standard, whatever other areas do."},
	{"Local inclusion plan", "A plan that a local partnership writes together, on evidence, of how the needs of children and young people with SEND are met in its area."},
	{"Mediation", "A meeting with an independent person to settle a disagreement about a plan before, or instead of, an appeal."},
	{"NHS", "The National Health Service."},
	{"Parent carer forum", "A group of parents and carers of children with SEND that speaks up for families in its area."},
	{"Permanent exclusion", "A pupil is removed from a school for good."},
	{"Persistent and severe absence", "Persistent: a pupil misses a tenth or more of possible sessions. Severe: half or more. A session is half a day."},
	{"Quarter", "All areas with a figure are put in order and cut into four groups of about the same size, from better to worse. Only where a direction is agreed."},
	{"SEN support", "Help that a school or nursery gives a child with special educational needs who has no EHC plan."},
	{"SEND", "Special educational needs and disabilities."},
	{"SENDIASS", "The SEND Information, Advice and Support Service: free and impartial advice for families and young people."},
	{"Statistical neighbours", "The ten authorities most like an area in who lives there, as the Department for Education works them out. Called similar areas here."},
	{"Suppressed", "Not shown by the publisher, because so few children are counted that somebody might be recognised."},
	{"Suspension", "A pupil is kept out of school for a set number of days. One pupil may be suspended many times, so there can be more suspensions than pupils suspended."},
	{"Tribunal", "The First-tier Tribunal (Special Educational Needs and Disability). Families can appeal to it against decisions about assessments and plans."},
}

// about says what this is.
func (p *Pages) about(w http.ResponseWriter, r *http.Request, v reading) error {
	page := aboutView{Frame: p.frame(r, v, "About", "About"), Glossary: glossary}
	page.Description = "What this is, where its figures come from, how areas are compared, and what the words mean."
	var err error
	if page.Sources, err = warehouse.SourceAges(r.Context(), v); err != nil {
		return err
	}
	for _, a := range v.areas {
		if a.LeftOut && !a.Ended() {
			page.LeftOut = append(page.LeftOut, view.Link{Text: a.Name, Href: areaHref(a.Code)})
		}
	}
	return p.Views.Render(w, "about", page)
}
