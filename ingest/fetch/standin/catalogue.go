package standin

import (
	"time"
)

// Catalogue is what the stand-in publishes. Files are named by their path inside the server's folder.
type Catalogue struct {
	Publications []Publication `yaml:"publications"`
	Collections  []Collection  `yaml:"collections"`
	Documents    []Document    `yaml:"documents"`
	Pages        []Page        `yaml:"pages"`
	DataSets     []DataSet     `yaml:"data_sets"`
}

// Publication is one on Explore Education Statistics.
type Publication struct {
	Slug     string    `yaml:"slug"`
	Title    string    `yaml:"title"`
	Releases []Release `yaml:"releases"`
	// Older makes it answer as EES did before data-content: the files are in the release itself.
	Older bool `yaml:"older"`
}

// Release is one release of a publication.
type Release struct {
	ID        string    `yaml:"id"` // of the release version
	Slug      string    `yaml:"slug"`
	Title     string    `yaml:"title"`
	Published time.Time `yaml:"published"`
	Latest    bool      `yaml:"latest"`
	Zip       string    `yaml:"zip"` // a ready-made ZIP; without it one is made of Files
	Files     []File    `yaml:"files"`
}

// File is a file of a release.
type File struct {
	ID         string `yaml:"id"`
	Title      string `yaml:"title"`
	File       string `yaml:"file"`
	Supporting bool   `yaml:"supporting"`
}

// Collection is a GOV.UK document collection: the paths of its documents.
type Collection struct {
	Path      string   `yaml:"path"`
	Title     string   `yaml:"title"`
	Documents []string `yaml:"documents"`
}

// Document is a GOV.UK page with attachments, or one that has moved.
type Document struct {
	Path        string       `yaml:"path"`
	Title       string       `yaml:"title"`
	Updated     time.Time    `yaml:"updated"`
	Attachments []Attachment `yaml:"attachments"`
	MovedTo     string       `yaml:"moved_to"`
	// HTMLOnly makes the page carry its attachments as HTML alone, as old pages do.
	HTMLOnly bool `yaml:"html_only"`
}

// Attachment is a file of a GOV.UK page.
type Attachment struct {
	Title string `yaml:"title"`
	File  string `yaml:"file"`
}

// Page is a plain web page with links to files.
type Page struct {
	Path  string `yaml:"path"`
	Title string `yaml:"title"`
	Links []Link `yaml:"links"`
}

// Link is one link of a page.
type Link struct {
	Text string `yaml:"text"`
	File string `yaml:"file"`
}

// DataSet is a data set of the EES API, whose CSV always comes compressed.
type DataSet struct {
	ID   string `yaml:"id"`
	File string `yaml:"file"`
}
