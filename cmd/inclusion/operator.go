package main

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"

	"inclusion/dashboards/page"
)

// operatorSettings say who runs this server, for the pages about privacy and accessibility.
type operatorSettings struct {
	Operator string `help:"Who runs this server and answers for it: the name of a council or another body. The pages about privacy and accessibility say so." env:"INCLUSION_OPERATOR"`
	Contact  string `help:"How to reach them: an e-mail address, or an address of the web that begins with https://." env:"INCLUSION_CONTACT"`
}

// operator is who runs the server; an error where the contact leads nowhere.
func (s operatorSettings) operator() (page.Operator, error) {
	o := page.Operator{Name: strings.TrimSpace(s.Operator), Contact: strings.TrimSpace(s.Contact)}
	if o.Contact == "" {
		return o, nil
	}
	if at, err := mail.ParseAddress(o.Contact); err == nil && at.Address == o.Contact {
		return o, nil
	}
	if at, err := url.Parse(o.Contact); err == nil && at.Scheme == "https" && at.Host != "" {
		return o, nil
	}
	return o, fmt.Errorf("--contact %q: give an e-mail address, or an address that begins with https://", o.Contact)
}
