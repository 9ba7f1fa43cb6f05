package plan

// ChangeTypes lists what can have changed since the last engagement meeting.
func ChangeTypes() []string {
	return []string{"leadership", "demand", "service opened", "service closed", "reorganisation", "plan", "other"}
}

// Check wants a type, a day that has come, and words.
func (n *Change) Check(c Context) (problems Problems) {
	problems.id("N", n.ID)
	problems.oneOf("type", "The type", n.Type, ChangeTypes(), true)
	problems.date("on", "The day", n.On, "Give the day of the change.")
	problems.past("on", "The day of the change", n.On, c.Today)
	problems.wanted("text", n.Text, "Say what has changed.")
	problems.texts(textLimit, "text", "The text", n.Text)
	return problems
}
