package workbook

import "inclusion/internal/plan"

// draft is a document as the workbook wants it, from one row or from several.
type draft struct {
	kind   plan.Kind
	key    string
	had    plan.Document // what stands; nil for nothing
	was    plan.Document // what stood when the workbook was made; nil for nothing
	since  *plan.Entry   // what somebody saved after that; nil where nobody did
	tree   tree
	cells  map[string]spot // where each field of the document stands
	first  spot
	wrong  map[string]bool // fields whose cells could not be read, which has been told
	wanted bool            // a row says otherwise than what stands
	closed bool            // something is wrong with it that has been told already
}

// spot is a cell of a sheet, with what belongs in it.
type spot struct {
	sheet string
	at    place
	hint  string
}

// emptyOf is a document with nothing but its key, as a row names it.
func (b *reading) emptyOf(t table, r *row) plan.Document {
	switch t.kind {
	case plan.KindScore:
		o := r.texts["organisation"]
		return &plan.Score{Cycle: b.in.Cycle, Statement: r.texts["statement"], Organisation: o, Perspective: perspectiveOf(o)}
	case plan.KindSurvey:
		return &plan.Survey{Cycle: b.in.Cycle, Statement: r.texts["statement"], Perspective: plan.Perspective(r.texts["perspective"]), Subgroup: r.texts["subgroup"]}
	case plan.KindEvidence:
		return &plan.Evidence{ID: r.texts["id"]}
	}
	return &plan.Action{ID: r.texts["id"]}
}

// draft is the document that a row is of, begun once for all its rows. It is nil where it cannot be begun, and the reason is told.
func (b *reading) draft(t table, empty plan.Document) *draft {
	kind, key := empty.Kind(), empty.Key()
	name := string(kind) + " " + key
	if d := b.drafts[name]; d != nil {
		return d
	}
	d := &draft{kind: kind, key: key, cells: map[string]spot{}, wrong: map[string]bool{}}
	d.had = b.stands(kind, key)
	d.was = d.had
	if entry, ok := b.in.Book.Entry(kind, key); b.in.Book.Seq > b.position && (!ok || entry.Seq > b.position) {
		if err := b.then(d); err != nil {
			b.problem(t.sheet, place{}, "Try again in a minute.", "What was saved of %s before cannot be read.", clipped(key))
			return nil
		}
	}
	from := d.had
	if from == nil {
		from = empty
	}
	laid, err := treeOf(from)
	if err != nil {
		b.problem(t.sheet, place{}, "", "What stands of %s cannot be read.", key)
		return nil
	}
	d.tree = laid
	b.drafts[name] = d
	return d
}

// stands is the document that stands at a key; nil where none does.
func (b *reading) stands(kind plan.Kind, key string) plan.Document {
	switch kind {
	case plan.KindScore:
		if d := b.in.Book.Scores[key]; d != nil {
			return d
		}
	case plan.KindSurvey:
		if d := b.in.Book.Surveys[key]; d != nil {
			return d
		}
	case plan.KindEvidence:
		if d := b.in.Book.Evidence[key]; d != nil {
			return d
		}
	case plan.KindAction:
		if d := b.in.Book.Actions[key]; d != nil {
			return d
		}
	}
	return nil
}

// then finds what stood of a document when the workbook was made, and the newest that was saved since.
func (b *reading) then(d *draft) error {
	entries, err := b.in.History(d.kind, d.key)
	if err != nil {
		return err
	}
	d.was = nil
	for _, e := range entries {
		if e.Seq > b.position {
			d.since = &e
			continue
		}
		d.was = nil
		if e.Body == "" {
			continue
		}
		if d.was, err = plan.Decode(e.Kind, e.Body); err != nil {
			return err
		}
	}
	return nil
}
