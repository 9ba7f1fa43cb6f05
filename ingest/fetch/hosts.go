package fetch

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// maxRedirects is how many times an answer may send us on.
const maxRedirects = 5

// hosts is the set of origins (scheme, host and port) that may be asked.
type hosts map[string]bool

func newHosts(names []string, bases ...string) (hosts, error) {
	h := hosts{}
	for _, name := range names {
		scheme := "https"
		if loopback(&url.URL{Host: name}) {
			scheme = "http"
		}
		u, err := url.Parse(scheme + "://" + name)
		if err != nil || u.Host != name || name == "" {
			return nil, fmt.Errorf("%q is not a host name such as www.gov.uk", name)
		}
		h[origin(u)] = true
	}
	for _, base := range bases {
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" {
			return nil, fmt.Errorf("a base address is not one such as %s", EESBase)
		}
		if u.Scheme != "https" && !(u.Scheme == "http" && loopback(u)) {
			return nil, fmt.Errorf("base address %s: only https is used, except on this computer itself", place(u))
		}
		h[origin(u)] = true
	}
	return h, nil
}

// check says why an address must not be asked, if so.
func (h hosts) check(u *url.URL) error {
	switch {
	case u.User != nil:
		return &Refused{At: place(u), Why: "the address carries a user name"}
	case h[origin(u)]:
		return nil
	case u.Scheme != "https" && h["https://"+strings.ToLower(u.Hostname())]:
		return &Refused{At: place(u), Why: "only https is used"}
	}
	return &Refused{At: place(u), Why: u.Host + " is not one of the publishers' hosts; add it to the allowed hosts if it should be"}
}

func (h hosts) parse(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return nil, &Refused{At: "an address in the list of sources", Why: "it is not a complete https address"}
	}
	return u, h.check(u)
}

func (h hosts) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &Refused{At: place(via[0].URL), Why: fmt.Sprintf("it redirects more than %d times", maxRedirects)}
	}
	return h.check(req.URL)
}

func origin(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && !(u.Scheme == "https" && port == "443") {
		host = net.JoinHostPort(host, port)
	}
	return u.Scheme + "://" + host
}

func loopback(u *url.URL) bool {
	if u.Hostname() == "localhost" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsLoopback()
}

// place is an address as it may be shown and logged: host and path, never a query.
func place(u *url.URL) string { return u.Host + u.EscapedPath() }

func trimBase(base string) string { return strings.TrimRight(base, "/") }
