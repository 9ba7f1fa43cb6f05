package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes a certificate of a number and its key.
func writeCertificate(t *testing.T, certFile, keyFile string, number int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(number), Subject: pkix.Name{CommonName: "inclusion.example"}, DNSNames: []string{"inclusion.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Unix(1_700_000_000+number, 0) // another time for each, however coarse the clock of the disk
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARenewedCertificateIsShownWithoutARestart(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, certFile, keyFile, 1)
	now := time.Now()
	c, err := newCertificate(certFile, keyFile, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	shows := func(when string, want int64) {
		t.Helper()
		shown, err := c.get(nil)
		if err != nil || shown.Leaf.SerialNumber.Int64() != want {
			t.Errorf("%s: %v, %v; want certificate %d", when, shown.Leaf.SerialNumber, err, want)
		}
	}
	shows("at first", 1)
	writeCertificate(t, certFile, keyFile, 2)
	shows("within a moment", 1)
	now = now.Add(certificateLook)
	shows("after it was renewed", 2)
	if err := os.WriteFile(keyFile, []byte("half a k"), 0o600); err != nil {
		t.Fatal(err)
	}
	now = now.Add(certificateLook)
	shows("while its key is broken", 2)
	if err := os.Remove(certFile); err != nil {
		t.Fatal(err)
	}
	now = now.Add(certificateLook)
	shows("while it is away", 2)
	writeCertificate(t, certFile, keyFile, 3)
	now = now.Add(certificateLook)
	shows("once both are whole again", 3)
}

func TestSettingsThatCannotBeServedAreSaid(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile, other := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "other.pem")
	writeCertificate(t, certFile, other, 1)
	writeCertificate(t, certFile, keyFile, 2)
	for _, c := range []struct {
		flags listenFlags
		says  string
	}{
		{listenFlags{TLSCert: certFile}, "go together"},
		{listenFlags{TLSKey: keyFile}, "go together"},
		{listenFlags{TLSCert: certFile, TLSKey: filepath.Join(dir, "none.pem")}, "none.pem"},
		{listenFlags{TLSCert: certFile, TLSKey: other}, "other.pem"},
		{listenFlags{Public: "http://inclusion.example"}, "--public"},
		{listenFlags{RedirectFrom: ":80"}, "--redirect-from needs --public"},
		{listenFlags{TrustedProxy: []string{"proxy"}}, "--trusted-proxy"},
	} {
		if _, err := c.flags.encrypted(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v; want it to speak of %q", c.flags, err, c.says)
		}
	}
	if _, err := (listenFlags{TLSCert: certFile, TLSKey: keyFile, Public: "https://inclusion.example"}).encrypted(); err != nil {
		t.Errorf("what can be served: %v", err)
	}
}

// TestTLSIsOfThisCentury shakes hands with a server of ours by each version of the protocol.
func TestTLSIsOfThisCentury(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, certFile, keyFile, 1)
	way, err := listenFlags{TLSCert: certFile, TLSKey: keyFile}.encrypted()
	if err != nil {
		t.Fatal(err)
	}
	for version, ok := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		here, there := net.Pipe()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = tls.Server(there, way.tls).Handshake() // the client says what came of it
			_ = there.Close()
		}()
		client := tls.Client(here, &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version, NextProtos: []string{"h2"}})
		if err := client.Handshake(); (err == nil) != ok {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if ok && client.ConnectionState().NegotiatedProtocol != "h2" {
			t.Errorf("%s speaks %q", tls.VersionName(version), client.ConnectionState().NegotiatedProtocol)
		}
		_ = here.Close()
		<-ended
	}
}

func TestPlainHTTPOnlySendsOnToThePublicAddress(t *testing.T) {
	h := sendsOn("https://inclusion.example")
	for _, c := range []struct {
		method, target, host string
		status               int
		to                   string
	}{
		{"GET", "/areas/101?show=all", "inclusion.example", 308, "https://inclusion.example/areas/101?show=all"},
		{"HEAD", "/", "10.0.0.1", 308, "https://inclusion.example/"},
		{"GET", "/areas", "elsewhere.invalid", 308, "https://inclusion.example/areas"},
		{"GET", "//elsewhere.invalid/a", "inclusion.example", 308, "https://inclusion.example/elsewhere.invalid/a"},
		{"GET", "http://elsewhere.invalid/a", "elsewhere.invalid", 308, "https://inclusion.example/a"},
		{"GET", "/a%0d%0aSet-Cookie:%20x=1", "inclusion.example", 308, "https://inclusion.example/a%0d%0aSet-Cookie:%20x=1"},
		{"POST", "/sign-in", "inclusion.example", 403, ""},
		{"GET", "/api/v1/areas", "inclusion.example", 403, ""},
		{"TRACE", "/", "inclusion.example", 403, ""},
	} {
		r := httptest.NewRequest(c.method, c.target, nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Location") != c.to || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s %s at %s: %d %q, want %d %q", c.method, c.target, c.host, w.Code, w.Header().Get("Location"), c.status, c.to)
		}
	}
}

// TestTheLogSaysWhatIsOpen: not to know that passwords go in the clear is what a warning is for.
func TestTheLogSaysWhatIsOpen(t *testing.T) {
	loopback, anywhere := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, &net.TCPAddr{IP: net.IPv4zero, Port: 1}
	for _, c := range []struct {
		name    string
		way     reach
		at      net.Addr
		warned  bool
		anyHost bool
	}{
		{"trying out", reach{}, loopback, false, true},
		{"in the clear", reach{}, anywhere, true, true},
		{"TLS", reach{tls: &tls.Config{}, public: "https://inclusion.example"}, anywhere, false, false},
	} {
		var log bytes.Buffer
		c.way.say(c.at, slog.New(slog.NewTextHandler(&log, nil)))
		if got := strings.Contains(log.String(), "level=WARN"); got != c.warned {
			t.Errorf("%s: warned %t: %s", c.name, got, &log)
		}
		if got := strings.Contains(log.String(), "any host"); got != c.anyHost {
			t.Errorf("%s: says that any host is answered: %t", c.name, got)
		}
	}
}

// TestTheServerEncryptsItself asks the whole site over TLS, as a browser does.
func TestTheServerEncryptsItself(t *testing.T) {
	t.Parallel()
	handler, _ := publicSite(t, "https://example.com")
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/about", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "example.com"
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%d, %v", answer.StatusCode, answer.Header)
	}
}
