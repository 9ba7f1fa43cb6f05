package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// link is one link of a web page.
type link struct {
	text   string
	target *url.URL
}

func (c *Client) lookPage(ctx context.Context, p Page) ([]Found, error) {
	wanted, err := pattern("page link", p.Link)
	if err != nil {
		return nil, err
	}
	u, err := c.hosts.parse(p.URL)
	if err != nil {
		return nil, err
	}
	content, last, title, err := c.document(ctx, u, "text/html")
	if err != nil {
		return nil, err
	}
	all := links(content, last)
	var found []Found
	for _, l := range all {
		if !wanted.MatchString(l.text) && !wanted.MatchString(l.target.String()) {
			continue
		}
		if err := c.hosts.check(l.target); err != nil {
			return nil, err
		}
		f := Found{
			Key: addressKey(l.target), Title: l.text, Release: title, URL: l.target.String(), PageURL: p.URL,
			Published: dateIn(l.target.Path), Filename: safeName(path.Base(l.target.Path)),
		}
		if !slices.ContainsFunc(found, func(o Found) bool { return o.Key == f.Key }) {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		seen := titles(all, func(l link) string { return l.text })
		return nil, &Changed{At: place(last), Missing: []string{fmt.Sprintf("a link that matches /%s/", wanted)}, Seen: seen}
	}
	newestFirst(found)
	return found, nil
}

// lookURL asks nobody: whether the bytes changed is for the conditional request of Take to say.
func (c *Client) lookURL(raw string) ([]Found, error) {
	u, err := c.hosts.parse(raw)
	if err != nil {
		return nil, err
	}
	return []Found{{Key: addressKey(u), URL: raw, PageURL: raw, Published: dateIn(u.Path), Filename: safeName(path.Base(u.Path))}}, nil
}

// links reads a page's links in order, with addresses made whole.
func links(page []byte, base *url.URL) []link {
	var (
		all    []link
		target *url.URL
		text   strings.Builder
	)
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			return all
		case html.TextToken:
			if target != nil {
				text.Write(tokens.Text())
			}
		case html.StartTagToken, html.EndTagToken:
			token := tokens.Token()
			if token.Data != "a" {
				continue
			}
			if target != nil {
				all = append(all, link{clip(html.UnescapeString(text.String()), 200), target})
			}
			target = nil
			text.Reset()
			if kind == html.StartTagToken {
				target = hrefOf(token, base)
			}
		}
	}
}

func hrefOf(a html.Token, base *url.URL) *url.URL {
	for _, attribute := range a.Attr {
		if attribute.Key != "href" {
			continue
		}
		if u, err := base.Parse(strings.TrimSpace(attribute.Val)); err == nil && u.Host != "" {
			u.Fragment = ""
			return u
		}
	}
	return nil
}

// addressKey identifies an address without repeating its query.
func addressKey(u *url.URL) string {
	if u.RawQuery == "" {
		return place(u)
	}
	sum := sha256.Sum256([]byte(u.RawQuery))
	return place(u) + "#" + hex.EncodeToString(sum[:6])
}

var (
	dayFirst  = regexp.MustCompile(`(?:^|\D)(\d{1,2})[-_](\d{1,2})[-_](20\d\d)(?:\D|$)`)
	yearFirst = regexp.MustCompile(`(?:^|\D)(20\d\d)[-_](\d{1,2})[-_](\d{1,2})(?:\D|$)`)
)

// dateIn finds the date that publishers put into file names (published-31-03-2025, 2021_11_18). None is the zero time.
func dateIn(name string) time.Time {
	if m := dayFirst.FindStringSubmatch(name); m != nil {
		return date(m[3], m[2], m[1])
	}
	if m := yearFirst.FindStringSubmatch(name); m != nil {
		return date(m[1], m[2], m[3])
	}
	return time.Time{}
}

func date(year, month, day string) time.Time {
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	if err != nil {
		return time.Time{}
	}
	return t
}

func newestFirst(found []Found) {
	slices.SortStableFunc(found, func(a, b Found) int { return b.Published.Compare(a.Published) })
}
