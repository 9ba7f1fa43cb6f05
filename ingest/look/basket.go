package look

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"inclusion/ingest/fetch"
	"inclusion/ingest/load"
)

// basket is what one look takes along: what is new, what is remembered, and what went wrong at single places.
type basket struct {
	looker *Looker
	room   *room
	known  map[string]taken
	rules  string // those in force
	run    *load.Run
	items  []load.Item
	fresh  []string        // keys of what is to be loaded
	named  map[string]bool // names already given to items
	faults []error
}

// fill looks at one place and takes what is new there. A fault ends nothing but its own file or place.
func (b *basket) fill(ctx context.Context, place fetch.Place) {
	found, err := b.looker.Publishers.Look(ctx, place)
	if err != nil {
		b.faults = append(b.faults, err)
		return
	}
	for _, f := range found {
		if ctx.Err() != nil {
			return
		}
		told := describe(f)
		news, err := b.take(ctx, place, f)
		if err != nil {
			b.faults = append(b.faults, err)
		}
		if news != "" {
			told += ": " + news
		}
		if !slices.Contains(b.run.Found, told) {
			b.run.Found = append(b.run.Found, told)
		}
	}
}

// What is said of an edition that is not loaded.
const (
	asBefore      = "as before"
	refusedBefore = "refused before, and the rules are the same"
)

// take takes one edition if it is new, if other rules may let it pass now, or if the archive has lost it.
func (b *basket) take(ctx context.Context, place fetch.Place, f fetch.Found) (news string, err error) {
	if slices.Contains(b.fresh, f.Key) {
		return "", nil
	}
	before, met := b.known[f.Key]
	refused := before.Refused != "" && before.Refused == b.rules
	settled := met && (refused || before.Refused == "" && b.archived(before.SHA256))
	news = asBefore
	if refused {
		news = refusedBefore
	}
	// Explore Education Statistics gives every change a new id and makes its ZIPs in flight: taken again, the same
	// release would only have other bytes.
	if settled && place.EES != nil {
		return news, nil
	}
	known := fetch.Known{}
	if settled {
		known = fetch.Known{ETag: before.ETag, LastModified: before.LastModified, SHA256: before.SHA256}
	}
	t, err := b.looker.Publishers.Take(ctx, f, b.room.dir, known)
	if err != nil {
		return "", err
	}
	if settled && (t.NotModified || t.SHA256 == before.SHA256) {
		before.ETag, before.LastModified = t.ETag, t.LastModified
		b.known[f.Key] = before
		return news, nil
	}
	b.known[f.Key] = taken{ETag: t.ETag, LastModified: t.LastModified, SHA256: t.SHA256, At: t.Fetched}
	b.fresh = append(b.fresh, f.Key)
	b.items = append(b.items, load.Item{Path: t.Path, Name: b.name(t), Title: strings.TrimSpace(t.Title), URL: t.URL, Page: t.PageURL, Published: t.Published})
	return "", nil
}

// settle marks what was not accepted.
func (b *basket) settle(held []string) {
	for _, key := range b.fresh {
		if t := b.known[key]; !slices.Contains(held, t.SHA256) {
			t.Refused = b.rules
			b.known[key] = t
		}
	}
}

// archived says that the archive still has an edition's bytes.
func (b *basket) archived(sum string) bool {
	_, err := os.Stat(filepath.Join(b.looker.Loader.Folder.Archive(), sum))
	return err == nil
}

// name is a taken file's name. Releases use the same names again, and what becomes of each is told by its name.
func (b *basket) name(t fetch.Taken) string {
	name := t.Filename
	if name == "" {
		name = filepath.Base(t.Path)
	}
	if b.named[name] && t.Release != "" {
		name = strings.ReplaceAll(t.Release, "/", "-") + "/" + name
	}
	for n, plain := 2, name; b.named[name]; n++ {
		name = fmt.Sprintf("%d/%s", n, plain)
	}
	b.named[name] = true
	return name
}

// describe names what a publisher offers.
func describe(f fetch.Found) string {
	text := f.Title
	if text == "" {
		text = f.Filename
	}
	if text == "" {
		text = f.Key
	}
	if f.Release != "" && !strings.Contains(text, f.Release) {
		text += ", " + f.Release
	}
	if !f.Published.IsZero() {
		text += ", published " + f.Published.Format("2 January 2006")
	}
	return text
}
