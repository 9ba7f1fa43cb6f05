package plan

import (
	"cmp"
	"maps"
	"slices"
)

// Difference is what has changed from one version to another: see CompareVersions.
type Difference struct {
	Before, After *Version

	Raised, Lowered []LevelChange // the board's levels, in the order of statements
	NewlyAssessed   []LevelChange // the board's: no level before
	NoLonger        []LevelChange // the board's: no level now
	Others          []LevelChange // of the forum, young people and single organisations, whichever way
	OnlyBefore      []Statement   // statements that the newer framework does not have
	OnlyAfter       []Statement   // statements that the older framework did not have

	NewEvidence, RemovedEvidence []*Evidence
	Data                         []DataChange
	Priorities, Actions          []DocumentChange
	Sections, SignOffs           []DocumentChange

	Unreadable string // why one of the two cannot be read; nothing else is said then
}

// LevelChange is a level that changed, with the reasons that were given before and now.
type LevelChange struct {
	Statement, Title string // "5.3", "Annual reviews"
	Perspective      Perspective
	Organisation     string
	From, To         Level
	Before, After    string // reasons
}

// DataChange is a published figure that changed. What lists how: "new", "gone", "period", "value", "status", "edition".
type DataChange struct {
	Indicator, Name, Unit string
	Before, After         Figure
	What                  []string
}

// How a document changed.
const (
	Added   = "added"
	Removed = "removed"
	Altered = "changed"
)

// DocumentChange is a document that was added, removed or changed, with the fields that differ.
type DocumentChange struct {
	Kind   Kind
	Key    string
	Title  string
	How    string // Added, Removed or Altered
	Fields []FieldChange
}

// FieldChange is one field that differs, in words a person reads.
type FieldChange struct {
	Field         string // "due"
	Before, After string // "" for nothing
}

// Text says the change in words: "due moved from 31 March 2026 to 30 June 2026".
func (f FieldChange) Text() string {
	switch {
	case f.Before == "":
		return f.Field + " set to " + f.After
	case f.After == "":
		return f.Field + " taken out, was " + f.Before
	}
	return f.Field + " moved from " + f.Before + " to " + f.After
}

// CompareVersions says what has changed from one version to another, of one partnership, of one cycle or two, and of one version of the
// framework or two: statements are matched by their ids, which are never used again, and those that only one framework has are listed
// by themselves. Lists are in a fixed order.
func CompareVersions(before, after *Version) Difference {
	d := Difference{Before: before, After: after}
	older, err := before.Book()
	if err != nil {
		d.Unreadable = err.Error()
		return d
	}
	newer, err := after.Book()
	if err != nil {
		d.Unreadable = err.Error()
		return d
	}
	d.levels(older, newer)
	d.NewEvidence = onlyIn(newer.Evidence, older.Evidence)
	d.RemovedEvidence = onlyIn(older.Evidence, newer.Evidence)
	d.Data = dataChanges(before.Figures, after.Figures)
	d.Priorities = documentChanges(older.Priorities, newer.Priorities, func(p *Priority) string { return p.Title }, priorityFields)
	d.Actions = documentChanges(older.Actions, newer.Actions, func(a *Action) string { return a.Title }, actionFields)
	d.Sections = documentChanges(older.Sections, newer.Sections, sectionTitle, sectionFields)
	d.SignOffs = documentChanges(byRole(older, before.Cycle), byRole(newer, after.Cycle), roleName, signOffFields)
	return d
}

// levels compares every scorer's levels of the statements that both frameworks have.
func (d *Difference) levels(older, newer *Book) {
	for _, s := range d.Before.Framework.Statements() {
		if _, ok := d.After.Framework.Statement(s.ID); !ok {
			d.OnlyBefore = append(d.OnlyBefore, s)
		}
	}
	for _, s := range d.After.Framework.Statements() {
		if _, ok := d.Before.Framework.Statement(s.ID); !ok {
			d.OnlyAfter = append(d.OnlyAfter, s)
		}
		for _, o := range scorers() {
			c := LevelChange{Statement: s.ID, Title: cmp.Or(s.Short, s.Text), Perspective: o.perspective, Organisation: o.organisation}
			if was := older.Score(d.Before.Cycle, s.ID, o.perspective, o.organisation); was != nil {
				c.From, c.Before = was.Level, was.Rationale
			}
			if is := newer.Score(d.After.Cycle, s.ID, o.perspective, o.organisation); is != nil {
				c.To, c.After = is.Level, is.Rationale
			}
			d.sort(c)
		}
	}
}

// sort puts a change of level where it belongs; one that is none, nowhere.
func (d *Difference) sort(c LevelChange) {
	switch {
	case c.From == c.To:
	case c.Organisation != BoardOrg:
		d.Others = append(d.Others, c)
	case c.From == 0:
		d.NewlyAssessed = append(d.NewlyAssessed, c)
	case c.To == 0:
		d.NoLonger = append(d.NoLonger, c)
	case c.To > c.From:
		d.Raised = append(d.Raised, c)
	default:
		d.Lowered = append(d.Lowered, c)
	}
}

// scorer is who gives levels, and as which perspective.
type scorer struct {
	perspective  Perspective
	organisation string
}

func scorers() []scorer {
	list := []scorer{{Leaders, BoardOrg}}
	for _, o := range Partners() {
		list = append(list, scorer{Leaders, o})
	}
	return append(list, scorer{Forum, ForumOrg}, scorer{Young, YoungOrg})
}

// dataChanges compares the figures that two versions were made with, by indicator.
func dataChanges(before, after Figures) (changes []DataChange) {
	ids := slices.Concat(slices.Collect(maps.Keys(before.Values)), slices.Collect(maps.Keys(after.Values)))
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		was, had := before.Values[id]
		is, has := after.Values[id]
		c := DataChange{Indicator: id, Name: cmp.Or(is.Name, was.Name), Unit: cmp.Or(is.Unit, was.Unit), Before: was, After: is}
		switch {
		case !had:
			c.What = []string{"new"}
		case !has:
			c.What = []string{"gone"}
		default:
			c.What = figureChanges(was, is)
		}
		if len(c.What) > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

func figureChanges(was, is Figure) (what []string) {
	if was.Period != is.Period {
		what = append(what, "period")
	}
	if (was.Value == nil) != (is.Value == nil) || was.Value != nil && *was.Value != *is.Value {
		what = append(what, "value")
	}
	if was.Status != is.Status {
		what = append(what, "status")
	}
	if was.Edition != is.Edition {
		what = append(what, "edition")
	}
	return what
}

// onlyIn lists the documents that one book has and another has not.
func onlyIn[T Document](has, hasNot map[string]T) (list []T) {
	for _, d := range Sorted(has) {
		if _, ok := hasNot[d.Key()]; !ok {
			list = append(list, d)
		}
	}
	return list
}

// documentChanges compares documents by the keys they are filed under; fields lists each field's name and words, in order.
func documentChanges[T Document](before, after map[string]T, title func(T) string, fields func(T) []field) (changes []DocumentChange) {
	keys := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(after)))
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for _, k := range slices.Compact(keys) {
		was, had := before[k]
		is, has := after[k]
		switch {
		case !had:
			changes = append(changes, DocumentChange{Kind: is.Kind(), Key: k, Title: title(is), How: Added})
		case !has:
			changes = append(changes, DocumentChange{Kind: was.Kind(), Key: k, Title: title(was), How: Removed})
		default:
			if differ := fieldChanges(fields(was), fields(is)); len(differ) > 0 {
				changes = append(changes, DocumentChange{Kind: is.Kind(), Key: k, Title: title(is), How: Altered, Fields: differ})
			}
		}
	}
	return changes
}

// byRole files a cycle's sign-offs by their role, so that two cycles can be compared.
func byRole(b *Book, cycle string) map[string]*SignOff {
	roles := map[string]*SignOff{}
	for _, s := range b.SignOffs {
		if s.Cycle == cycle {
			roles[s.Role] = s
		}
	}
	return roles
}
