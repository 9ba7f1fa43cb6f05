package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// longestWait is the most we wait because a publisher asks us to; a longer wait is left to the next run.
const longestWait = 5 * time.Minute

// reading takes what it needs from an answer. It is called again from the start when the answer breaks off.
type reading func(resp *http.Response, body io.Reader) error

// ask asks for an address until it answers, it refuses, or the tries are used up. Only what may pass is asked again:
// 429, 5xx, silence and broken connections.
func (c *Client) ask(ctx context.Context, u *url.URL, head http.Header, read reading) error {
	if err := c.hosts.check(u); err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := c.try(ctx, u, head, read)
		var brief *passing
		if !errors.As(err, &brief) {
			return err
		}
		if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, errDeadline) {
			return cause
		}
		wait := max(brief.after, c.backoff(try))
		if try > c.retries || ctx.Err() != nil || brief.after > longestWait {
			return c.giveUp(u, try, brief)
		}
		c.log.WarnContext(ctx, "asking again", "host", u.Host, "path", u.Path, "try", try, "wait", wait, "because", brief.cause)
		if err := c.sleep(ctx, wait); err != nil {
			if errors.Is(context.Cause(ctx), errDeadline) {
				return c.giveUp(u, try, brief)
			}
			return err
		}
	}
}

func (c *Client) giveUp(u *url.URL, tries int, brief *passing) error {
	switch {
	case brief.after > longestWait:
		until := c.now().Add(brief.after).UTC().Format("15:04 MST on 2 January 2006")
		return &Unreachable{At: place(u), Tries: tries, Last: brief.cause + ", and asks to be left alone until " + until, Err: brief.err}
	case brief.final != nil:
		return brief.final
	}
	return &Unreachable{At: place(u), Tries: tries, Last: brief.cause, Err: brief.err}
}

// try asks once.
func (c *Client) try(ctx context.Context, u *url.URL, head http.Header, read reading) error {
	ctx, ear := listen(ctx, c.timeout)
	defer ear.stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return &Refused{At: place(u), Why: "the address cannot be asked for"}
	}
	for name, values := range head {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", c.userAgent)
	// Asked for by hand: the transport would otherwise hide the compressed length, and with it a cut file.
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := c.http.Do(req)
	if err != nil {
		return c.lost(ctx, u, err, nil)
	}
	defer resp.Body.Close()
	if err := c.judge(resp, head); err != nil {
		return err
	}
	err = read(resp, &hearing{body: resp.Body, ear: ear})
	var cut *brokenOff
	if errors.As(err, &cut) {
		return c.lost(ctx, u, cut.err, &Truncated{At: place(u), Why: "the connection broke off"})
	}
	return err
}

// lost is what to make of a connection that failed.
func (c *Client) lost(ctx context.Context, u *url.URL, err error, final error) error {
	var refused *Refused
	if errors.As(err, &refused) {
		return refused
	}
	// The error of net/http repeats the whole address, query included.
	var withAddress *url.Error
	if errors.As(err, &withAddress) {
		err = withAddress.Err
	}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errSilent):
		return &passing{cause: fmt.Sprintf("nothing was heard for %s", c.timeout), err: errSilent}
	case errors.Is(cause, errDeadline):
		return &passing{cause: fmt.Sprintf("it took longer than the %s allowed", c.deadline), err: errDeadline}
	case cause != nil:
		return cause
	}
	return &passing{cause: inWords(err), err: err, final: final}
}

func inWords(err error) string {
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		network     net.Error
	)
	switch {
	case errors.As(err, &dns):
		return "the name of the host was not found"
	case errors.As(err, &certificate):
		return "its certificate was not accepted"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the connection was refused"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return "the connection broke off"
	case errors.As(err, &network) && network.Timeout():
		return "it did not answer in time"
	}
	return fmt.Sprintf("the connection failed, %T", err)
}

// judge is the one place where a status becomes an error.
func (c *Client) judge(resp *http.Response, asked http.Header) error {
	at := place(resp.Request.URL)
	conditional := asked.Get("If-None-Match") != "" || asked.Get("If-Modified-Since") != ""
	switch code := resp.StatusCode; {
	case code == http.StatusOK, code == http.StatusNotModified && conditional:
		return nil
	case code == http.StatusNotFound:
		return &NotFound{At: at}
	case code == http.StatusGone:
		return &Gone{At: at, Publisher: c.publisher(resp.Request.URL)}
	case code == http.StatusTooManyRequests, code >= 500:
		return &passing{
			cause: fmt.Sprintf("answered %d %s", code, http.StatusText(code)),
			after: c.retryAfter(resp.Header.Get("Retry-After")),
		}
	default:
		return &Unexpected{At: at, Status: code}
	}
}

func (c *Client) publisher(u *url.URL) string {
	if u.Host == "assets.publishing.service.gov.uk" || strings.HasPrefix(c.govuk, origin(u)) {
		return "GOV.UK"
	}
	return "The publisher"
}

// retryAfter reads the header's two forms, seconds and a date.
func (c *Client) retryAfter(value string) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), 1<<31)) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(date.Sub(c.now()), 0)
	}
	return 0
}

var errSilent = errors.New("nothing was heard in time")

// ear ends a request when nothing is heard for too long. A large file on a slow line may take its time, as long as
// something keeps coming.
type ear struct {
	timer   *time.Timer
	cancel  context.CancelCauseFunc
	silence time.Duration
}

func listen(ctx context.Context, silence time.Duration) (context.Context, *ear) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &ear{
		timer:  time.AfterFunc(silence, func() { cancel(errSilent) }),
		cancel: cancel, silence: silence,
	}
}

func (e *ear) stop() {
	e.timer.Stop()
	e.cancel(nil)
}

// hearing is a body that keeps the ear awake, and marks a failure as the connection's.
type hearing struct {
	body io.Reader
	ear  *ear
}

func (h *hearing) Read(p []byte) (int, error) {
	n, err := h.body.Read(p)
	if n > 0 {
		h.ear.timer.Reset(h.ear.silence)
	}
	if err != nil && err != io.EOF {
		err = &brokenOff{err}
	}
	return n, err
}

// brokenOff is a failure of the connection, as against one of our own disk.
type brokenOff struct{ err error }

func (e *brokenOff) Error() string { return "the connection broke off: " + e.err.Error() }
func (e *brokenOff) Unwrap() error { return e.err }
