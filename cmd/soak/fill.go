package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// askers is how many fill the cache at once, and fillBy by how many pages each time before it is asked whether more still stay.
const (
	askers = 4
	fillBy = 400
)

// fill asks a new server for pages until it keeps no more of them, so that it stands as one does that has been up for days: what its memory
// does from then on is not the filling of a cache. It returns how many MB of pages are kept.
func fill(ctx context.Context, s *site, t town) (kept float64, err error) {
	addresses := make(chan string)
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	for range askers {
		all.Go(func() {
			for address := range addresses {
				if answer, err := http.Get(s.url + address); err == nil {
					_, _ = io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
			}
		})
	}
	defer close(addresses)
	for n := range len(t.areas) * len(t.indicators) {
		area, other, indicator := t.areas[n%len(t.areas)], t.areas[(n+1)%len(t.areas)], t.indicators[n%len(t.indicators)]
		for _, address := range []string{"/areas/" + area + "/indicators/" + indicator, fmt.Sprintf("/compare?areas=%s,%s&indicators=%s", area, other, indicator)} {
			select {
			case addresses <- address:
			case <-ctx.Done():
				return kept, ctx.Err()
			}
		}
		if n%fillBy != fillBy-1 {
			continue
		}
		says, err := s.says(ctx)
		if err != nil {
			return kept, err
		}
		now := heldOf(says).pages
		if now < kept+0.5 {
			return now, nil
		}
		kept = now
	}
	return kept, nil
}
