package invented

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"inclusion/internal/benchmark"
	"inclusion/internal/plan"
)

// story is what one partnership did.
type story struct {
	Code  string `yaml:"code"`
	Area  string `yaml:"area"` // its authority's name in the register
	Steps []step `yaml:"steps"`
}

// step is something done on a day: one of what it can hold.
type step struct {
	On    string `yaml:"on"`    // T-60: so many days before today
	As    string `yaml:"as"`    // the organisation that does it; the board where none is given
	Cycle string `yaml:"cycle"` // "this" year's or "last" year's

	Begin   string                         `yaml:"begin"` // "all" or "core" statements
	Move    plan.State                     `yaml:"move"`
	Respond []string                       `yaml:"respond"` // organisations that say they are done
	Silent  []string                       `yaml:"silent"`  // organisations marked "no response"
	Tick    []string                       `yaml:"tick"`
	Share   bool                           `yaml:"share"`
	Scores  *scores                        `yaml:"scores"`
	Survey  *survey                        `yaml:"survey"`
	Answer  *answering                     `yaml:"answer"`
	Reply   map[string]string              `yaml:"reply"` // the forum's replies, by "5.3/G1"
	Sign    []signing                      `yaml:"sign"`
	Save    map[plan.Kind][]map[string]any `yaml:"save"`

	story *story
	day   plan.Day
}

// notSigned stands for the sign-off of a role that has not signed. A role that a story does not name agrees.
const notSigned = "not signed"

// signing is one role's sign-off.
type signing struct {
	Role, Answer, Text string
}

func readStory(name string) (*story, error) {
	s := &story{}
	return s, decode(name, s)
}

// decode reads an embedded file, and refuses fields that nothing reads.
func decode(name string, into any) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

// what names the step for an error.
func (s step) what() string {
	switch {
	case s.Begin != "":
		return "beginning an assessment"
	case s.Move != "":
		return "moving to " + string(s.Move)
	case s.Scores != nil:
		return "scoring"
	case s.Survey != nil:
		return "surveying " + string(s.Survey.Of)
	case s.Answer != nil:
		return "answering disagreements"
	case s.Save != nil:
		return "saving as " + s.as()
	}
	return "saying something"
}

func (s step) as() string {
	if s.As == "" {
		return plan.BoardOrg
	}
	return s.As
}

// tell does what a step says.
func (t *teller) tell(ctx context.Context, s step) error {
	code, cycle := s.story.Code, t.cycle(s.Cycle)
	who := t.person(code, s.as())
	switch {
	case s.Begin != "":
		return t.desk.Begin(ctx, who, code, cycle, s.Begin == "core")
	case s.Move != "":
		return t.desk.Move(ctx, who, code, cycle, s.Move, "")
	case s.Share:
		return t.desk.Share(ctx, who, code, cycle, true)
	case s.Scores != nil:
		return t.score(ctx, s, cycle)
	case s.Survey != nil:
		return t.survey(ctx, s, cycle)
	case s.Answer != nil:
		return t.answer(ctx, s, cycle)
	case s.Reply != nil:
		return t.reply(ctx, s, cycle)
	case s.Sign != nil:
		return t.sign(ctx, s, cycle)
	case s.Save != nil:
		return t.saveStory(ctx, s)
	}
	for _, organisation := range s.Respond {
		if err := t.desk.Respond(ctx, t.person(code, organisation), code, cycle, organisation, false); err != nil {
			return err
		}
	}
	for _, organisation := range s.Silent {
		if err := t.desk.MarkNoResponse(ctx, who, code, cycle, organisation, false); err != nil {
			return err
		}
	}
	for _, check := range s.Tick {
		if err := t.desk.Tick(ctx, who, code, cycle, check, true); err != nil {
			return err
		}
	}
	return nil
}

// reply writes the forum's replies.
func (t *teller) reply(ctx context.Context, s step, cycle string) error {
	var docs []plan.Document
	for place, text := range s.Reply {
		item, rule, _ := strings.Cut(place, "/")
		docs = append(docs, &plan.Reply{Cycle: cycle, Item: item, Rule: rule, Text: text, On: s.day})
	}
	slices.SortFunc(docs, func(a, b plan.Document) int { return strings.Compare(a.Key(), b.Key()) })
	return t.save(ctx, s.story.Code, plan.ForumOrg, docs...)
}

// sign signs the text as it stands, each role by its own organisation.
func (t *teller) sign(ctx context.Context, s step, cycle string) error {
	book, err := t.desk.Book(ctx, s.story.Code)
	if err != nil {
		return err
	}
	text := plan.Content256(book, cycle)
	for _, role := range plan.SignOffRoles() {
		signed := signing{Role: role.ID, Answer: "agree"}
		if i := slices.IndexFunc(s.Sign, func(one signing) bool { return one.Role == role.ID }); i >= 0 {
			signed = s.Sign[i]
		}
		if signed.Answer == notSigned {
			continue
		}
		doc := &plan.SignOff{Cycle: cycle, Role: role.ID, Name: "Sample " + role.Name, Answer: signed.Answer, Text: signed.Text, On: s.day, Text256: text}
		if err := t.save(ctx, s.story.Code, role.Organisation, doc); err != nil {
			return err
		}
	}
	return nil
}

// kinds is the order in which a step's documents are saved: what others rest on comes first.
var kinds = []plan.Kind{plan.KindProfile, plan.KindEvidence, plan.KindFinding, plan.KindPriority, plan.KindAction, plan.KindUpdate,
	plan.KindDecision, plan.KindChallenge, plan.KindRisk, plan.KindChange, plan.KindSection, plan.KindLocal, plan.KindReturn, plan.KindVoice,
	plan.KindResponse, plan.KindModeration}

// saveStory writes the documents that a step spells out. A document that stands already is changed only in what the step names.
func (t *teller) saveStory(ctx context.Context, s step) error {
	book, err := t.desk.Book(ctx, s.story.Code)
	if err != nil {
		return err
	}
	figures, err := t.desk.Figures(ctx, s.story.Code)
	if err != nil {
		return err
	}
	say := speaker{t, s.story, figures, t.cycle(s.Cycle), ""}
	var docs []plan.Document
	for kind := range s.Save {
		if !slices.Contains(kinds, kind) {
			return fmt.Errorf("a story cannot spell out a document of the kind %q", kind)
		}
	}
	for _, kind := range kinds {
		for _, fields := range s.Save[kind] {
			doc, err := say.document(book, kind, fields)
			if err != nil {
				return err
			}
			docs = append(docs, doc)
		}
	}
	return t.save(ctx, s.story.Code, s.as(), docs...)
}

// speaker fills in what a text leaves open.
type speaker struct {
	*teller
	story   *story
	figures plan.Figures
	cycle   string
	about   string // the statement a text is about
}

// document makes a document of the fields that a story names, over the one that stands.
func (s speaker) document(book *plan.Book, kind plan.Kind, fields map[string]any) (plan.Document, error) {
	fields, _ = s.fill(fields).(map[string]any)
	if seen, ok := fields["seen"].([]any); ok {
		fields["seen"] = s.seen(book, seen)
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, fmt.Errorf("reading the %s %v: %w", kind, fields["id"], err)
	}
	doc, err := plan.Decode(kind, string(body))
	if err != nil {
		return nil, err
	}
	if had, ok := book.Entry(kind, doc.Key()); ok {
		whole := map[string]any{}
		if err := json.Unmarshal([]byte(had.Body), &whole); err != nil {
			return nil, err
		}
		for name, value := range fields {
			whole[name] = value
		}
		if body, err = json.Marshal(whole); err != nil {
			return nil, err
		}
		return plan.Decode(kind, string(body))
	}
	return doc, nil
}

// seen is what the board had before it: each indicator with its newest published figure, each local measure with its newest value.
func (s speaker) seen(book *plan.Book, indicators []any) (list []plan.Seen) {
	for _, one := range indicators {
		id, _ := one.(string)
		f, published := s.figures.Values[id]
		if own := plan.LocalSeries(book, id); len(own) > 0 {
			newest := own[len(own)-1]
			list = append(list, plan.Seen{Indicator: id, Value: localText(newest), Vintage: newest.Period + ", " + newest.Source})
		} else if published {
			list = append(list, plan.Seen{Indicator: id, Value: figureText(f), Vintage: f.Period + ", " + cmp.Or(f.Release, "invented sample")})
		}
	}
	return list
}

// fill works out days and fills in texts, in whatever a story holds.
func (s speaker) fill(value any) any {
	switch v := value.(type) {
	case string:
		if _, ok := daysFromToday(v); ok {
			return string(s.day(v))
		}
		return s.text(v)
	case []any:
		out := make([]any, len(v))
		for i, one := range v {
			out[i] = s.fill(one)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, one := range v {
			out[name] = s.fill(one)
		}
		return out
	}
	return value
}

var (
	relativeDay = regexp.MustCompile(`^T([+-][0-9]+)?$`)
	opening     = regexp.MustCompile(`\{([^{}]+)\}`)
	between     = regexp.MustCompile(`^([0-9]+)\.\.([0-9]+)$`)
)

func daysFromToday(text string) (days int, ok bool) {
	m := relativeDay.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	days, _ = strconv.Atoi(m[1])
	return days, true
}

// text fills in {12..40}, a number; {S01}, a published figure; {T-60}, a day; {month T-60}, {quarter T-60} and {financial year T-60},
// its month, the last whole quarter's and its year from April, as periods are written; {area}, {this} and {last}.
func (s speaker) text(text string) string {
	n := 0
	return opening.ReplaceAllStringFunc(text, func(found string) string {
		n++
		name := found[1 : len(found)-1]
		if m := between.FindStringSubmatch(name); m != nil {
			from, _ := strconv.Atoi(m[1])
			to, _ := strconv.Atoi(m[2])
			return strconv.Itoa(from + chosen(to-from+1, s.story.Code, s.cycle, s.about, name, strconv.Itoa(n)))
		}
		if f, ok := s.figures.Values[name]; ok {
			return figureText(f)
		}
		switch name {
		case "area":
			return s.story.Area
		case "this", "last":
			return s.teller.cycle(name)
		}
		if before, ok := strings.CutPrefix(name, "month "); ok {
			return string(s.day(before))[:len("2026-03")]
		}
		if before, ok := strings.CutPrefix(name, "financial year "); ok {
			return financialYear(s.day(before))
		}
		if before, ok := strings.CutPrefix(name, "quarter "); ok {
			return quarterOf(s.day(before))
		}
		if at, ok := s.day(name).Time(); ok {
			return at.Format("2 January 2006")
		}
		return "an unpublished figure"
	})
}

// quarterOf is the month in which the last whole quarter ended: March, June, September or December.
func quarterOf(day plan.Day) string {
	at, _ := day.Time()
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, -1-int(at.Month()-1)%3, 0).Format("2006-01")
}

// financialYear is the year from April in which a day lies: "2026-27".
func financialYear(day plan.Day) string {
	at, _ := day.AddMonths(-3).Time()
	return fmt.Sprintf("%d-%02d", at.Year(), (at.Year()+1)%100)
}

// localText is a local measure's value with its unit.
func localText(v *plan.LocalValue) string {
	if v.Value == nil {
		return v.Status()
	}
	return strconv.FormatFloat(*v.Value, 'f', -1, 64) + " " + v.Unit
}

// figureText is a published figure as people say it, to one decimal, or that there is none.
func figureText(f plan.Figure) string {
	if f.Value == nil {
		return "not published"
	}
	decimals := 1
	if *f.Value < 1 {
		decimals = 2
	}
	number := strconv.FormatFloat(benchmark.Round(*f.Value, decimals), 'f', -1, 64)
	switch f.Unit {
	case "percent":
		return number + "%"
	case "pounds":
		return "£" + number
	}
	return number
}
