package web

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// Proxies are the networks of the proxies in front of this server. What others write into the headers that proxies write is not
// believed.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks such as 10.0.0.7 and 10.0.0.0/8.
func ParseProxies(texts []string) (Proxies, error) {
	var all Proxies
	for _, text := range texts {
		text = strings.TrimSpace(text)
		network, err := netip.ParsePrefix(text)
		if err != nil {
			var one netip.Addr
			if one, err = netip.ParseAddr(text); err == nil {
				network = netip.PrefixFrom(one, one.BitLen())
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network of addresses, such as 10.0.0.7 or 10.0.0.0/8", text)
		}
		all = append(all, network.Masked())
	}
	return all, nil
}

func (p Proxies) trusts(ip netip.Addr) bool {
	for _, network := range p {
		if network.Contains(ip) {
			return true
		}
	}
	return false
}

// address is where a request comes from: the nearest address that is no trusted proxy's. The zero address is of a peer without one.
func (p Proxies) address(r *http.Request) (reader netip.Addr, throughProxy bool) {
	reader = addressOf(r.RemoteAddr)
	if !p.trusts(reader) {
		return reader, false
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trusts(reader); i-- {
		hop := addressOf(strings.TrimSpace(hops[i]))
		if !hop.IsValid() {
			break
		}
		reader = hop
	}
	return reader, true
}

// addressOf reads an address with or without a port.
func addressOf(text string) netip.Addr {
	if host, _, err := net.SplitHostPort(text); err == nil {
		text = host
	}
	ip, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Addr{}
	}
	return ip.Unmap().WithZone("")
}

// ParsePublic reads the public address of a site: https, a host, and nothing after it. It answers with it as a browser writes it.
func ParsePublic(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is not a public address: write https:// and the name of the host, with nothing after it, such as https://inclusion.example.gov.uk", text)
	}
	return "https://" + plainHost(u.Host), nil
}

// plainHost is a host in small letters, without the port that https has anyway.
func plainHost(host string) string {
	return strings.TrimSuffix(strings.ToLower(host), ":443")
}

// reached is how a request came here.
type reached struct {
	address netip.Addr
	tls     bool
	public  string // origin of the site; "" where none is set
}

// locate notes how each request came here, for Address, OverTLS and Origin.
func (s *Site) locate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, throughProxy := s.Proxies.address(r)
		way := reached{address: address, tls: r.TLS != nil || s.Public != "", public: s.Public}
		if throughProxy {
			way.tls = way.tls || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), reachedKey, way)))
	})
}

func reachedBy(r *http.Request) reached {
	if way, ok := r.Context().Value(reachedKey).(reached); ok {
		return way
	}
	return reached{address: addressOf(r.RemoteAddr), tls: r.TLS != nil}
}

// Address is where a request comes from, as far as the trusted proxies tell. It is personal data: it is counted and never written down.
func Address(r *http.Request) netip.Addr { return reachedBy(r).address }

// OverTLS says that the reader's connection is encrypted, here or at a trusted proxy in front.
func OverTLS(r *http.Request) bool { return reachedBy(r).tls }

// Origin is this site's scheme and host as the reader's browser knows them, for addresses that are handed over.
func Origin(r *http.Request) string {
	way := reachedBy(r)
	switch {
	case way.public != "":
		return way.public
	case way.tls:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// probes are asked for by machines that know the server by its number, not its name.
var probes = map[string]bool{"/healthz": true, "/readyz": true}

// ownHost refuses requests for another host than the public one: a name that somebody else points here, or a header that was made up,
// gets no page of this site.
func (s *Site) ownHost(next http.Handler) http.Handler {
	if s.Public == "" {
		return next
	}
	own := strings.TrimPrefix(s.Public, "https://")
	elsewhere := s.Page(func(http.ResponseWriter, *http.Request) error {
		return problem(http.StatusMisdirectedRequest, "Another address", "This site has another address: %s. A proxy in front must pass on the name of the host that was asked for.", s.Public)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if plainHost(r.Host) != own && !probes[r.URL.Path] {
			elsewhere.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
