package plan

import "slices"

// Body is who answers for an action (9.10). Organisation is the one of the partnership whose people may write the body's actions.
type Body struct{ ID, Name, Organisation string }

// AccountableBodies lists the eleven bodies that can answer for an action, in the order of the pack.
func AccountableBodies() []Body {
	return []Body{
		{"LA education", "Council: education", Council},
		{"LA social care", "Council: social care", SocialCare},
		{"public health", "Council: public health", Council},
		{"ICB", "Integrated care board (ICB)", ICB},
		{"NHS provider", "NHS provider", ICB},
		{"schools/trusts", "Schools and trusts", Schools},
		{"AP provider", "Provider of alternative provision", AP},
		{"early years", "Early years settings", Schools},
		{"post-16", "Colleges and other post-16 providers", Schools},
		{"forum", "Parent carer forum", ForumOrg},
		{"other", "Another body", BoardOrg},
	}
}

// BodyName is how a body is called on a page.
func BodyName(id string) string {
	for _, b := range AccountableBodies() {
		if b.ID == id {
			return b.Name
		}
	}
	return id
}

// BodyOrganisation is the organisation whose people may write a body's actions. An action of another body is the board's alone.
func BodyOrganisation(id string) string {
	for _, b := range AccountableBodies() {
		if b.ID == id {
			return b.Organisation
		}
	}
	return BoardOrg
}

func bodyIDs() (ids []string) {
	for _, b := range AccountableBodies() {
		ids = append(ids, b.ID)
	}
	return ids
}

// BodyActions is what one body has promised.
type BodyActions struct {
	Body    Body
	Actions []ActionLine
}

// ActionLine is an action, how it stands, and the inspection finding it answers; nil where it answers none.
type ActionLine struct {
	Action   *Action
	Standing ActionStanding
	Finding  *Finding
}

// ActionLines lists every action with how it stands, in the order of their ids.
func ActionLines(b *Book, today Day) (all []ActionLine) {
	for _, a := range Sorted(b.Actions) {
		all = append(all, ActionLine{a, StandingOf(b, a, today), b.Findings[a.SourceRef]})
	}
	return all
}

// ActionsByBody groups actions by who answers for them, in the order of AccountableBodies. Bodies without an action are left out.
func ActionsByBody(b *Book, today Day) (groups []BodyActions) {
	lines := ActionLines(b, today)
	for _, body := range AccountableBodies() {
		own := slices.DeleteFunc(slices.Clone(lines), func(l ActionLine) bool { return l.Action.Body != body.ID })
		if len(own) > 0 {
			groups = append(groups, BodyActions{body, own})
		}
	}
	return groups
}
