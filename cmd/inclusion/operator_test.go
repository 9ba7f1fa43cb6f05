package main

import "testing"

func TestAContactLeadsSomewhere(t *testing.T) {
	for contact, href := range map[string]string{
		"":                            "",
		"send@council.invalid":        "mailto:send@council.invalid",
		"https://council.invalid/ask": "https://council.invalid/ask",
		"http://council.invalid/ask":  "refused",
		"javascript:alert(1)":         "refused",
		"Send <send@council.invalid>": "refused",
		"020 7946 0000":               "refused",
	} {
		operator, err := operatorSettings{Operator: " Example Council ", Contact: contact}.operator()
		got := ""
		if link := operator.Link(); link != nil {
			got = link.Href
		}
		if err != nil {
			got = "refused"
		}
		if got != href || operator.Name != "Example Council" {
			t.Errorf("the contact %q of %q leads to %q, want %q", contact, operator.Name, got, href)
		}
	}
}
