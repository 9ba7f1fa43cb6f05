package plan

// RiskLevels lists how likely a risk is and how much it would matter.
func RiskLevels() []string { return []string{"low", "medium", "high"} }

// Check wants what may go wrong, how likely it is, what it would do, what is done about it, by whom, and when it is looked at again.
func (r *Risk) Check(c Context) (problems Problems) {
	problems.id("R", r.ID)
	problems.wanted("title", r.Title, "Say what may go wrong.")
	problems.oneOf("likelihood", "How likely it is", r.Likelihood, RiskLevels(), true)
	problems.oneOf("impact", "How much it would matter", r.Impact, RiskLevels(), true)
	problems.wanted("mitigation", r.Mitigation, "Say what is done about it.")
	problems.wanted("owner", r.Owner, "Name the role that looks after it.")
	problems.date("review", "The day of the next look", r.Review, "Give the day on which it is looked at again.")
	problems.texts(lineLimit, "title", "The risk", r.Title, "owner", "The owner", r.Owner)
	problems.texts(textLimit, "mitigation", "What is done about it", r.Mitigation, "equality", "Who could lose out", r.Equality)
	return problems
}
