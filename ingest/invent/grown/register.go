package grown

import (
	"fmt"
	"strconv"

	"gopkg.in/yaml.v3"
)

// marks stand before the names of the authorities that are added: one for every further copy of England.
var marks = [Most - 1]string{"Upper", "Lower", "Great", "Little", "Far", "Near", "High", "Deep", "Fair"}

// Codes of copies lie this far apart: the sample's codes go from 101 to 160, and their long codes end in them.
const (
	codesApart     = 60
	longCodesApart = 1000
)

// twins are the codes of the authorities that grow, each true; others, such as the country's, do not.
type twins map[string]bool

// code is the code of an authority's copy, short or long; n is 0 for the authority itself.
func code(of string, n int) (string, error) {
	letters, digits, apart := "", of, codesApart
	if len(of) == 9 {
		letters, digits, apart = of[:3], of[3:], longCodesApart
	}
	number, err := strconv.Atoi(digits)
	if err != nil {
		return "", fmt.Errorf("%q is no code of an authority", of)
	}
	return fmt.Sprintf("%s%0*d", letters, len(digits), number+n*apart), nil
}

// name is what an authority's copy is called.
func name(of string, n int) string {
	if n == 0 || of == "" {
		return of
	}
	return marks[n-1] + " " + of
}

type registerFile struct {
	Authorities []authority    `yaml:"authorities"`
	Rest        map[string]any `yaml:",inline"`
}

type authority struct {
	Code       string         `yaml:"code"`
	Name       string         `yaml:"name"`
	ONS        []longCode     `yaml:"ons"`
	From       yaml.Node      `yaml:"from,omitempty"`
	To         yaml.Node      `yaml:"to,omitempty"`
	Successors []string       `yaml:"successors,omitempty"`
	Aliases    []string       `yaml:"aliases,omitempty"`
	Rest       map[string]any `yaml:",inline"`
}

type longCode struct {
	Code string    `yaml:"code"`
	From yaml.Node `yaml:"from,omitempty"`
	To   yaml.Node `yaml:"to,omitempty"`
}

// growRegister adds copies of every authority, in the regions of the first; partnerships stay as they are.
func growRegister(text []byte, times int) ([]byte, twins, error) {
	var r registerFile
	if err := yaml.Unmarshal(text, &r); err != nil {
		return nil, nil, fmt.Errorf("reading the sample's register: %w", err)
	}
	t, first := twins{}, r.Authorities
	for _, a := range first {
		t[a.Code] = true
		for _, o := range a.ONS {
			t[o.Code] = true
		}
	}
	for n := 1; n < times; n++ {
		for _, a := range first {
			twin, err := a.copied(n)
			if err != nil {
				return nil, nil, err
			}
			r.Authorities = append(r.Authorities, twin)
		}
	}
	grown, err := yaml.Marshal(r)
	if err != nil {
		return nil, nil, fmt.Errorf("writing the grown register: %w", err)
	}
	return grown, t, nil
}

func (a authority) copied(n int) (twin authority, err error) {
	twin = authority{Name: name(a.Name, n), From: a.From, To: a.To, Rest: a.Rest}
	if twin.Code, err = code(a.Code, n); err != nil {
		return twin, err
	}
	for _, o := range a.ONS {
		long, err := code(o.Code, n)
		if err != nil {
			return twin, err
		}
		twin.ONS = append(twin.ONS, longCode{long, o.From, o.To})
	}
	for _, s := range a.Successors {
		next, err := code(s, n)
		if err != nil {
			return twin, err
		}
		twin.Successors = append(twin.Successors, next)
	}
	for _, alias := range a.Aliases {
		twin.Aliases = append(twin.Aliases, name(alias, n))
	}
	return twin, nil
}
