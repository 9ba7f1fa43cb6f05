package plan

// tooSmall says that somebody answered, and fewer than ten gave an answer other than "don't know": nothing of it may be published (9.3).
func (s *Survey) tooSmall() bool {
	return s.Answered()+s.DontKnow > 0 && s.Answered() < fewestShown
}

// place says in words which question to whom it is.
func (s *Survey) place() string {
	text := s.Statement + " " + string(s.Perspective)
	if s.Subgroup != "" {
		if g, ok := SubgroupOf(s.Subgroup); ok {
			text = s.Statement + " " + string(s.Perspective) + ", " + g.Name
		}
	}
	return text
}

// tooSmall says that a value tells a count of one to four children (9.14, caution 4). None is saved; this is for what was saved before a
// measure was known to count children.
func (v *LocalValue) tooSmall() bool {
	m, ok := LocalIndicatorByID(v.Indicator)
	if !ok || !m.ofChildren() && m.Least == 0 {
		return false
	}
	var problems Problems
	v.checkSmall(&problems, m)
	return len(problems) > 0
}
