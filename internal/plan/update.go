package plan

// Check wants an update of an action that is there, on a day that has come, with a status and news.
func (u *Update) Check(c Context) (problems Problems) {
	if c.Book.Actions[u.Action] == nil {
		problems.Add("action", "The plan has no action %q.", u.Action)
	}
	problems.date("on", "The day", u.On, "Give the day of the update.")
	problems.past("on", "The day of the update", u.On, c.Today)
	if u.N < 1 {
		problems.Add("n", "Updates of a day are numbered from 1.")
	}
	if u.Status == "late" || u.Status == "stale" {
		problems.Add("status", "Nobody writes %q: it is worked out from the dates.", u.Status)
	} else {
		problems.oneOf("status", "The status", u.Status, ActionStatuses(), true)
	}
	problems.wanted("text", u.Text, "Say what has happened since the last update.")
	problems.texts(textLimit, "text", "The update", u.Text)
	return problems
}

// NextUpdate is the number of an action's next update on a day.
func NextUpdate(b *Book, action string, on Day) int {
	n := 0
	for _, u := range b.Updates {
		if u.Action == action && u.On == on {
			n = max(n, u.N)
		}
	}
	return n + 1
}
