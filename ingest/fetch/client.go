package fetch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"time"
)

// Publishers are the hosts that published files come from.
var Publishers = []string{
	"content.explore-education-statistics.service.gov.uk",
	"explore-education-statistics.service.gov.uk",
	"api.education.gov.uk",
	"www.gov.uk",
	"assets.publishing.service.gov.uk",
	"skillsfunding.service.gov.uk",
	"www.nomisweb.co.uk",
}

// Where the publishers' own services are.
const (
	EESBase   = "https://content.explore-education-statistics.service.gov.uk"
	GovUKBase = "https://www.gov.uk"
)

// Options are how a client behaves. Its zero value is right for the real publishers.
type Options struct {
	HTTP      *http.Client // its transport and no more; redirects and cookies are ours. One that reaches the publishers when nil
	EESBase   string       // default EESBase
	GovUKBase string       // default GovUKBase
	// Hosts are the only hosts asked, besides those of the two bases; default Publishers. A host other than loopback
	// is asked over https alone.
	Hosts    []string
	MaxBytes int64         // largest file, after decompression; default 1 GB
	Timeout  time.Duration // longest silence, before the answer or inside it; default 60 s
	Deadline time.Duration // longest time for one Look or Take, tries and waits included; default 30 min
	Retries  int           // how often to ask again; default 4, negative for never
	// Backoff is how long to wait before the nth further try; default 1 s doubling to 1 min, with jitter.
	Backoff   func(n int) time.Duration
	UserAgent string
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error
	Log       *slog.Logger // default: says nothing
}

// Client looks for editions and takes them. It may be used by many at once.
type Client struct {
	http      *http.Client
	hosts     hosts
	ees       string
	govuk     string
	max       int64
	timeout   time.Duration
	deadline  time.Duration
	retries   int
	backoff   func(int) time.Duration
	userAgent string
	now       func() time.Time
	sleep     func(context.Context, time.Duration) error
	log       *slog.Logger
}

// New makes a client, or says which option is wrong.
func New(o Options) (*Client, error) {
	o = withDefaults(o)
	allowed, err := newHosts(o.Hosts, o.EESBase, o.GovUKBase)
	if err != nil {
		return nil, fmt.Errorf("setting up the fetcher: %w", err)
	}
	c := &Client{
		hosts: allowed, ees: trimBase(o.EESBase), govuk: trimBase(o.GovUKBase),
		max: o.MaxBytes, timeout: o.Timeout, deadline: o.Deadline, retries: o.Retries, backoff: o.Backoff,
		userAgent: o.UserAgent, now: o.Now, sleep: o.Sleep, log: o.Log,
	}
	c.http = &http.Client{Transport: through(o), CheckRedirect: allowed.checkRedirect}
	return c, nil
}

func withDefaults(o Options) Options {
	orElse(&o.EESBase, EESBase)
	orElse(&o.GovUKBase, GovUKBase)
	orElse(&o.MaxBytes, 1<<30)
	orElse(&o.Timeout, time.Minute)
	orElse(&o.Deadline, 30*time.Minute)
	orElse(&o.Retries, 4)
	orElse(&o.UserAgent, "inclusion (published statistics loader)")
	orElse(&o.Log, slog.New(slog.DiscardHandler))
	if o.Hosts == nil {
		o.Hosts = Publishers
	}
	if o.Backoff == nil {
		o.Backoff = doubling
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	o.Retries = max(o.Retries, 0)
	return o
}

func orElse[T comparable](field *T, fallback T) {
	var zero T
	if *field == zero {
		*field = fallback
	}
}

// doubling waits 1, 2, 4 ... 60 seconds, each shortened by up to half at random, so that many installations that
// failed together do not come back together.
func doubling(n int) time.Duration {
	full := min(time.Second<<min(n-1, 6), time.Minute)
	return full/2 + rand.N(full/2)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

var errDeadline = errors.New("the time allowed ran out")

// within bounds one Look or Take as a whole.
func (c *Client) within(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, c.deadline, errDeadline)
}

// Found is one edition as the publisher offers it, before its bytes are taken.
type Found struct {
	// Key is the edition's identity at the publisher: release version id, asset path. For a plain address it stays
	// the same when the bytes change: there only a conditional Take can tell.
	Key       string
	Title     string
	Release   string // what the publisher calls the release; may be empty
	URL       string
	PageURL   string // the page a person would open; may be empty
	Published time.Time
	Filename  string // may be empty until the file is taken
	Size      int64  // bytes; 0 when the publisher does not say
}

// Look answers what is at a place now, the newest first.
func (c *Client) Look(ctx context.Context, p Place) ([]Found, error) {
	if err := p.Check(); err != nil {
		return nil, fmt.Errorf("looking for editions: %w", err)
	}
	ctx, cancel := c.within(ctx)
	defer cancel()
	var (
		found []Found
		err   error
		where string
	)
	switch {
	case p.EES != nil:
		where = "the publication " + p.EES.Publication
		found, err = c.lookEES(ctx, *p.EES)
	case p.GovUK != nil:
		where = "GOV.UK " + p.GovUK.Path + p.GovUK.Collection
		found, err = c.lookGovUK(ctx, *p.GovUK)
	case p.Page != nil:
		where = "the links of a page"
		found, err = c.lookPage(ctx, *p.Page)
	default:
		where = "an address"
		found, err = c.lookURL(p.URL)
	}
	if err != nil {
		return nil, fmt.Errorf("looking for editions in %s: %w", where, err)
	}
	return found, nil
}
