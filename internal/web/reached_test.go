package web

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestOnlyTrustedProxiesAreBelieved(t *testing.T) {
	proxies, err := ParseProxies([]string{"10.0.0.0/8", " 192.0.2.1", "2001:db8:1::/48"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, peer string
		forwarded  []string
		proto      string
		address    string
		tls        bool
	}{
		{"nobody in front", "203.0.113.9:5", nil, "", "203.0.113.9", false},
		{"a reader who writes the headers", "203.0.113.9:5", []string{"198.51.100.1"}, "https", "203.0.113.9", false},
		{"one proxy", "10.1.2.3:5", []string{"198.51.100.1"}, "https", "198.51.100.1", true},
		{"plain HTTP at the proxy", "10.1.2.3:5", []string{"198.51.100.1"}, "http", "198.51.100.1", false},
		{"two kinds claimed", "10.1.2.3:5", []string{"198.51.100.1"}, "https, http", "198.51.100.1", false},
		{"a forged beginning", "10.1.2.3:5", []string{"127.0.0.1, 10.9.9.9, 198.51.100.1"}, "", "198.51.100.1", false},
		{"two proxies", "10.1.2.3:5", []string{"198.51.100.1, 192.0.2.1"}, "", "198.51.100.1", false},
		{"two headers", "10.1.2.3:5", []string{"10.7.7.7", "198.51.100.1"}, "", "198.51.100.1", false},
		{"with a port", "10.1.2.3:5", []string{"198.51.100.1:4711"}, "", "198.51.100.1", false},
		{"the newer numbers", "[2001:db8:1::7]:5", []string{"[2001:db8:2::1]:99"}, "https", "2001:db8:2::1", true},
		{"an older number in a newer one", "[::ffff:10.1.2.3]:5", []string{"::ffff:198.51.100.1"}, "https", "198.51.100.1", true},
		{"what is no address", "10.1.2.3:5", []string{"198.51.100.1, unknown"}, "", "10.1.2.3", false},
		{"nothing written", "10.1.2.3:5", nil, "https", "10.1.2.3", true},
		{"all of the house", "10.1.2.3:5", []string{"10.4.4.4, 10.5.5.5"}, "", "10.4.4.4", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		for _, value := range c.forwarded {
			r.Header.Add("X-Forwarded-For", value)
		}
		r.Header.Set("X-Forwarded-Proto", c.proto)
		(&Site{Proxies: proxies}).locate(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if got := Address(r).String(); got != c.address || OverTLS(r) != c.tls {
				t.Errorf("%s: %s, over TLS %t; want %s, %t", c.name, got, OverTLS(r), c.address, c.tls)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
	for _, wrong := range []string{"", "proxy.example", "10.0.0.0/99", "10.0.0"} {
		if _, err := ParseProxies([]string{wrong}); err == nil {
			t.Errorf("%q was taken for a network", wrong)
		}
	}
}

func TestThePublicAddressIsOneAndPlain(t *testing.T) {
	for text, want := range map[string]string{
		"https://inclusion.example.gov.uk": "https://inclusion.example.gov.uk", "https://Inclusion.Example.gov.uk/": "https://inclusion.example.gov.uk",
		"https://inclusion.example:443": "https://inclusion.example", "https://inclusion.example:8443": "https://inclusion.example:8443",
		"http://inclusion.example": "", "inclusion.example": "", "https://": "", "https://a.example/page": "", "https://a.example?x": "", "https://me@a.example": "", "https://a.example#x": "",
	} {
		if got, err := ParsePublic(text); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestAnotherHostGetsNoPage(t *testing.T) {
	site := &Site{Public: "https://inclusion.example"}
	h, _ := server(t, site)
	for host, status := range map[string]int{"inclusion.example": 200, "INCLUSION.example:443": 200, "elsewhere.invalid": 421, "127.0.0.1:8080": 421, "inclusion.example.elsewhere.invalid": 421,
		"inclusion.example:8080": 421, "": 421} {
		r := httptest.NewRequest(http.MethodGet, "/areas/101", nil)
		r.Host = host
		r.Header.Set("X-Forwarded-Host", "inclusion.example")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != status || status == 421 && strings.Contains(w.Body.String(), "Alderbrook") {
			t.Errorf("host %q: %d, want %d", host, w.Code, status)
		}
		if strings.Contains(w.Body.String()+w.Header().Get("Location"), "elsewhere.invalid") {
			t.Errorf("host %q stands in the answer: %s", host, w.Body)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/healthz", nil)
	r.Host = "10.0.0.1:8080"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code == 421 {
		t.Error("a health check by number is refused")
	}
}

// TestAddressesThatAreHandedOverNameThisSite: a host that a reader made up never gets into a link.
func TestAddressesThatAreHandedOverNameThisSite(t *testing.T) {
	proxies, err := ParseProxies([]string{"10.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		site *Site
		tls  bool
		peer string
		want string
	}{
		{"a public address", &Site{Public: "https://inclusion.example"}, false, "203.0.113.9:1", "https://inclusion.example"},
		{"trying out", &Site{}, false, "127.0.0.1:1", "http://here.example"},
		{"TLS here", &Site{}, true, "203.0.113.9:1", "https://here.example"},
		{"TLS at a proxy", &Site{Proxies: proxies}, false, "10.0.0.1:1", "https://here.example"},
		{"TLS claimed by somebody", &Site{Proxies: proxies}, false, "203.0.113.9:1", "http://here.example"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host, r.RemoteAddr = "here.example", c.peer
		r.Header.Set("X-Forwarded-Proto", "https")
		r.Header.Set("X-Forwarded-Host", "elsewhere.invalid")
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		c.site.locate(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if got := Origin(r); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}

// TestTheLogOfARefusedRequestRepeatsNothingOfIt: what somebody asked for can hold a name.
func TestTheLogOfARefusedRequestRepeatsNothingOfIt(t *testing.T) {
	site := &Site{}
	h, log := server(t, site)
	named := site.Page(func(_ http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return NotFound("Nobody is called %q.", r.URL.Query().Get("q")).BecauseOf(err)
	})
	do(named, http.MethodGet, "/?q=Amara+Okafor", "")
	do(h, http.MethodGet, "/Amara", "")
	if log.Len() == 0 || strings.Contains(log.String(), "Amara") {
		t.Errorf("the log: %s", log)
	}
}
