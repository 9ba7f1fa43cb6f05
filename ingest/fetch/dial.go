package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// dialPatience is how long making a connection may take.
const dialPatience = 30 * time.Second

// through is what connections are made with.
func through(o Options) http.RoundTripper {
	if o.HTTP != nil {
		return o.HTTP.Transport
	}
	return transport(o)
}

// transport connects to the publishers. The name of a publisher must lead to an address of the public internet: one that leads into
// this machine or its network, by mistake or by somebody's hand, is not followed. A stand-in that was asked for by its address, and a
// proxy of the environment, may be anywhere.
func transport(o Options) *http.Transport {
	publishers := map[string]bool{}
	for _, name := range o.Hosts {
		u := &url.URL{Host: name}
		publishers[strings.ToLower(u.Hostname())] = !loopback(u)
	}
	for base, own := range map[string]string{o.EESBase: EESBase, o.GovUKBase: GovUKBase} {
		if u, err := url.Parse(base); err == nil && base != own {
			delete(publishers, strings.ToLower(u.Hostname()))
		}
	}
	anywhere := &net.Dialer{Timeout: dialPatience}
	outside := &net.Dialer{Timeout: dialPatience, Control: publicOnly}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err == nil && publishers[strings.ToLower(host)] {
			return outside.DialContext(ctx, network, address)
		}
		return anywhere.DialContext(ctx, network, address)
	}
	return t
}

// publicOnly refuses a connection to an address that is not of the public internet. It is asked once the name has been resolved, so
// that no answer of a name server comes after it.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !public(at.Addr().Unmap()) {
		return &Refused{At: "a publisher's host", Why: "its name leads to an address inside a private network"}
	}
	return nil
}

// inward are networks that lead into a private network though netip calls them ordinary: carriers' own addresses (RFC 6598), those that
// wrap an IPv4 address (RFC 6052, RFC 3056), and those kept for tests and for later.
var inward = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("::/96")}

func public(ip netip.Addr) bool {
	for _, network := range inward {
		if network.Contains(ip) {
			return false
		}
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate()
}
