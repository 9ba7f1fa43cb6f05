package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"inclusion/internal/desk"
	"inclusion/internal/plan"
	"inclusion/internal/store"
	"inclusion/internal/web"
)

// Plans is what the API asks of what partnerships have published. It gives out nothing else: no draft, and no account.
type Plans interface {
	PublicMark(ctx context.Context) (string, error)
	Versions(ctx context.Context, code string) ([]desk.VersionLine, error)
	Version(ctx context.Context, code string, number int) (*plan.Version, plan.Review, error)
	Published(ctx context.Context, code string) (v *plan.Version, r plan.Review, ok bool, err error)
	Progress(ctx context.Context, code string) ([]desk.Progress, error)
}

var planColumns = []string{"version", "cycle", "agreed", "framework", "theme", "statement", "short", "perspective", "organisation", "level_from", "level_to", "status",
	"percent", "lower", "upper", "answers", "dont_know", "reason", "on", "level_before"}

// planOfArea is every statement of the version in force by every perspective; an empty list where nothing is published.
func planOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	code, err := q.authority(ctx, v)
	if err != nil || q.plans == nil {
		return table{columns: planColumns}.part(q.page, "area-"+code+"-plan"), err
	}
	version, review, ok, err := q.plans.Published(ctx, code)
	if err != nil || !ok {
		return table{columns: planColumns}.part(q.page, "area-"+code+"-plan"), err
	}
	return planTable(version, review).part(q.page, "area-"+code+"-plan"), nil
}

// planVersionOfArea is the same of one version. The error is 404 where there is none of that number, and 410 where it was withdrawn.
func planVersionOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	code, err := q.authority(ctx, v)
	if err != nil {
		return answer{}, err
	}
	lines, err := q.publicVersions(ctx, code)
	if err != nil {
		return answer{}, err
	}
	for _, l := range lines {
		switch {
		case strconv.Itoa(l.Number) != q.vars["id"]:
			continue
		case !l.Public():
			return answer{}, web.Problem{Status: http.StatusGone, Title: "Withdrawn", Detail: fmt.Sprintf("The partnership withdrew version %d. Its reason: %s", l.Number, l.Reason)}
		}
		version, review, err := q.plans.Version(ctx, code, l.Number)
		if err != nil {
			return answer{}, err
		}
		return planTable(version, review).part(q.page, fmt.Sprintf("area-%s-plan-version-%d", code, l.Number)), nil
	}
	return answer{}, notFound("Area %s has published no version %q of its plan. %s/areas/%s/plan/versions lists all.", code, short(q.vars["id"]), Prefix, code)
}

// planTable is a row a statement and perspective, and a row for each partner within what leaders say.
func planTable(v *plan.Version, r plan.Review) table {
	t := table{columns: planColumns}
	row := func(s plan.Statement, p plan.Perspective, organisation, reason string, reading plan.Reading) {
		t.rows = append(t.rows, []any{int64(v.Number), v.Cycle, v.At.UTC().Format(time.DateOnly), v.Framework.Version, s.Theme, s.ID, s.Short, string(p), word(organisation),
			levelCell(reading.Low), levelCell(reading.High), word(reading.State), cell(reading.Percent), cell(reading.Lower), cell(reading.Upper), when(reading.N > 0, int64(reading.N)),
			cell(reading.DontKnow), word(reason), word(string(reading.On)), levelCell(reading.Before)})
	}
	for _, theme := range r.Themes {
		for _, s := range theme.Statements {
			for _, p := range plan.Perspectives() {
				organisation, reason := "", ""
				switch {
				case p == plan.Leaders:
					organisation, reason = plan.BoardOrg, reasonOf(s.Board)
				case p == plan.Forum:
					organisation, reason = plan.ForumOrg, reasonOf(s.Panel)
				}
				row(s.Statement, p, organisation, reason, s.Readings[p])
			}
			for _, o := range s.Organisations {
				row(s.Statement, plan.Leaders, o.Organisation, reasonOf(o.Score), partnerReading(o))
			}
		}
	}
	return t
}

func partnerReading(o plan.OrganisationScore) plan.Reading {
	switch {
	case o.NoResponse:
		return plan.Reading{State: "no response"}
	case o.Score == nil || o.Score.Level == 0:
		return plan.Reading{State: plan.NotYetAssessed}
	}
	return plan.Reading{Low: o.Score.Level, High: o.Score.Level, On: o.Score.On}
}

func reasonOf(s *plan.Score) string {
	if s == nil {
		return ""
	}
	return s.Rationale
}

func levelCell(l plan.Level) any { return when(l > 0, int64(l)) }

// planVersionsOfArea lists what was published, newest first, and what was withdrawn with its reason.
func planVersionsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	t := table{columns: []string{"version", "cycle", "state", "agreed", "sha256", "withdrawn_because"}}
	code, err := q.authority(ctx, v)
	if err != nil {
		return answer{}, err
	}
	lines, err := q.publicVersions(ctx, code)
	for _, l := range lines {
		t.rows = append(t.rows, []any{int64(l.Number), l.Cycle, string(l.State), l.At.UTC().Format(time.DateOnly), l.SHA256, when(l.State == plan.Withdrawn, l.Reason)})
	}
	return t.part(q.page, "area-"+code+"-plan-versions"), err
}

// publicVersions are those that are or were published, and those withdrawn.
func (q ask) publicVersions(ctx context.Context, code string) (lines []desk.VersionLine, err error) {
	if q.plans == nil {
		return nil, nil
	}
	all, err := q.plans.Versions(ctx, code)
	for _, l := range all {
		if l.Public() || l.State == plan.Withdrawn {
			lines = append(lines, l)
		}
	}
	return lines, err
}

// planActionsOfArea lists what the version in force promises, and how each promise stands today.
func planActionsOfArea(ctx context.Context, v *store.Version, q ask) (answer, error) {
	t := table{columns: []string{"id", "title", "theme", "statement", "priority", "source", "source_ref", "body", "lead", "start", "due", "status", "late", "days_late",
		"days_without_news", "measure", "baseline", "baseline_on", "target", "target_on", "families", "result", "closed_on", "newest_update", "updated_on"}}
	code, err := q.authority(ctx, v)
	if err != nil {
		return answer{}, err
	}
	var all []desk.Progress
	if q.plans != nil {
		if all, err = q.plans.Progress(ctx, code); err != nil {
			return answer{}, err
		}
	}
	for _, p := range all {
		a, s := p.Now, p.Standing
		news := &plan.Update{}
		if s.LastUpdate != nil {
			news = s.LastUpdate
		}
		t.rows = append(t.rows, []any{a.ID, a.Title, word(a.Theme), word(a.Statement), word(a.Priority), word(a.Source), word(a.SourceRef), a.Body, word(a.Lead), word(string(a.Start)),
			word(string(a.Due)), a.Status, s.Late, when(s.Late, int64(s.DaysLate)), when(s.Open, int64(s.QuietDays)), word(a.Measure), word(a.Baseline), word(string(a.BaselineOn)),
			word(a.Target), word(string(a.TargetOn)), word(a.Families), word(a.Result), word(string(a.ClosedOn)), word(news.Text), word(string(news.On))})
	}
	return t.part(q.page, "area-"+code+"-plan-actions"), nil
}

// authority is the code of the local authority that an address names. A region and the country have no plan.
func (q ask) authority(ctx context.Context, v *store.Version) (string, error) {
	a, _, err := requested(ctx, v, q)
	if err != nil {
		return "", err
	}
	if a.Level != "authority" {
		return "", notFound("%s is not a local authority, so it has no SEND and AP partnership of its own.", a.Name)
	}
	return a.Code, nil
}

// public names what partnerships have published, for the cache.
func public(plans Plans) (string, error) {
	if plans == nil {
		return "", nil
	}
	mark, err := plans.PublicMark(context.Background())
	if err != nil {
		return "", errors.Join(errors.New("asking what partnerships have published"), err)
	}
	return " " + mark, nil
}
