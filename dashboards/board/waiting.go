package board

import (
	"net/url"
	"slices"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

// waiting lists what waits for the person, each with the page where it is done.
func (p *Pages) waiting(v visit, r plan.Review) []view.Link {
	if !open(r.Assessment.State) {
		return p.actionsWaiting(v, r)
	}
	return slices.Concat(v.scoresWaiting(r), v.surveysWaiting(r), v.responsesWaiting(r), p.signaturesWaiting(v, r), v.answersWaiting(r), p.actionsWaiting(v, r))
}

// counted is a link that says how many wait; none where nothing does.
func (v visit) counted(n int, one, said, path string) []view.Link {
	if n == 0 {
		return nil
	}
	return []view.Link{{Text: view.Counted(n, one, one+"s") + " " + said, Href: boardHref(v.code, path)}}
}

func (v visit) scoresWaiting(r plan.Review) (links []view.Link) {
	for _, s := range v.seats() {
		left := 0
		for _, statement := range askedOf(r.Framework, r.Assessment) {
			if !v.scored(s, r.Cycle, statement.ID) {
				left++
			}
		}
		links = append(links, v.counted(left, "statement", "not yet scored by: "+plan.OrganisationName(s.organisation), "assessment?show=unscored&as="+url.QueryEscape(s.organisation))...)
	}
	return links
}

// surveysWaiting are the surveys that the person enters and that have no totals this year.
func (v visit) surveysWaiting(r plan.Review) (links []view.Link) {
	for _, of := range []struct {
		right       account.Right
		perspective plan.Perspective
		text        string
	}{{account.WriteFamilies, plan.Families, "families"}, {account.WriteYoung, plan.Young, "young people"}, {account.WriteSettings, plan.Settings, "settings"}} {
		entered := false
		for _, s := range v.book.Surveys {
			entered = entered || s.Cycle == r.Cycle && s.Perspective == of.perspective
		}
		if v.who.May(of.right, v.code, "") && !entered {
			links = append(links, view.Link{Text: "Totals of the survey of " + of.text + ": none entered yet for " + r.Cycle, Href: boardHref(v.code, "surveys?of="+slug(string(of.perspective)))})
		}
	}
	return links
}

// responsesWaiting are the organisations of the person that were asked to read the whole and have not said that they have responded.
func (v visit) responsesWaiting(r plan.Review) (links []view.Link) {
	a := r.Assessment
	if a.State == plan.ForumResponse && a.Forum.Responded == "" && v.who.May(account.Respond, v.code, plan.ForumOrg) {
		links = append(links, view.Link{Text: "Respond for the parent carer forum, by " + dayText(plan.AddWorkingDays(a.Forum.Asked, forumWorkingDays)), Href: boardHref(v.code, "publish#forum")})
	}
	if a.State != plan.PartnerReview {
		return links
	}
	asked := a.Asked
	if len(asked) == 0 {
		asked = plan.Partners()
	}
	for _, o := range asked {
		if a.Responded[o] == "" && v.who.May(account.Respond, v.code, o) {
			links = append(links, view.Link{Text: "Read the whole and say that you have responded, for: " + plan.OrganisationName(o), Href: boardHref(v.code, "publish#responses")})
		}
	}
	return links
}

// signaturesWaiting are the roles that the person may sign in and that have not signed the text as it stands. They are asked for from
// the forum's response on.
func (p *Pages) signaturesWaiting(v visit, r plan.Review) (links []view.Link) {
	if r.Assessment.State != plan.ForumResponse {
		return nil
	}
	content := plan.Content256(v.book, r.Cycle)
	for _, role := range plan.SignOffRoles() {
		s := signOffOrNew(v.book, r.Cycle, role.ID)
		if _, may := p.Desk.May(v.who, v.code, s); !may || s.Answer != "" && s.Text256 == content {
			continue
		}
		text := "Sign, or disagree, as: " + role.Name
		if s.Answer != "" {
			text = "Sign again, as the text has changed, as: " + role.Name
		}
		links = append(links, view.Link{Text: text, Href: boardHref(v.code, "publish#"+anchorOf(role.ID))})
	}
	return links
}

// answersWaiting are the disagreements that the board has not answered, and its answers that the forum has not replied to.
func (v visit) answersWaiting(r plan.Review) (links []view.Link) {
	answers, replies := 0, 0
	for _, f := range r.Flags {
		if !f.Answered() {
			answers++
		}
		if f.Response != nil && f.Reply == nil {
			replies++
		}
	}
	if v.who.May(account.Answer, v.code, "") {
		links = append(links, v.counted(answers, "disagreement", "not yet answered by the board", "disagreements?show=unanswered")...)
	}
	if v.who.May(account.Reply, v.code, "") {
		links = append(links, v.counted(replies, "answer", "of the board without a reply from the forum", "disagreements?show=unreplied")...)
	}
	return links
}

// actionsWaiting are the actions of the person that are late, or that nobody has given news of for long.
func (p *Pages) actionsWaiting(v visit, r plan.Review) []view.Link {
	late, stale := 0, 0
	for _, a := range plan.Sorted(r.Book.Actions) {
		if _, ok := p.Desk.May(v.who, v.code, a); !ok {
			continue
		}
		standing := plan.StandingOf(r.Book, a, r.Today)
		if standing.Late {
			late++
		}
		if standing.Stale {
			stale++
		}
	}
	return append(v.counted(late, "action", "past the due date and not done", "actions?show=late"),
		v.counted(stale, "action", "without an update for more than 60 days", "actions?show=stale")...)
}

// planFilled says how many required parts of the plan are filled, and leads to the sections that lack one.
func planFilled(v visit) (text string, missing []view.Link) {
	c := plan.CompletenessOf(v.book)
	for _, m := range c.Missing() {
		missing = append(missing, view.Link{Text: m.Section + " " + m.Title, Href: boardHref(v.code, m.Where)})
	}
	return c.Text() + ".", missing
}

// shownDecisions is how many of the newest decisions the home of a partnership shows.
const shownDecisions = 3

func newestDecisions(v visit) (links []view.Link) {
	all := decisions().All(v.book)
	for _, d := range all[:min(shownDecisions, len(all))] {
		one := d.(*plan.Decision)
		links = append(links, view.Link{Text: one.Item, Href: boardHref(v.code, "decisions/"+one.ID), Note: dayText(one.On)})
	}
	return links
}
