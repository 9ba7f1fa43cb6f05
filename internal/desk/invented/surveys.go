package invented

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"inclusion/internal/plan"
)

// survey is one survey of a cycle: percentages who agree, "34 - 21" for a theme's statements in their order; "-" for what was not asked.
type survey struct {
	Of       plan.Perspective  `yaml:"of"`
	Smileys  bool              `yaml:"smileys"`
	Opened   string            `yaml:"opened"`
	Closed   string            `yaml:"closed"`
	Answers  int               `yaml:"answers"` // about so many to each question
	Agree    map[string]string `yaml:"agree"`
	DontKnow map[string]int    `yaml:"dont_know"` // percent, where it is not few
	Groups   map[string]int    `yaml:"groups"`    // subgroup → about which percentage of all answers
	Within   []string          `yaml:"within"`    // statements that are counted by subgroup
	Few      map[string]int    `yaml:"few"`       // statement → how many answered, where hardly anybody did
}

// survey writes the totals of every question.
func (t *teller) survey(ctx context.Context, s step, cycle string) error {
	book, err := t.desk.Book(ctx, s.story.Code)
	if err != nil {
		return err
	}
	q := s.Survey
	core := book.Assessments[cycle] != nil && book.Assessments[cycle].Core
	var docs []plan.Document
	for _, theme := range t.desk.Frameworks.Newest().Themes {
		statements := slices.DeleteFunc(slices.Clone(theme.Statements), func(st plan.Statement) bool { return core && !st.Core })
		row := strings.Fields(q.Agree[theme.ID])
		if len(row) > 0 && len(row) != len(statements) {
			return fmt.Errorf("%s has %d answers for %d statements", theme.ID, len(row), len(statements))
		}
		for i, share := range row {
			if share == "-" {
				continue
			}
			percent, err := strconv.Atoi(share)
			if err != nil {
				return fmt.Errorf("%s: %w", theme.ID, err)
			}
			docs = append(docs, q.question(t, s, cycle, statements[i].ID, percent)...)
		}
	}
	by := map[plan.Perspective]string{plan.Families: plan.ForumOrg, plan.Young: plan.YoungOrg, plan.Settings: plan.BoardOrg}[q.Of]
	return t.save(ctx, s.story.Code, by, docs...)
}

// question is the totals of one question, and of the groups it is counted by.
func (q *survey) question(t *teller, s step, cycle, statement string, percent int) (docs []plan.Document) {
	code := s.story.Code
	n := q.Answers - q.Answers/16 + chosen(q.Answers/8+1, code, cycle, statement, string(q.Of))
	if few, ok := q.Few[statement]; ok {
		n = few
	}
	dontKnow := 4 + chosen(9, code, cycle, statement, "don't know")
	if most, ok := q.DontKnow[statement]; ok {
		dontKnow = most
	}
	all := &plan.Survey{Cycle: cycle, Statement: statement, Perspective: q.Of, Instrument: plan.FivePoint, Opened: t.day(q.Opened), Closed: t.day(q.Closed)}
	all.DontKnow = int(math.Round(float64(n) * float64(dontKnow) / float64(100-dontKnow)))
	q.share(all, n, percent)
	docs = append(docs, all)
	if !slices.Contains(q.Within, statement) {
		return docs
	}
	for _, group := range slices.Sorted(maps.Keys(q.Groups)) {
		docs = append(docs, partOf(all, group, q.Groups[group]))
	}
	return docs
}

// share spreads answers over the five points, or over three smileys.
func (q *survey) share(s *plan.Survey, n, percent int) {
	agree := (n*percent + 50) / 100
	rest := n - agree
	if q.Smileys {
		s.Instrument = plan.ThreeSmileys
		s.Yes, s.Neither = agree, rest/2
		s.No = rest - s.Neither
		return
	}
	s.StrongYes = agree * 3 / 10
	s.Yes = agree - s.StrongYes
	s.Neither = rest * 3 / 10
	s.StrongNo = rest * 3 / 10
	s.No = rest - s.Neither - s.StrongNo
}

// partOf is about so many percent of every answer: never more than everybody gave.
func partOf(all *plan.Survey, group string, percent int) *plan.Survey {
	s := *all
	s.Subgroup = group
	for _, n := range []*int{&s.StrongNo, &s.No, &s.Neither, &s.Yes, &s.StrongYes, &s.DontKnow} {
		*n = (*n*percent + 50) / 100
	}
	return &s
}
