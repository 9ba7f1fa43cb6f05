package view

import "inclusion/dashboards/static"

// Link is a place to go and the words that lead there.
type Link struct {
	Text    string
	Href    string
	Current bool   // the page or section being read
	Note    string // said after the link in grey: "CSV, 12 kB"
}

// Frame is what surrounds every page. Page data embeds it: type Overview struct { view.Frame; ... }.
type Frame struct {
	Title       string // of the page; " - inclusion" is added
	Description string // one sentence for search engines and shared links
	Nav         []Link // only links that lead somewhere
	SignIn      *Link  // at the end of the header, when there is something to sign in to
	Breadcrumbs []Link // from the top to the page before this one; none on the front page
	Sample      bool   // the data are invented, and every page, print and export says so
	DataVersion string // "warehouse 12, 25 June 2026"
	Query       string // what was searched for, to stand in the search box
	AreaNames   AreaNames
	// RunningHead is printed at the top of every sheet: area, version and date. Title when empty.
	RunningHead string
	Feed        string    // address of the page's feed; none when empty
	Plan        bool      // a page of plans and self-assessments, which need a stylesheet of their own
	Writes      bool      // the page has forms that are saved as one writes
	Charts      bool      // the page has figures, so the chart scripts are wanted
	Pictures    *Pictures // where its figures are as pictures; nil where they are not
}

// PageTitle is the page's title.
func (f Frame) PageTitle() string { return f.Title }

// PicturesAt is where the page's figures are as pictures.
func (f Frame) PicturesAt() *Pictures { return f.Pictures }

// PrintHead is the running head of the printed page.
func (f Frame) PrintHead() string {
	head := f.RunningHead
	if head == "" {
		head = f.Title
	}
	if f.Sample {
		head += " · invented sample data"
	}
	return head
}

// DrawCharts says whether this page should fetch ECharts: it has figures and this build carries the library.
func (f Frame) DrawCharts() bool { return f.Charts && static.HasECharts() }

// ErrorPage is the data of the page "error".
type ErrorPage struct {
	Frame
	Status    int
	Heading   string // "Page not found"
	Detail    string // what happened and what to do about it, in a sentence or two
	RequestID string // to quote when asking for help
	Links     []Link // where to go instead
}
