package board

import (
	"context"

	"inclusion/internal/returns"
)

// shownTo are the returns that a visitor may open, newest first: all of them to the data officer, to others the newest that was sent of
// each year. Two files of one year often differ by few children, and what differs between their counts would tell about them.
func shownTo(v visit, all []returns.Return) []returns.Return {
	if v.whole() {
		return all
	}
	var newest []returns.Return
	of := map[int]bool{}
	for _, one := range all {
		if !of[one.Year] {
			newest = append(newest, one)
		}
		of[one.Year] = true
	}
	return newest
}

// opens gives a return, where the visitor may open it. One that a newer one stands in place of is for others as if it were not there.
func (p *Pages) opens(ctx context.Context, v visit, id string) (returns.Return, error) {
	one, err := p.Returns.Kept.Return(ctx, v.code, id)
	if err != nil || v.whole() {
		return one, err
	}
	all, err := p.Returns.Kept.Returns(ctx, v.code)
	if err != nil {
		return returns.Return{}, err
	}
	for _, shown := range shownTo(v, all) {
		if shown.ID == id {
			return one, nil
		}
	}
	return returns.Return{}, returns.ErrNoReturn
}
