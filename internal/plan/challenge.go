package plan

// Satisfied lists what the body that asked can say of the answer.
func Satisfied() []string { return []string{"yes", "partly", "no"} }

// Check wants who asks whom what; an answer with its day; and a word on the answer only once there is one. What was asked stays as it
// was once it has been answered.
func (ch *Challenge) Check(c Context) (problems Problems) {
	problems.id("C", ch.ID)
	problems.date("on", "The day", ch.On, "Give the day of the question.")
	problems.past("on", "The day of the question", ch.On, c.Today)
	problems.wanted("by", ch.By, "Say who asks.")
	problems.wanted("about", ch.About, "Say whom the question is to.")
	problems.wanted("question", ch.Question, "Write the question.")
	if ch.By != "" && ch.By == ch.About {
		problems.Add("about", "A body cannot put a question to itself.")
	}
	ch.checkAnswer(&problems, c.Today)
	if old := c.Book.Challenges[ch.ID]; old != nil && old.Answer != "" {
		if old.Question != ch.Question || old.By != ch.By || old.About != ch.About || old.On != ch.On {
			problems.Add("question", "The question has been answered and stays as it was. Ask a new one.")
		}
	}
	problems.texts(lineLimit, "by", "Who asks", ch.By, "about", "Whom the question is to", ch.About)
	problems.texts(textLimit, "question", "The question", ch.Question, "answer", "The answer", ch.Answer)
	return problems
}

func (ch *Challenge) checkAnswer(problems *Problems, today Day) {
	problems.date("answered_on", "The day of the answer", ch.AnsweredOn, "")
	problems.past("answered_on", "The day of the answer", ch.AnsweredOn, today)
	problems.inOrder("answered_on", ch.On, ch.AnsweredOn, "The answer comes before the question.")
	switch {
	case ch.Answer != "" && ch.AnsweredOn == "":
		problems.Add("answered_on", "Give the day of the answer.")
	case ch.Answer == "" && ch.AnsweredOn != "":
		problems.Add("answer", "Write the answer that was given on that day.")
	}
	if ch.Answer == "" && ch.Satisfied != "" {
		problems.Add("satisfied", "Whether the answer satisfies can be said once there is an answer.")
		return
	}
	problems.oneOf("satisfied", "Whether the answer satisfies", ch.Satisfied, Satisfied(), false)
}
