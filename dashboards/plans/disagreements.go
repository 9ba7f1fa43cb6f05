package plans

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/plan"
)

// disagreementsPage is where views lie apart, what the board answered and what the forum replied.
type disagreementsPage struct {
	shown
	Answer string // where families disagree most, and whether the board has answered
	Count  string
	Show   []view.Link
	Groups []flagGroup
}

// flagGroup is disagreements of one sort, the widest first.
type flagGroup struct {
	ID, Title, Text string
	Flags           []flagCard
}

// sorts are the groups of disagreements, in the order of what families ask for first.
var sorts = []struct {
	id, title, text string
	rules           []string
}{
	{"families", "Families or the forum see less than leaders or the figures", "The widest first.", []string{"G1", "G2", "G4", "G10"}},
	{"data", "Leaders, partners or the figures differ", "", []string{"G3", "G5", "G6", "G7", "G11"}},
	{"shared", "What everybody sees alike", "Weak by every view there is, or strong by every view there is.", []string{"G8", "G9"}},
}

// gap is how many levels apart the two views of a rule are, by the level of the answers themselves where chance leaves more than one
// open; 0 for rules that are not of two views.
func (s *shown) gap(f plan.Flag) int {
	pairs := map[string][2]plan.Perspective{"G1": {plan.Leaders, plan.Families}, "G2": {plan.Leaders, plan.Forum}, "G3": {plan.Leaders, plan.Data},
		"G4": {plan.Data, plan.Families}, "G5": {plan.Families, plan.Data}, "G6": {plan.Families, plan.Leaders}}
	pair, ok := pairs[f.Rule]
	if !ok {
		return 0
	}
	r := s.readings(f.Item)
	return int(pointOf(r[pair[0]]) - pointOf(r[pair[1]]))
}

// pointOf is the level of a reading, or of the answers it rests on.
func pointOf(r plan.Reading) plan.Level {
	if r.Point > 0 {
		return r.Point
	}
	return r.Low
}

// agreeing is the percentage of families who agree with a statement; 100 where it is not known.
func (s *shown) agreeing(item string) float64 {
	if share := s.readings(item)[plan.Families].Percent; share != nil {
		return *share
	}
	return 100
}

// widest are flags that need an answer, the widest gap first and, where gaps are equal, what fewest families agree with.
func (s *shown) widest(rules ...string) (flags []plan.Flag) {
	for _, f := range s.review.Flags {
		if f.Needs && slices.Contains(rules, f.Rule) {
			flags = append(flags, f)
		}
	}
	slices.SortStableFunc(flags, func(a, b plan.Flag) int {
		return cmp.Or(cmp.Compare(s.gap(b), s.gap(a)), cmp.Compare(s.agreeing(a.Item), s.agreeing(b.Item)))
	})
	return flags
}

func (p *Pages) disagreements(w http.ResponseWriter, r *http.Request, s shown) error {
	page := disagreementsPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-disagreements", page)
	}
	page.Answer, page.Count = s.mostApart(), s.unanswered()
	show := r.URL.Query().Get("show")
	for _, one := range []struct{ value, text string }{{"", "All"}, {"open", "Not yet answered"}, {"replied", "With a reply from the forum"}} {
		address := "disagreements"
		if one.value != "" {
			address += "?show=" + one.value
		}
		page.Show = append(page.Show, view.Link{Text: one.text, Href: s.href(address), Current: show == one.value})
	}
	for _, sort := range sorts {
		group := flagGroup{ID: sort.id, Title: sort.title, Text: sort.text}
		for _, f := range s.widest(sort.rules...) {
			if show == "open" && f.Answered() || show == "replied" && f.Reply == nil {
				continue
			}
			group.Flags = append(group.Flags, s.card(f))
		}
		page.Groups = append(page.Groups, group)
	}
	for _, kind := range []string{"csv", "xlsx"} {
		page.Downloads = append(page.Downloads, view.Link{Text: "All disagreements", Href: s.href("disagreements." + kind), Note: strings.ToUpper(kind)})
	}
	return p.Views.Render(w, "plan-disagreements", page)
}

// mostApart answers where families disagree most with leaders, and whether the board has answered.
func (s *shown) mostApart() string {
	flags := s.widest("G1")
	who := "Families"
	if len(flags) == 0 {
		flags, who = s.widest("G2"), "The forum"
	}
	if len(flags) == 0 {
		return "By the rules of the framework, neither families nor the forum see a statement lower than leaders do."
	}
	most := s.gap(flags[0])
	var places []string
	open := 0
	for _, f := range flags {
		if s.gap(f) < most {
			break
		}
		places = append(places, s.place(f.Item).Text)
		if !f.Answered() {
			open++
		}
	}
	answered := "The board has answered."
	switch {
	case open == len(places):
		answered = "The board has not yet answered."
	case open > 0:
		answered = fmt.Sprintf("The board has answered %d of these %d.", len(places)-open, len(places))
	}
	const named = 4
	list := strings.Join(places[:min(named, len(places))], "; ")
	if len(places) > named {
		list += fmt.Sprintf(" and %d more", len(places)-named)
	}
	return fmt.Sprintf("%s disagree most with leaders on %s: by %s. %s", who, list, view.Counted(most, "level", "levels"), answered)
}

// forumPage is the parent carer forum's view, all of it as the forum wrote it.
type forumPage struct {
	shown
	Said       string
	Silent     string // what it means where the forum wrote nothing at all
	SignOff    signedBy
	Voice      *plan.Voice
	VoiceOn    string
	Levels     []statementLine
	Replies    []flagCard
	Challenges []challengeLine
}

// challengeLine is a question that one body put to another.
type challengeLine struct {
	On, By, About, Question, Answer, AnsweredOn, Satisfied string
}

func (p *Pages) forum(w http.ResponseWriter, _ *http.Request, s shown) error {
	page := forumPage{shown: s}
	if s.version == nil {
		return p.Views.Render(w, "plan-forum", page)
	}
	page.Said, _ = s.forumAgrees()
	page.SignOff = ofForum(s.signed())
	if page.Voice = s.voice(plan.ForumOrg); page.Voice != nil {
		page.VoiceOn = dayText(page.Voice.On)
	}
	for _, t := range s.review.Themes {
		for _, one := range t.Statements {
			if one.Panel != nil {
				page.Levels = append(page.Levels, statementLine{Place: s.place(one.Statement.ID), Level: levelOf(&s.version.Framework, plan.Forum, one.Readings[plan.Forum]), Reason: one.Panel.Rationale})
			}
		}
	}
	for _, f := range s.review.Flags {
		if f.Reply != nil {
			page.Replies = append(page.Replies, s.card(f))
		}
	}
	page.Challenges = s.challenges(func(c *plan.Challenge) bool { return strings.Contains(strings.ToLower(c.By), "forum") })
	if page.SignOff.Answer == "" && page.Voice == nil && len(page.Levels)+len(page.Replies)+len(page.Challenges) == 0 {
		page.Silent = "There are no words, levels or questions of the forum in this version. That is not agreement: nobody may speak for it. The forum can write when the next version is made."
	}
	return p.Views.Render(w, "plan-forum", page)
}

// challenges are the public ones, newest first.
func (s *shown) challenges(wanted func(*plan.Challenge) bool) (lines []challengeLine) {
	list := plan.Sorted(s.review.Book.Challenges)
	slices.SortStableFunc(list, func(a, b *plan.Challenge) int { return cmp.Compare(b.On, a.On) })
	for _, c := range list {
		if !c.Public || !wanted(c) {
			continue
		}
		line := challengeLine{On: dayText(c.On), By: plan.BodyName(c.By), About: plan.BodyName(c.About), Question: c.Question, Answer: c.Answer}
		if c.Answer != "" {
			line.AnsweredOn = dayText(c.AnsweredOn)
			line.Satisfied = map[string]string{"yes": "Who asked is satisfied.", "partly": "Who asked is satisfied in part.", "no": "Who asked is not satisfied.",
				"": "Who asked has not said whether that satisfies."}[c.Satisfied]
		}
		lines = append(lines, line)
	}
	return lines
}
