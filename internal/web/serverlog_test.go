package web

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// TestTheServersOwnRemarksNameNoReader uses lines as net/http writes them.
func TestTheServersOwnRemarksNameNoReader(t *testing.T) {
	for _, remark := range []string{
		"http: TLS handshake error from 203.0.113.7:51724: EOF",
		"http: TLS handshake error from [2001:db8::7]:51724: remote error: tls: unknown certificate",
		"http: panic serving [fe80::1%eth0]:4711: runtime error\ngoroutine 7 [running]:\nnet/http.(*conn).serve.func1() 203.0.113.7",
		"http: Accept error: accept tcp 203.0.113.7:80: accept4: too many open files; retrying in 5ms",
	} {
		var b bytes.Buffer
		ServerLog(slog.New(slog.NewJSONHandler(&b, nil))).Print(remark)
		got := b.String()
		for _, never := range []string{"203.0.113", "2001:db8", "fe80"} {
			if strings.Contains(got, never) {
				t.Errorf("%q is written as %s", remark, got)
			}
		}
		if !strings.Contains(got, `"level":"WARN"`) || !strings.Contains(got, "an address") {
			t.Errorf("%q is written as %s", remark, got)
		}
	}
}
