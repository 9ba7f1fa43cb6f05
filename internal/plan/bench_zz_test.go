package plan

import "testing"

func BenchmarkZZ(b *testing.B) {
	t := &testing.T{}
	f := newest(b)
	bk := bookWith()
	for _, s := range f.Statements() {
		bk.Put(boardScore(s.ID, 3))
		bk.Put(forumScore(s.ID, 1))
		bk.Put(familySurvey(s.ID, 30, 113, 20))
		for i, o := range Partners() {
			bk.Put(partnerScore(s.ID, o, Level(1+i%4)))
		}
	}
	v := versionOf(t, 1, thisCycle, f, lateDecisions(), bk)
	b.Run("review", func(b *testing.B) {
		for range b.N {
			ReviewOf(bk, f, lateDecisions(), thisCycle, v, testDay)
		}
	})
	b.Run("guards", func(b *testing.B) {
		r := ReviewOf(bk, f, lateDecisions(), thisCycle, v, testDay)
		for range b.N {
			Guards(r, Agreed)
		}
	})
	b.Run("book", func(b *testing.B) {
		for range b.N {
			_, _ = v.Book()
		}
	})
}
