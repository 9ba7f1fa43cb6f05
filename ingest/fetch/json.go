package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// maxDocument bounds what is read into memory: JSON documents and web pages.
const maxDocument = 32 << 20

// document asks for something that is read whole: JSON or a web page. It answers the address it came from in the end.
func (c *Client) document(ctx context.Context, u *url.URL, accept string) (content []byte, last *url.URL, title string, err error) {
	head := http.Header{"Accept": {accept}}
	err = c.ask(ctx, u, head, func(resp *http.Response, body io.Reader) error {
		last = resp.Request.URL
		r, err := plain(resp, body, "")
		if err != nil {
			return err
		}
		title, _ = webPage(resp, r)
		limit := min(maxDocument, c.max)
		if content, err = io.ReadAll(io.LimitReader(r, limit+1)); err != nil {
			return damaged(place(last), err)
		}
		if int64(len(content)) > limit {
			return &TooLarge{At: place(last), Limit: limit}
		}
		return nil
	})
	return content, last, title, err
}

// json asks for a JSON document and decodes it. An answer of another shape is Changed, a web page NotAFile.
func (c *Client) json(ctx context.Context, raw string, into any) error {
	u, err := c.hosts.parse(raw)
	if err != nil {
		return err
	}
	content, last, title, err := c.document(ctx, u, "application/json")
	if err != nil {
		return err
	}
	err = json.Unmarshal(content, into)
	var (
		syntax *json.SyntaxError
		shape  *json.UnmarshalTypeError
	)
	switch {
	case err == nil:
		return nil
	case title != "" || http.DetectContentType(content) == "text/html; charset=utf-8":
		return &NotAFile{At: place(last), Expected: "JSON", Title: title}
	case errors.As(err, &shape) && shape.Field != "":
		return &Changed{At: place(last), Missing: []string{fmt.Sprintf("%s in its known form (it is a JSON %s)", shape.Field, shape.Value)}}
	case errors.As(err, &shape):
		return &Changed{At: place(last), Missing: []string{"its known form (it is a JSON " + shape.Value + ")"}}
	case errors.As(err, &syntax):
		return &Changed{At: place(last), Missing: []string{fmt.Sprintf("valid JSON (wrong at byte %d)", syntax.Offset)}}
	}
	return &Changed{At: place(last), Missing: []string{"valid JSON"}}
}

// moment is a publisher's date and time, however much of it they write. What cannot be read is no date, not an error:
// an edition without its date is still an edition.
type moment struct{ time.Time }

func (m *moment) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		m.Time = parseMoment(text)
	}
	return nil
}

func parseMoment(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
