package fetch

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// govukDocument is GET /api/content/{path}.
type govukDocument struct {
	BasePath        string `json:"base_path"`
	Title           string `json:"title"`
	DocumentType    string `json:"document_type"`
	SchemaName      string `json:"schema_name"`
	PublicUpdatedAt moment `json:"public_updated_at"`
	Details         struct {
		ChangeHistory []struct {
			PublicTimestamp moment `json:"public_timestamp"`
		} `json:"change_history"`
		Documents []json.RawMessage `json:"documents"` // HTML strings
	} `json:"details"`
	Links struct {
		Documents []govukListed `json:"documents"`
	} `json:"links"`
	Redirects []struct {
		Path        string `json:"path"`
		Destination string `json:"destination"`
	} `json:"redirects"`

	whole any // the same JSON as a tree, for walking
}

// UnmarshalJSON keeps the whole tree beside the members that are known.
func (d *govukDocument) UnmarshalJSON(b []byte) error {
	type known govukDocument
	if err := json.Unmarshal(b, (*known)(d)); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.UseNumber()
	return decoder.Decode(&d.whole)
}

// govukListed is a page as a collection lists it.
type govukListed struct {
	BasePath        string `json:"base_path"`
	Title           string `json:"title"`
	PublicUpdatedAt moment `json:"public_updated_at"`
}

// attachment is a file of a GOV.UK page.
type attachment struct {
	url, contentType, title, filename string
	size                              int64
}

func (c *Client) lookGovUK(ctx context.Context, g GovUK) ([]Found, error) {
	wanted, err := patterns("govuk document and attachment", []string{g.Document, g.Attachment})
	if err != nil {
		return nil, err
	}
	pages := []string{g.Path}
	if g.Collection != "" {
		if pages, err = c.collection(ctx, g, wanted[0]); err != nil {
			return nil, err
		}
	}
	var (
		found []Found
		none  *noMatch
	)
	for _, page := range pages {
		some, err := c.attachments(ctx, page, wanted[1], g.Types)
		// One page of a collection may lack the file (an annual table comes with one quarter only); all of them may not.
		if errors.As(err, &none) && g.Collection != "" {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	if len(found) == 0 && none != nil {
		return nil, none
	}
	newestFirst(found)
	return found, nil
}

// collection answers the paths of a collection's newest pages whose titles match.
func (c *Client) collection(ctx context.Context, g GovUK, title *regexp.Regexp) ([]string, error) {
	doc, err := c.content(ctx, g.Collection)
	if err != nil {
		return nil, err
	}
	address := c.govuk + "/api/content" + g.Collection
	if len(doc.Links.Documents) == 0 {
		return nil, c.changed(address, []string{"links.documents"}, "")
	}
	var matching []govukListed
	for _, listed := range doc.Links.Documents {
		if title.MatchString(listed.Title) && cleanPath(listed.BasePath) {
			matching = append(matching, listed)
		}
	}
	if len(matching) == 0 {
		seen := titles(doc.Links.Documents, func(l govukListed) string { return l.Title })
		return nil, c.changed(address, []string{fmt.Sprintf("a page that matches /%s/", title)}, seen)
	}
	slices.SortStableFunc(matching, func(a, b govukListed) int {
		return b.PublicUpdatedAt.Compare(a.PublicUpdatedAt.Time)
	})
	var paths []string
	for _, listed := range matching[:min(len(matching), max(g.Newest, 1))] {
		paths = append(paths, listed.BasePath)
	}
	return paths, nil
}

// content asks for a page's content document, and follows one redirect document.
func (c *Client) content(ctx context.Context, path string) (*govukDocument, error) {
	doc, err := c.contentOnce(ctx, path)
	if err != nil || !doc.redirects() {
		return doc, err
	}
	address := c.govuk + "/api/content" + path
	next := doc.destination(path)
	if next == "" {
		return nil, c.changed(address, []string{"redirects[].destination on GOV.UK"}, "")
	}
	if doc, err = c.contentOnce(ctx, next); err != nil {
		return nil, err
	}
	if doc.redirects() {
		u, err := c.hosts.parse(address)
		if err != nil {
			return nil, err
		}
		return nil, &Refused{At: place(u), Why: "the page moved to " + next + ", which moved again; put the page's present path into the list of sources"}
	}
	return doc, nil
}

func (c *Client) contentOnce(ctx context.Context, path string) (*govukDocument, error) {
	doc := &govukDocument{}
	if err := c.json(ctx, c.govuk+"/api/content"+path, doc); err != nil {
		return nil, err
	}
	if doc.BasePath == "" {
		doc.BasePath = path
	}
	return doc, nil
}

func (d *govukDocument) redirects() bool {
	return d.SchemaName == "redirect" || d.DocumentType == "redirect"
}

// destination is where a redirect document sends a path; empty when it leads off GOV.UK.
func (d *govukDocument) destination(path string) string {
	for _, r := range d.Redirects {
		if r.Path != path && r.Path != "" {
			continue
		}
		u, err := url.Parse(r.Destination)
		if err == nil && (u.Host == "" || u.Host == "www.gov.uk") && cleanPath(u.Path) {
			return u.Path
		}
	}
	return ""
}

// edited is when the page last changed in a way that its readers are told of.
func (d *govukDocument) edited() time.Time {
	latest := time.Time{}
	for _, change := range d.Details.ChangeHistory {
		if change.PublicTimestamp.After(latest) {
			latest = change.PublicTimestamp.Time
		}
	}
	if latest.IsZero() {
		return d.PublicUpdatedAt.Time
	}
	return latest
}

// noMatch is a page that is sound and has none of the files wanted.
type noMatch struct{ error }

func (e *noMatch) Unwrap() error { return e.error }

// attachments are the wanted files of one page, the kind named first coming first.
func (c *Client) attachments(ctx context.Context, page string, title *regexp.Regexp, kinds []string) ([]Found, error) {
	doc, err := c.content(ctx, page)
	if err != nil {
		return nil, err
	}
	address := c.govuk + "/api/content" + page
	all := doc.files(c.govuk)
	if len(all) == 0 {
		return nil, c.changed(address, []string{"attachments with url, content_type and title"}, "")
	}
	type ranked struct {
		attachment
		rank int
	}
	var chosen []ranked
	for _, a := range all {
		if rank := a.rank(kinds); rank >= 0 && (title.MatchString(a.title) || title.MatchString(a.filename)) {
			chosen = append(chosen, ranked{a, rank})
		}
	}
	if len(chosen) == 0 {
		missing := fmt.Sprintf("an attachment that matches /%s/", title)
		if len(kinds) > 0 {
			missing += " of type " + strings.Join(kinds, " or ")
		}
		return nil, &noMatch{c.changed(address, []string{missing}, titles(all, func(a attachment) string { return a.title }))}
	}
	slices.SortStableFunc(chosen, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	var found []Found
	for _, a := range chosen {
		u, err := c.hosts.parse(a.url)
		if err != nil {
			return nil, err
		}
		found = append(found, Found{
			Key: u.EscapedPath(), Title: a.title, Release: doc.Title, URL: a.url, PageURL: c.govuk + doc.BasePath,
			Published: doc.edited(), Filename: safeName(a.filename), Size: a.size,
		})
	}
	return found, nil
}

// rank is an attachment's place among the kinds wanted; -1 when it is none of them. No kinds means any file.
func (a attachment) rank(kinds []string) int {
	if len(kinds) == 0 {
		return 0
	}
	suffix := strings.TrimPrefix(strings.ToLower(path.Ext(a.filename)), ".")
	return slices.IndexFunc(kinds, func(kind string) bool {
		return slices.Contains(mediaTypes[kind], a.contentType) || suffix == kind
	})
}

// files finds the attachments wherever in the document they are. Pages that carry them only as HTML are read too.
func (d *govukDocument) files(base string) []attachment {
	var all []attachment
	seen := map[string]bool{}
	keep := func(a attachment) {
		u, err := url.Parse(a.url)
		if err != nil || seen[a.url] {
			return
		}
		seen[a.url] = true
		if a.filename == "" {
			a.filename = path.Base(u.Path)
		}
		all = append(all, a)
	}
	walk(d.whole, func(object map[string]any) {
		address, _ := object["url"].(string)
		kind, _ := object["content_type"].(string)
		title, _ := object["title"].(string)
		if address == "" || kind == "" || title == "" {
			return
		}
		name, _ := object["filename"].(string)
		number, _ := object["file_size"].(json.Number)
		size, _ := number.Int64()
		keep(attachment{url: absolute(base, address), contentType: kind, title: title, filename: name, size: size})
	})
	if len(all) > 0 {
		return all
	}
	for _, raw := range d.Details.Documents {
		var section string
		origin, err := url.Parse(base)
		if err != nil || json.Unmarshal(raw, &section) != nil {
			continue
		}
		for _, l := range links([]byte(section), origin) {
			if path.Ext(l.target.Path) != "" && l.text != "" {
				keep(attachment{url: l.target.String(), title: l.text})
			}
		}
	}
	return all
}

func absolute(base, address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return base + address
	}
	return address
}

// walk visits every object of a JSON tree. Members are visited in the order of their names, so that two looks at the
// same page answer in the same order.
func walk(node any, visit func(map[string]any)) {
	switch node := node.(type) {
	case map[string]any:
		visit(node)
		names := make([]string, 0, len(node))
		for name := range node {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			walk(node[name], visit)
		}
	case []any:
		for _, child := range node {
			walk(child, visit)
		}
	}
}
