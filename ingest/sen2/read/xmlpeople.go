package read

import "inclusion/ingest/sen2"

// beginHeader begins the header. There is one: with two, it would not be known whose return it is.
func (p *parser) beginHeader() error {
	if p.headed {
		return p.refuse("Send one return at a time: there is a second Header in the file")
	}
	p.headed = true
	p.header, p.given, p.items = &sen2.Header{}, fields{}, 0
	return nil
}

// endHeader hands the header over, with the people that stood before it.
func (p *parser) endHeader() error {
	if err := accept(p.header, p.years); err != nil {
		return p.refuse("%s", err.Error())
	}
	waiting := p.held
	p.held = nil
	if len(waiting) == 0 {
		return nil
	}
	for _, one := range waiting {
		if err := p.hand(one); err != nil {
			return err
		}
	}
	return nil
}

// beginPerson begins the next person.
func (p *parser) beginPerson() error {
	if p.people++; p.people > p.limits.People {
		return p.refuse("Send one authority's return: there are more than %d people in the file", p.limits.People)
	}
	if p.header == nil && !p.begun && p.people > p.limits.Joined {
		return p.refuse("Put the Header first, as the case system writes it: more than %d people stand before it", p.limits.Joined)
	}
	p.person = &p.now.people[p.now.n]
	p.person.Reset()
	p.person.Row, p.person.Line = p.people, p.line
	p.given, p.items = fields{}, 0
	return nil
}

// endPerson is the end of a person.
func (p *parser) endPerson() error {
	p.person = nil
	if p.now.n++; p.now.n == len(p.now.people) {
		return p.send()
	}
	return nil
}

// send hands over what people there are, or holds them when the header has not come yet.
func (p *parser) send() error {
	one := p.now
	p.now = p.out.take()
	one.read = p.in.rest.bytes
	if p.header == nil && !p.begun {
		p.held = append(p.held, one)
		return nil
	}
	return p.hand(one)
}

// hand hands a batch over, the header with the first one.
func (p *parser) hand(one *batch) error {
	if !p.begun {
		one.header, p.header, p.begun = p.header, nil, true
	}
	return p.out.send(p.ctx, one)
}
