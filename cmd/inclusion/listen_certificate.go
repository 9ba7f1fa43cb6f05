package main

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificateLook is how often the files of the certificate are looked at, at most.
const certificateLook = 10 * time.Second

// certificate is the one that the server shows, read again when its files change: renewing it needs no restart.
type certificate struct {
	certFile, keyFile string
	now               func() time.Time

	mu     sync.Mutex
	shown  *tls.Certificate
	marks  [2]mark // of the files that were last read, whether they could be used or not
	looked time.Time
}

// mark tells one state of a file from the next.
type mark struct {
	size    int64
	changed time.Time
}

// newCertificate reads a certificate and its key, or says what is wrong with them.
func newCertificate(certFile, keyFile string, now func() time.Time) (*certificate, error) {
	c := &certificate{certFile: certFile, keyFile: keyFile, now: now}
	if err := c.read(c.state()); err != nil {
		return nil, err
	}
	return c, nil
}

// get is the certificate to show. Files that are being replaced, or that are broken, leave the last good one in use.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= certificateLook {
		c.looked = now
		if state := c.state(); state != c.marks {
			if err := c.read(state); err != nil {
				slog.Error("the certificate has changed and cannot be used; the last good one stays in use", "error", err.Error())
			} else {
				slog.Info("the certificate was read again", "valid_until", c.shown.Leaf.NotAfter.UTC())
			}
		}
	}
	return c.shown, nil
}

func (c *certificate) state() (state [2]mark) {
	for i, file := range []string{c.certFile, c.keyFile} {
		if about, err := os.Stat(file); err == nil {
			state[i] = mark{about.Size(), about.ModTime()}
		}
	}
	return state
}

func (c *certificate) read(state [2]mark) error {
	c.marks = state
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("reading the certificate %s and its key %s: %w. Both are PEM files, and the key is the one that the certificate was made for", c.certFile, c.keyFile, err)
	}
	if at := c.now(); at.After(pair.Leaf.NotAfter) {
		slog.Warn("the certificate has run out; browsers will refuse it", "valid_until", pair.Leaf.NotAfter.UTC())
	}
	c.shown = &pair
	return nil
}
