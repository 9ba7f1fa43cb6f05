package plan

import "fmt"

// Check wants what was on the table, what was decided because of it, and by whom; each figure seen with its vintage (9.10).
func (d *Decision) Check(c Context) (problems Problems) {
	problems.id("D", d.ID)
	problems.date("on", "The day", d.On, "Give the day of the decision.")
	problems.past("on", "The day of the decision", d.On, c.Today)
	problems.wanted("item", d.Item, "Say what was on the table.")
	problems.wanted("decided", d.Decided, "Say what you decided because of it. ‘Nothing yet’ is an answer.")
	problems.wanted("by", d.By, "Say who decided.")
	for i, seen := range d.Seen {
		problems.wanted(fmt.Sprintf("seen.%d.indicator", i), seen.Indicator, "Name the figure that was seen.")
		problems.wanted(fmt.Sprintf("seen.%d.vintage", i), seen.Vintage, "Say of which period the figure is and when it came out.")
		problems.texts(lineLimit, fmt.Sprintf("seen.%d.indicator", i), "The figure", seen.Indicator, fmt.Sprintf("seen.%d.value", i), "The value", seen.Value,
			fmt.Sprintf("seen.%d.vintage", i), "The vintage", seen.Vintage)
	}
	if actionID.MatchString(d.FollowUp) && c.Book.Actions[d.FollowUp] == nil {
		problems.Add("follow_up", "The plan has no action %s.", d.FollowUp)
	}
	problems.texts(lineLimit, "meeting", "The meeting", d.Meeting, "item", "The item", d.Item, "by", "Who decided", d.By, "follow_up", "What follows", d.FollowUp)
	problems.texts(textLimit, "decided", "The decision", d.Decided, "families", "What this means for families", d.Families)
	return problems
}
