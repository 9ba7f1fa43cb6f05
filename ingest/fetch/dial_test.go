package fetch_test

import (
	"errors"
	"strings"
	"testing"

	"inclusion/ingest/fetch"
)

// TestAPublishersNameLeadsToNoPrivateNetwork asks hosts that are allowed by name and stand at addresses that no publisher has. A
// connection is refused before a byte is sent, and not tried again.
func TestAPublishersNameLeadsToNoPrivateNetwork(t *testing.T) {
	for _, host := range []string{"10.0.0.7", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "198.18.0.1", "240.0.0.1", "255.255.255.255", "224.0.0.1",
		"[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.7]", "[::10.0.0.7]", "[64:ff9b::a00:7]", "[2002:a00:7::1]", "[::]", "[ff02::1]"} {
		client, err := fetch.New(fetch.Options{Hosts: []string{host}, Retries: -1})
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Take(t.Context(), fetch.Found{Title: "a table", URL: "https://" + host + "/table.csv"}, t.TempDir(), fetch.Known{})
		var refused *fetch.Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "inside a private network") {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// TestOnlyThePublishersAreAsked tries the ways in which an address can be made to look like a publisher's.
func TestOnlyThePublishersAreAsked(t *testing.T) {
	client, err := fetch.New(fetch.Options{Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://localhost/", "https://169.254.169.254/latest/meta-data/",
		"https://www.gov.uk@127.0.0.1/", "https://www.gov.uk:secret@www.gov.uk/", "https://127.0.0.1#www.gov.uk", "https://127.0.0.1/?www.gov.uk", "https://127.0.0.1\\@www.gov.uk/",
		"https://www.gov.uk.elsewhere.invalid/", "https://elsewhere.invalid/www.gov.uk", "https://www.gov.uk./", "https://www.gov.uk:8443/", "http://www.gov.uk/", "http://www.gov.uk:443/",
		"ftp://www.gov.uk/", "file:///etc/passwd", "gopher://www.gov.uk/", "//www.gov.uk/", "https:www.gov.uk", "https://www.gov.uk\r\nHost: elsewhere.invalid/", "https://www.gov.uk%00.elsewhere.invalid/", "",
	} {
		_, err := client.Take(t.Context(), fetch.Found{Title: "a table", URL: address}, t.TempDir(), fetch.Known{})
		var refused *fetch.Refused
		if !errors.As(err, &refused) {
			t.Errorf("%q: %v, want it refused before anybody is asked", address, err)
		}
	}
}
