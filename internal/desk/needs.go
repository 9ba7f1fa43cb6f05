package desk

import (
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// rightOf is the right that a document of a kind asks for, where it is not of one organisation.
var rightOf = map[plan.Kind]account.Right{
	plan.KindProfile: account.WritePlan, plan.KindSection: account.WritePlan, plan.KindPriority: account.WritePlan,
	plan.KindRisk: account.WritePlan, plan.KindChange: account.WritePlan, plan.KindFinding: account.WritePlan,
	plan.KindModeration: account.WritePlan, plan.KindAssessment: account.RunWorkflow, plan.KindEvidence: account.WriteEvidence,
	plan.KindResponse: account.Answer, plan.KindReply: account.Reply, plan.KindDecision: account.WriteDecision,
	plan.KindChallenge: account.WriteChallenge, plan.KindLocal: account.WriteLocal, plan.KindReturn: account.WriteLocal,
}

// voices are whose own words a voice is.
var voices = map[string]string{"forum": plan.ForumOrg, "young people": plan.YoungOrg, "icb": plan.ICB, "council": plan.Council}

// needs is what somebody must be allowed to do to write a document, and for which organisation; "" where it is no organisation's own.
func needs(doc plan.Document) (right account.Right, organisation string) {
	switch d := doc.(type) {
	case *plan.Score:
		return account.WriteScore, d.Organisation
	case *plan.Survey:
		switch d.Perspective {
		case plan.Young:
			return account.WriteYoung, ""
		case plan.Settings:
			return account.WriteSettings, ""
		}
		return account.WriteFamilies, ""
	case *plan.Voice:
		return account.WriteVoice, voices[d.From]
	case *plan.Action:
		return account.WriteAction, plan.BodyOrganisation(d.Body)
	case *plan.Update:
		return account.WriteAction, ""
	case *plan.SignOff:
		for _, role := range plan.SignOffRoles() {
			if role.ID == d.Role {
				return account.SignOffOwn, role.Organisation
			}
		}
		return account.RunWorkflow, ""
	}
	return rightOf[doc.Kind()], ""
}

// allowed says whether somebody has a right in a partnership for an organisation, and for which organisation they then write. An action
// may be written by its own organisation, or by the board.
func allowed(who *account.Person, code string, right account.Right, wanted string) (organisation string, ok bool) {
	if right == "" || who == nil {
		return "", false
	}
	if right == account.WriteAction && who.May(account.WriteAnyAction, code, "") {
		right, wanted = account.WriteAnyAction, ""
	} else if account.Rules[right].Own && wanted == "" {
		return "", false
	}
	for _, g := range who.In(code) {
		one := account.Person{ID: who.ID, Grants: []account.Grant{g}}
		if one.May(right, code, wanted) {
			return g.Organisation, true
		}
	}
	return "", false
}
