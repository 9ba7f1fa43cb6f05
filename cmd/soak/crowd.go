package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"sync"
	"time"
)

// town is what there is to ask for: codes of areas and ids of indicators, as the API lists them.
type town struct {
	areas, indicators []string
}

// survey asks the site what it has.
func survey(ctx context.Context, url string) (t town, err error) {
	v := newVisitor(ctx, url, newRecord(time.Now()), 0, 0)
	read := func(path, key string, wanted func(map[string]any) bool) (all []string, err error) {
		var list struct {
			Data []map[string]any `json:"data"`
		}
		if err := json.Unmarshal([]byte(v.file("survey", path, "{")), &list); err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		for _, row := range list.Data {
			if text, ok := row[key].(string); ok && wanted(row) {
				all = append(all, text)
			}
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("%s lists nothing", path)
		}
		return all, nil
	}
	if t.areas, err = read("/api/v1/areas?level=authority&limit=1000", "code", func(row map[string]any) bool { return row["to"] == nil }); err != nil {
		return t, err
	}
	t.indicators, err = read("/api/v1/indicators?limit=1000", "id", func(map[string]any) bool { return true })
	return t, err
}

// crowd is everybody at once.
type crowd struct {
	town    town
	editors []*editor
	url     string
	record  *record
	seed    uint64
}

// arrival is how long it takes until everybody is there. A crowd comes over half a minute, not at a stroke: also those who sign in,
// whose passwords cost the server a twentieth of a second each.
const arrival = 30 * time.Second

// Of a hundred who are there at once so many are of each kind; the others, more than half, look an area up and read about it.
const (
	parentsOf100  = 15
	analystsOf100 = 10
	programsOf100 = 10
	editorsOf100  = 10
)

// live lets so many sessions in, over the time of arrival, and waits until the context ends.
func (c crowd) live(ctx context.Context, sessions int) {
	var wg sync.WaitGroup
	for i := range sessions {
		v := newVisitor(ctx, c.url, c.record, c.seed, uint64(i)+1)
		wg.Go(func() {
			v.wait(arrival * time.Duration(i) / time.Duration(sessions))
			c.kind(i)(v)
		})
	}
	wg.Wait()
}

// kind is what the session of a number does, again and again. The kinds come mixed.
func (c crowd) kind(i int) func(*visitor) {
	at := i * 37 % 100 // 37 shares no factor with 100, so that each hundred holds every number once
	again := func(once func(*visitor)) func(*visitor) {
		return func(v *visitor) {
			for !v.gone() {
				once(v)
				v.leave()
			}
		}
	}
	for _, kind := range []struct {
		of100 int
		live  func(*visitor)
	}{
		{parentsOf100, again(c.parent)}, {analystsOf100, again(c.analyst)}, {programsOf100, again(c.program)},
		{editorsOf100, func(v *visitor) {
			if one := c.editor(); one != nil {
				one.work(v)
				return
			}
			again(c.reader)(v)
		}},
	} {
		if at < kind.of100 {
			return kind.live
		}
		at -= kind.of100
	}
	return again(c.reader)
}

// editor is one of those who write that no session is yet; nil when there are none left.
func (c crowd) editor() *editor {
	for _, e := range c.editors {
		if e.taken.CompareAndSwap(false, true) {
			return e
		}
	}
	return nil
}

// leave ends what a session knows: the next is somebody else, with an empty browser, after a pause.
func (v *visitor) leave() {
	clear(v.tags)
	clear(v.assets)
	v.newest = 0
	v.think(readingMedian)
}

// open opens a page as a browser does that has nothing of the site yet: the page, its stylesheet and its scripts, which it keeps.
func (v *visitor) open(kind, path string) string {
	page := v.page(kind, path)
	for _, found := range assets.FindAllStringSubmatch(page, -1) {
		if at := found[1]; !v.assets[at] && !v.gone() {
			v.assets[at] = true
			v.due = time.Now()
			v.file("stylesheet or script", at, "")
		}
	}
	return page
}

var assets = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)
