package page

import (
	"net/mail"
	"strings"

	view "inclusion/dashboards/template"
)

// Operator is who runs this server and answers for it: the pages about privacy and accessibility name it. Empty where nobody has said.
type Operator struct {
	Name    string
	Contact string // an e-mail address, or an address of the web
}

// Link leads to the operator; nil where no contact is known.
func (o Operator) Link() *view.Link {
	switch _, err := mail.ParseAddress(o.Contact); {
	case o.Contact == "":
		return nil
	case err == nil && !strings.Contains(o.Contact, "://"):
		return &view.Link{Text: o.Contact, Href: "mailto:" + o.Contact}
	}
	return &view.Link{Text: o.Contact, Href: o.Contact}
}

// Who is the operator in a sentence: "Example Council", or "whoever runs this server".
func (o Operator) Who() string {
	if o.Name == "" {
		return "whoever runs this server"
	}
	return o.Name
}
