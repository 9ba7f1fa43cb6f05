package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/google/licensecheck"
)

// allowed are the licences under which a part may be in the program: all let it be handed on, free of charge or not, as long as their
// texts go with it. MPL-2.0 also asks that the address of the part's source is named, which its text does here.
var allowed = []string{"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "ISC", "MIT", "MPL-2.0", "PostgreSQL", "Unicode-DFS-2016", "Zlib"}

// matched is how much of a licence file, in percent of its words, must be allowed licences. What remains are names, years and headings.
const matched = 80

// scanner knows the allowed licences only: another one is as good as unknown.
var scanner = sync.OnceValues(func() (*licensecheck.Scanner, error) {
	var known []licensecheck.License
	for _, l := range licensecheck.BuiltinLicenses() {
		if slices.Contains(allowed, l.ID) {
			known = append(known, l)
		}
	}
	return licensecheck.NewScanner(known)
})

// identify is the SPDX expression of a licence file: every licence in it, in the order of their names.
func identify(text []byte) (string, error) {
	known, err := scanner()
	if err != nil {
		return "", fmt.Errorf("preparing the list of licences: %w", err)
	}
	coverage := known.Scan(text)
	var ids []string
	for _, m := range coverage.Match {
		if !m.IsURL && !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	if len(ids) == 0 || coverage.Percent < matched {
		return "", fmt.Errorf("%.0f%% of the text is an allowed licence %v, at least %d%% are needed", coverage.Percent, ids, matched)
	}
	slices.Sort(ids)
	return strings.Join(ids, " AND "), nil
}

// chosen are the licences that are kept of an expression: all of "A AND B", the first allowed one of "A OR B".
func chosen(expression string) ([]string, error) {
	if alternatives := strings.Split(expression, " OR "); len(alternatives) > 1 {
		for _, id := range alternatives {
			if slices.Contains(allowed, id) {
				return []string{id}, nil
			}
		}
		return nil, fmt.Errorf("none of %s is on the list of allowed licences", expression)
	}
	ids := strings.Split(expression, " AND ")
	for _, id := range ids {
		if !slices.Contains(allowed, id) {
			return nil, fmt.Errorf("the licence %q is not on the list of allowed ones", id)
		}
	}
	return ids, nil
}
