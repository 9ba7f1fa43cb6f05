package board

import (
	"slices"
	"strconv"
	"strings"

	view "inclusion/dashboards/template"
	"inclusion/internal/account"
	"inclusion/internal/plan"
)

func priorities() register {
	return register{
		Page: "priorities", Letter: "P", One: "priority", Kind: plan.KindPriority, Right: account.WritePlan,
		Title: "Priorities", Lede: "Three to eight things the partnership will change first.",
		Empty:   "The few things that come first, each with its actions. The board's administrator adds them.",
		Columns: []view.Column{{Label: "Priority"}, {Label: "Theme"}, {Label: "What this means for families"}, {Label: "Actions", Numeric: true}},
		All: func(b *plan.Book) []plan.Document {
			docs := listed(b.Priorities)
			slices.SortStableFunc(docs, func(x, y plan.Document) int { return x.(*plan.Priority).Order - y.(*plan.Priority).Order })
			return docs
		},
		Cells: func(v visit, d plan.Document) []view.Cell {
			one, n := d.(*plan.Priority), 0
			for _, a := range v.book.Actions {
				if a.Priority == one.ID {
					n++
				}
			}
			return []view.Cell{named(v, "priorities", one.ID, one.Title), words(themeName(one.Theme)), words(one.Families),
				{Text: strconv.Itoa(n), Href: boardHref(v.code, "actions?priority="+one.ID)}}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.LongField, Name: "title", Label: "What we will change", Required: true, Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "why", Label: "Why", Hint: "What the self-assessment, families and the figures say."},
				{Kind: view.SelectField, Name: "theme", Label: "Theme", Options: chosen("No one theme", themeOptions(p.framework(v.book)))},
				{Kind: view.LongField, Name: "families", Label: "What this means for families", Hint: "In words that families would use."},
				{Kind: view.NumberField, Name: "order", Label: "Place in the list", Hint: "1 stands first."},
			}
		},
		LookAt: plan.PlanWarnings,
	}
}

func decisions() register {
	return register{
		Page: "decisions", Letter: "D", One: "decision", Kind: plan.KindDecision, Right: account.WriteDecision,
		Title: "Decisions", Lede: "What the board had before it, and what it decided because of it.",
		Empty:   "Each decision with the figures that were seen and what follows. The board's administrator logs them after a meeting.",
		Columns: []view.Column{{Label: "Item"}, {Label: "On"}, {Label: "Figures seen"}, {Label: "What we decided because of it"}, {Label: "What follows"}, {Label: "Public"}},
		All: func(b *plan.Book) []plan.Document {
			docs := listed(b.Decisions)
			slices.SortStableFunc(docs, func(x, y plan.Document) int {
				return strings.Compare(string(y.(*plan.Decision).On), string(x.(*plan.Decision).On))
			})
			return docs
		},
		Cells: func(v visit, d plan.Document) []view.Cell {
			one := d.(*plan.Decision)
			return []view.Cell{named(v, "decisions", one.ID, one.Item), {Text: dayText(one.On), Detail: one.Meeting}, words(seenText(one.Seen)), words(one.Decided),
				followUp(v, one.FollowUp), view.Text(publicText(one.Public))}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.DateField, Name: "on", Label: "Decided on", Required: true},
				{Kind: view.LongField, Name: "meeting", Label: "Meeting", Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "item", Label: "What it was about", Required: true, Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "decided", Label: "What we decided because of it", Required: true},
				{Kind: view.TextField, Name: "by", Label: "Who decided", Hint: "A body or a role, such as the board.", MaxLength: shortText},
				{Kind: view.LongField, Name: "follow_up", Label: "What follows", Hint: "The number of an action, such as A3, or in words.", Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "families", Label: "What this means for families"},
				{Kind: view.TickField, Name: "public", Label: "Show this decision when the plan is published"},
			}
		},
		Lists: []list{{Name: "seen", One: "Figure", Title: "Figures the board had seen",
			Hint: "Choose a figure. Leave its value empty to have it filled with the newest there is, with its period and release.",
			Row: []view.Field{
				{Kind: view.SelectField, Name: "indicator", Label: "Figure", Options: figureOptions()},
				{Kind: view.LongField, Name: "value", Label: "Value", Rows: 2, MaxLength: shortText},
				{Kind: view.LongField, Name: "vintage", Label: "Period and release", Rows: 2, MaxLength: shortText},
			}}},
		Fill: fillSeen,
	}
}

func challenges() register {
	return register{
		Page: "challenges", Letter: "C", One: "challenge", Kind: plan.KindChallenge, Right: account.WriteChallenge,
		Title: "Challenges", Lede: "Questions that one body put to another, and what it answered.",
		Empty:   "A question that a partner, the forum or the board asked of another, with the answer and whether it was enough. Every partner may add one.",
		Columns: []view.Column{{Label: "Question"}, {Label: "Asked"}, {Label: "Answer"}, {Label: "Satisfied"}, {Label: "Public"}},
		All: func(b *plan.Book) []plan.Document {
			docs := listed(b.Challenges)
			slices.SortStableFunc(docs, func(x, y plan.Document) int {
				return strings.Compare(string(y.(*plan.Challenge).On), string(x.(*plan.Challenge).On))
			})
			return docs
		},
		Cells: func(v visit, d plan.Document) []view.Cell {
			one := d.(*plan.Challenge)
			answer := view.Cell{Text: one.Answer}
			if one.Answer == "" {
				answer.Status = "not answered yet"
			} else if one.AnsweredOn != "" {
				answer.Detail = dayText(one.AnsweredOn)
			}
			return []view.Cell{named(v, "challenges", one.ID, one.Question), {Text: dayText(one.On), Detail: "by " + one.By + ", about " + one.About}, answer,
				words(view.UpperFirst(one.Satisfied)), view.Text(publicText(one.Public))}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.DateField, Name: "on", Label: "Asked on", Required: true},
				{Kind: view.TextField, Name: "by", Label: "Raised by", Hint: "The body that asks.", Required: true, MaxLength: shortText},
				{Kind: view.TextField, Name: "about", Label: "About", Hint: "The body that is asked.", Required: true, MaxLength: shortText},
				{Kind: view.LongField, Name: "question", Label: "Question", Required: true},
				{Kind: view.LongField, Name: "answer", Label: "Answer"},
				{Kind: view.DateField, Name: "answered_on", Label: "Answered on"},
				{Kind: view.ChoiceField, Name: "satisfied", Label: "Is whoever asked satisfied?", Inline: true,
					Options: append([]view.Option{{Text: "Not answered yet"}}, options(plan.Satisfied()...)...)},
				{Kind: view.TickField, Name: "public", Label: "Show this challenge when the plan is published"},
			}
		},
	}
}

func risks() register {
	three := options(plan.RiskLevels()...)
	return register{
		Page: "risks", Letter: "R", One: "risk", Kind: plan.KindRisk, Right: account.WritePlan,
		Title: "Risks and equality", Lede: "What may stop the plan, who could lose out, and a check that no lawful right is limited.",
		Empty:   "Each risk with who owns it, who could lose out, and when it is looked at again. The board's administrator adds them.",
		Columns: []view.Column{{Label: "Risk"}, {Label: "Likelihood"}, {Label: "Impact"}, {Label: "Who could lose out"}, {Label: "Lawful check"}, {Label: "Owner"}, {Label: "Look again on"}},
		All:     func(b *plan.Book) []plan.Document { return listed(b.Risks) },
		Cells: func(v visit, d plan.Document) []view.Cell {
			one := d.(*plan.Risk)
			check := view.Text("Checked: no lawful right is limited")
			if !one.Lawful {
				check = view.Cell{Status: "not checked yet"}
			}
			name := named(v, "risks", one.ID, one.Title)
			if one.Closed {
				name.Detail += " · closed"
			}
			return []view.Cell{name, words(one.Likelihood), words(one.Impact), words(one.Equality), check, words(one.Owner), {Text: dayText(one.Review)}}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.LongField, Name: "title", Label: "What may happen", Required: true, Rows: 2, MaxLength: shortText},
				{Kind: view.ChoiceField, Name: "likelihood", Label: "How likely it is", Options: three, Inline: true},
				{Kind: view.ChoiceField, Name: "impact", Label: "How much it would matter", Options: three, Inline: true},
				{Kind: view.LongField, Name: "mitigation", Label: "What is done about it"},
				{Kind: view.LongField, Name: "owner", Label: "Owner", Hint: "Role and organisation.", Rows: 2, MaxLength: shortText},
				{Kind: view.DateField, Name: "review", Label: "Look at it again on"},
				{Kind: view.LongField, Name: "equality", Label: "Who could lose out", Hint: "Groups of children or families who would be treated less well, and what will be done."},
				{Kind: view.TickField, Name: "lawful", Label: "Checked: nothing here limits what the law gives a child"},
				{Kind: view.TickField, Name: "closed", Label: "This risk is closed"},
			}
		},
	}
}

func changes() register {
	return register{
		Page: "changes", Letter: "N", One: "change", Kind: plan.KindChange, Right: account.WritePlan,
		Title: "What has changed since last time", Lede: "News since the last engagement meeting: leadership, demand, services.",
		Empty:   "A line for each thing that is different since the last meeting. It stands in the pack. The board's administrator adds it.",
		Columns: []view.Column{{Label: "What changed"}, {Label: "On"}, {Label: "Kind"}},
		All: func(b *plan.Book) []plan.Document {
			docs := listed(b.Changes)
			slices.SortStableFunc(docs, func(x, y plan.Document) int {
				return strings.Compare(string(y.(*plan.Change).On), string(x.(*plan.Change).On))
			})
			return docs
		},
		Cells: func(v visit, d plan.Document) []view.Cell {
			one := d.(*plan.Change)
			return []view.Cell{named(v, "changes", one.ID, one.Text), {Text: dayText(one.On)}, words(view.UpperFirst(one.Type))}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.SelectField, Name: "type", Label: "Kind of change", Options: chosen("Choose", options(plan.ChangeTypes()...))},
				{Kind: view.DateField, Name: "on", Label: "Since", Required: true},
				{Kind: view.LongField, Name: "text", Label: "What changed", Required: true},
			}
		},
	}
}

func findings() register {
	return register{
		Page: "findings", Letter: "I", One: "finding", Kind: plan.KindFinding, Right: account.WritePlan,
		Title: "Findings of the inspection report", Lede: "Each area for priority action or for improvement, in the words of the report, with the body that is to act.",
		Empty:   "What the last inspection report asks for, word for word. The board's administrator enters it, and actions then point to it.",
		Columns: []view.Column{{Label: "What the report says"}, {Label: "Kind"}, {Label: "Body that is to act"}, {Label: "Report published"}, {Label: "Actions", Numeric: true}},
		All:     func(b *plan.Book) []plan.Document { return listed(b.Findings) },
		Cells: func(v visit, d plan.Document) []view.Cell {
			one, n := d.(*plan.Finding), 0
			for _, a := range v.book.Actions {
				if a.SourceRef == one.ID {
					n++
				}
			}
			return []view.Cell{named(v, "findings", one.ID, one.Text), words(findingTypes[one.Type]), words(plan.BodyName(one.Body)), {Text: dayText(one.Report)},
				{Text: strconv.Itoa(n), Href: boardHref(v.code, "actions?finding="+one.ID)}}
		},
		Fields: func(p *Pages, v visit) []view.Field {
			return []view.Field{
				{Kind: view.ChoiceField, Name: "type", Label: "The report calls it", Options: []view.Option{
					{Value: "priority action", Text: findingTypes["priority action"]}, {Value: "improvement", Text: findingTypes["improvement"]}}},
				{Kind: view.LongField, Name: "text", Label: "What the report says", Hint: "Word for word.", Required: true},
				{Kind: view.SelectField, Name: "body", Label: "Body that is to act", Options: chosen("Choose", bodyOptions())},
				{Kind: view.DateField, Name: "report", Label: "Report published on"},
			}
		},
	}
}

var findingTypes = map[string]string{"priority action": "Area for priority action", "improvement": "Area for improvement"}

// named is the first cell of a row: what it is, leading to its page, with its number.
func named(v visit, page, id, title string) view.Cell {
	if title == "" {
		title = "Without a title"
	}
	return view.Cell{Text: title, Href: boardHref(v.code, page+"/"+id), Detail: id}
}

// words is a cell of words, which says so where there are none.
func words(text string) view.Cell {
	if text == "" {
		return view.Cell{Status: "not said"}
	}
	return view.Text(text)
}

func publicText(public bool) string {
	if public {
		return "Shown when published"
	}
	return "Not shown"
}

// seenText says which figures somebody had before them.
func seenText(seen []plan.Seen) string {
	var texts []string
	for _, s := range seen {
		text := indicatorName(s.Indicator) + ": " + s.Value
		if s.Vintage != "" {
			text += " (" + view.Period(s.Vintage) + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// followUp leads to the action that follows from a decision, when it is one.
func followUp(v visit, text string) view.Cell {
	if _, ok := v.book.Actions[text]; ok {
		return view.Linked(text, boardHref(v.code, "actions/"+text))
	}
	return words(text)
}
