package invent

import (
	"fmt"
	"strings"
)

// register is the list of areas the sample is read with.
func register(*world) ([]File, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Invented areas. Made by ingest/invent; change them there.\nregister: sample\ntitle: %s\ncountry: {code: %s, name: %s}\nregions:\n", countryName, countryCode, countryName)
	for _, g := range regions {
		fmt.Fprintf(&b, "  - {code: %s, name: %s}\n", g.code, g.name)
	}
	b.WriteString("subregions:\n")
	for _, g := range subregions {
		fmt.Fprintf(&b, "  - {code: %s, name: %s, region: %s}\n", g.code, g.name, g.of)
	}
	b.WriteString("authorities:\n")
	for i := range places {
		places[i].write(&b)
	}
	b.WriteString("expert_partnerships:\n")
	for _, p := range partnerships {
		fmt.Fprintf(&b, "  - id: %s\n    name: %s\n    region: %s\n    members: [", p.id, p.name, p.region)
		for i, m := range p.members {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "{code: %q, role: %s}", m.code, m.role)
		}
		b.WriteString("]\n")
	}
	return []File{{"areas.yaml", []byte(b.String())}}, nil
}

func (p *place) write(b *strings.Builder) {
	fmt.Fprintf(b, "  - code: %q\n    name: %q\n    region: %s\n", p.code, p.name, p.region)
	if p.sub != "" {
		fmt.Fprintf(b, "    subregion: %s\n", p.sub)
	}
	if p.onsBefore != "" {
		fmt.Fprintf(b, "    ons: [{code: %s, to: 2020-03-31}, {code: %s, from: 2020-04-01}]\n", p.onsBefore, p.ons)
	} else {
		fmt.Fprintf(b, "    ons: [{code: %s}]\n", p.ons)
	}
	if p.from != "" {
		fmt.Fprintf(b, "    from: %s\n", p.from)
	}
	if p.to != "" {
		fmt.Fprintf(b, "    to: %s\n    successors: [%s]\n", p.to, quotedList(p.successors))
	}
	if len(p.aliases) > 0 {
		fmt.Fprintf(b, "    aliases: [%s]\n", quotedList(p.aliases))
	}
	if p.leftOut != "" {
		fmt.Fprintf(b, "    left_out: true\n    left_out_because: %s\n", p.leftOut)
	}
}

func quotedList(items []string) string {
	quoted := make([]string, len(items))
	for i, x := range items {
		quoted[i] = fmt.Sprintf("%q", x)
	}
	return strings.Join(quoted, ", ")
}
