package fetch

import (
	"fmt"
	"regexp"
	"strings"
)

// Place says where a source's editions are to be looked for. Exactly one of its members is set.
type Place struct {
	EES   *EES   `yaml:"ees,omitempty"`
	GovUK *GovUK `yaml:"govuk,omitempty"`
	Page  *Page  `yaml:"page,omitempty"`
	URL   string `yaml:"url,omitempty"`
}

// EES is a publication on Explore Education Statistics.
type EES struct {
	Publication string `yaml:"publication"` // the slug: education-health-and-care-plans
	// Take is what makes an edition: "zip" (the default), the whole release, or "files", those that Files names.
	// The ZIP is the only way to every supporting file.
	Take string `yaml:"take,omitempty"`
	// Files are regular expressions over file names and titles. EES lists its data sets by title alone and only its
	// supporting files by name.
	Files  []string `yaml:"files,omitempty"`
	Newest int      `yaml:"newest,omitempty"` // how many of the newest releases; 0 means 1; each of Files is in one at least
}

// GovUK is a page of GOV.UK with attachments, or a collection of such pages.
type GovUK struct {
	Path       string   `yaml:"path,omitempty"`       // /government/statistics/...
	Collection string   `yaml:"collection,omitempty"` // /government/collections/...
	Document   string   `yaml:"document,omitempty"`   // regular expression over the titles of the collection's pages
	Attachment string   `yaml:"attachment,omitempty"` // regular expression over the attachments' titles and file names
	Types      []string `yaml:"types,omitempty"`      // ods, csv, zip, xlsx: the kinds wanted, the best first
	Newest     int      `yaml:"newest,omitempty"`     // how many of the collection's newest pages; 0 means 1
}

// Page is a web page whose links name the files.
type Page struct {
	URL  string `yaml:"url"`
	Link string `yaml:"link"` // regular expression over a link's text and its address
}

var (
	slugShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	pathShape = regexp.MustCompile(`^/[A-Za-z0-9._~/-]+$`)
)

// Check says what is wrong with a place, without asking anybody.
func (p Place) Check() error {
	set := 0
	for _, is := range []bool{p.EES != nil, p.GovUK != nil, p.Page != nil, p.URL != ""} {
		if is {
			set++
		}
	}
	switch {
	case set != 1:
		return fmt.Errorf("a place names one of ees, govuk, page or url; this one names %d", set)
	case p.EES != nil:
		return p.EES.check()
	case p.GovUK != nil:
		return p.GovUK.check()
	case p.Page != nil:
		if p.Page.URL == "" || p.Page.Link == "" {
			return fmt.Errorf("a page needs url, where it is, and link, which of its links to follow")
		}
		_, err := pattern("page link", p.Page.Link)
		return err
	}
	return nil
}

func (e *EES) check() error {
	if !slugShape.MatchString(e.Publication) {
		return fmt.Errorf("ees publication %q is not a slug such as education-health-and-care-plans", e.Publication)
	}
	switch e.Take {
	case "", "zip":
		if len(e.Files) > 0 {
			return fmt.Errorf("ees publication %s: files are named but the whole ZIP is taken: write take: files", e.Publication)
		}
	case "files":
		if len(e.Files) == 0 {
			return fmt.Errorf("ees publication %s: take: files needs at least one regular expression in files", e.Publication)
		}
	default:
		return fmt.Errorf("ees publication %s: take is zip or files, not %q", e.Publication, e.Take)
	}
	_, err := patterns("ees files", e.Files)
	return err
}

func (g *GovUK) check() error {
	if (g.Path == "") == (g.Collection == "") {
		return fmt.Errorf("govuk needs either path, one page, or collection, a list of pages")
	}
	for _, path := range []string{g.Path, g.Collection} {
		if path != "" && !cleanPath(path) {
			return fmt.Errorf("govuk path %q is not a path such as /government/collections/tribunals-statistics", path)
		}
	}
	for _, kind := range g.Types {
		if _, ok := mediaTypes[kind]; !ok {
			return fmt.Errorf("govuk types: %q is not one of ods, csv, zip, xlsx, xls", kind)
		}
	}
	_, err := patterns("govuk document and attachment", []string{g.Document, g.Attachment})
	return err
}

func cleanPath(path string) bool {
	return pathShape.MatchString(path) && !strings.Contains(path, "..") && !strings.Contains(path, "//")
}

// pattern compiles a regular expression from the list of sources, naming the entry when it does not compile.
// An empty one matches everything.
func pattern(entry, expr string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("%s: %q is not a regular expression: %w", entry, expr, err)
	}
	return re, nil
}

func patterns(entry string, exprs []string) ([]*regexp.Regexp, error) {
	all := make([]*regexp.Regexp, 0, len(exprs))
	for _, expr := range exprs {
		re, err := pattern(entry, expr)
		if err != nil {
			return nil, err
		}
		all = append(all, re)
	}
	return all, nil
}
