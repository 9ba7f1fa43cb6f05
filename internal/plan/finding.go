package plan

// FindingTypes lists what an inspection report asks an area for.
func FindingTypes() []string { return []string{"priority action", "improvement"} }

// Check wants the report's words, the body that is to act, and the day the report was published.
func (f *Finding) Check(c Context) (problems Problems) {
	problems.id("I", f.ID)
	problems.oneOf("type", "The type", f.Type, FindingTypes(), true)
	problems.wanted("text", f.Text, "Copy the words of the report.")
	problems.oneOf("body", "The body that is to act", f.Body, bodyIDs(), true)
	problems.date("report", "The day of the report", f.Report, "Give the day the report was published.")
	problems.past("report", "The day of the report", f.Report, c.Today)
	problems.texts(textLimit, "text", "The text", f.Text)
	return problems
}
