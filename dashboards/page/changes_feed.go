package page

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/warehouse"
)

// atomFeed is an Atom feed (RFC 4287). Its addresses are relative to the feed's own, so that it is the same behind any name.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Rights   string      `xml:"rights,omitempty"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Updated   string   `xml:"updated"`
	Published string   `xml:"published,omitempty"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary"`
	Content   atomText `xml:"content"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// changesFeed is the feed of what changed in an area's figures: an entry for each published file that brought some.
func (p *Pages) changesFeed(w http.ResponseWriter, r *http.Request, v reading) error {
	a, releases, err := requestedReleases(r, v)
	if err != nil {
		return err
	}
	body, err := xml.MarshalIndent(feedOf(v, a, releases), "", " ")
	if err != nil {
		return fmt.Errorf("writing the feed of %s: %w", a.Code, err)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}

func feedOf(v reading, a warehouse.Area, releases []areaRelease) atomFeed {
	page := areaTabHref(a.Code, "changes")
	feed := atomFeed{ID: urn(v.Register, a.Code), Title: "What changed: " + a.Name, Author: "inclusion", Updated: v.Built.UTC().Format(time.RFC3339),
		Subtitle: "Published figures about children and young people with special educational needs and disabilities", Rights: "Open Government Licence v3.0",
		Links: []atomLink{{"self", "application/atom+xml", page + ".atom"}, {"alternate", "text/html", page}}}
	if v.Register == "sample" {
		feed.Title, feed.Rights = "Invented sample data: what changed: "+a.Name, ""
	}
	for i, release := range releases {
		e := atomEntry{ID: urn(v.Register, a.Code, release.edition.SHA256), Title: release.source.Title + ": " + release.summary(),
			Updated: release.edition.Fetched.UTC().Format(time.RFC3339), Link: atomLink{"alternate", "text/html", fmt.Sprintf("%s#release-%d", page, i+1)},
			Summary: release.summary(), Content: atomText{"text", release.text()}}
		if release.edition.Published != nil {
			e.Published = release.edition.Published.UTC().Format(time.RFC3339)
		}
		feed.Entries = append(feed.Entries, e)
	}
	return feed
}

// text is one line a figure: "Plans issued in 20 weeks, 2024: 96.6% (172 of 178 plans), little change since 2023."
func (r areaRelease) text() string {
	var lines []string
	for _, c := range r.changes {
		figure := missingText(c.Now.Row)
		if c.Now.Value != nil {
			figure = withCounts(c.In, c.Now.Row)
		}
		lines = append(lines, fmt.Sprintf("%s, %s: %s; %s.", c.In.Short, periodWords(c.Now.Period), figure, c.words()))
	}
	for _, rev := range r.revised {
		lines = append(lines, fmt.Sprintf("Revised: %s, %s.", rev.in.Short, periodWords(rev.Period)))
	}
	published := "No date of publication is known."
	if r.edition.Published != nil {
		published = "Published " + view.Date(*r.edition.Published) + "."
	}
	return strings.Join(append(lines, published), "\n")
}

// urn names something for ever by what it is: a UUID of version 8, made of a checksum.
func urn(parts ...string) string {
	sum := sha256.Sum256([]byte("inclusion changes\x00" + strings.Join(parts, "\x00")))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
