package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// Known is what is remembered of an edition that was taken before. Its zero value takes the bytes anyway.
type Known struct {
	ETag, LastModified string
	SHA256             string
}

// Taken is an edition's bytes on disk with where they came from.
type Taken struct {
	Found
	Path         string // a file of its own in the folder asked for; empty when NotModified
	SHA256       string // of the file as it is on disk, after decompression
	ETag         string
	LastModified string
	Fetched      time.Time
	NotModified  bool // the publisher says the bytes are those known; none were taken
}

// Take puts one edition's bytes into a new file in dir, whole, or answers why not and leaves nothing behind.
// With what is known of the last time it asks only for what changed.
func (c *Client) Take(ctx context.Context, f Found, dir string, known Known) (Taken, error) {
	u, err := c.hosts.parse(f.URL)
	if err != nil {
		return Taken{}, fmt.Errorf("taking %s: %w", nameOf(f), err)
	}
	ctx, cancel := c.within(ctx)
	defer cancel()
	head := http.Header{}
	if known.ETag != "" {
		head.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		head.Set("If-Modified-Since", known.LastModified)
	}
	var taken Taken
	err = c.ask(ctx, u, head, func(resp *http.Response, body io.Reader) error {
		taken = Taken{
			Found: f, Fetched: c.now(),
			ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		}
		taken.Filename = filename(f, resp)
		if resp.StatusCode == http.StatusNotModified {
			taken.keepKnown(known)
			return nil
		}
		return c.keep(resp, body, dir, &taken)
	})
	if err != nil {
		return Taken{}, fmt.Errorf("taking %s: %w", nameOf(f), err)
	}
	return taken, nil
}

func nameOf(f Found) string {
	if f.Title != "" {
		return fmt.Sprintf("%q", f.Title)
	}
	return filename(f, nil)
}

func (t *Taken) keepKnown(known Known) {
	t.NotModified = true
	t.SHA256 = known.SHA256
	orElse(&t.ETag, known.ETag)
	orElse(&t.LastModified, known.LastModified)
}

// keep streams an answer to disk, checking on the way that it is a file and all of it.
func (c *Client) keep(resp *http.Response, body io.Reader, dir string, taken *Taken) error {
	at := place(resp.Request.URL)
	if resp.ContentLength > c.max {
		return &TooLarge{At: at, Limit: c.max}
	}
	content, err := plain(resp, body, taken.Filename)
	if err != nil {
		return err
	}
	if title, is := webPage(resp, content); is {
		return &NotAFile{At: at, Expected: "a file", Title: title}
	}
	file, err := os.CreateTemp(dir, "taking-*")
	if err != nil {
		return fmt.Errorf("making room for a file in %s: %w", dir, err)
	}
	size, sum, err := c.write(file, content, at)
	if err == nil {
		err = whole(at, taken.Found, taken.Filename, file, size)
	}
	if closing := file.Close(); err == nil && closing != nil {
		err = fmt.Errorf("closing %s: %w", file.Name(), closing)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	taken.Path, taken.SHA256, taken.Size = file.Name(), sum, size
	return nil
}

// write copies, counts, hashes and makes sure that the disk has it.
func (c *Client) write(file *os.File, content io.Reader, at string) (int64, string, error) {
	hash := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, hash), io.LimitReader(content, c.max+1))
	if err != nil {
		return 0, "", damaged(at, err)
	}
	if size > c.max {
		return 0, "", &TooLarge{At: at, Limit: c.max}
	}
	if err := file.Sync(); err != nil {
		return 0, "", fmt.Errorf("writing %s to disk: %w", file.Name(), err)
	}
	return size, hex.EncodeToString(hash.Sum(nil)), nil
}

// whole says whether what arrived is all of what was promised.
func whole(at string, f Found, name string, file *os.File, size int64) error {
	switch {
	case size == 0:
		return &Truncated{At: at, Why: "the file is empty"}
	case size < f.Size:
		return &Truncated{At: at, Why: fmt.Sprintf("%d of the %d bytes that the page promises", size, f.Size)}
	}
	return checkZip(at, name, file, size)
}
