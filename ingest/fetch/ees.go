package fetch

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// eesRelease is an entry of GET /api/publications/{slug}/releases. Its id is that of the release version: amending a
// release gives a new one.
type eesRelease struct {
	ID            string `json:"id"`
	Slug          string `json:"slug"`
	Title         string `json:"title"`
	Published     moment `json:"published"`
	LatestRelease bool   `json:"latestRelease"`
	Publication   struct {
		Title string `json:"title"`
	} `json:"publication"`
}

// eesFile is a file of a release, as we need it.
type eesFile struct{ id, title, name string }

// eesContent is GET /api/publications/{slug}/releases/{release}/data-content.
type eesContent struct {
	DataSets []struct {
		FileID string `json:"fileId"`
		Title  string `json:"title"`
	} `json:"dataSets"`
	SupportingFiles []struct {
		FileID   string `json:"fileId"`
		Title    string `json:"title"`
		Filename string `json:"filename"`
	} `json:"supportingFiles"`
}

// eesOlder is GET /api/publications/{slug}/releases/{release}, which listed the files before data-content did.
type eesOlder struct {
	DownloadFiles []struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		FileName string `json:"fileName"`
	} `json:"downloadFiles"`
}

func (c *Client) lookEES(ctx context.Context, e EES) ([]Found, error) {
	wanted, err := patterns("ees files", e.Files)
	if err != nil {
		return nil, err
	}
	releases, err := c.eesReleases(ctx, e.Publication)
	if err != nil {
		return nil, err
	}
	releases = releases[:min(len(releases), max(e.Newest, 1))]
	if e.Take == "files" {
		return c.eesFiles(ctx, e.Publication, releases, wanted)
	}
	var found []Found
	for _, r := range releases {
		found = append(found, c.eesZip(e.Publication, r))
	}
	return found, nil
}

// partOfAddress is how ids and slugs look. They become parts of addresses and of file names, so nothing else is taken for one.
var partOfAddress = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~-]*$`)

// eesReleases are a publication's releases, the one EES calls latest first and then by date.
func (c *Client) eesReleases(ctx context.Context, publication string) ([]eesRelease, error) {
	address := c.ees + "/api/publications/" + publication + "/releases"
	var releases []eesRelease
	if err := c.json(ctx, address, &releases); err != nil {
		return nil, err
	}
	var missing []string
	if len(releases) == 0 {
		missing = append(missing, "any release")
	}
	for i, r := range releases {
		if !partOfAddress.MatchString(r.ID) {
			missing = append(missing, fmt.Sprintf("id of release %d", i+1))
		}
		if !partOfAddress.MatchString(r.Slug) {
			missing = append(missing, fmt.Sprintf("slug of release %d", i+1))
		}
	}
	if missing != nil {
		return nil, c.changed(address, missing, "")
	}
	slices.SortStableFunc(releases, func(a, b eesRelease) int {
		switch {
		case a.LatestRelease && !b.LatestRelease:
			return -1
		case b.LatestRelease && !a.LatestRelease:
			return 1
		}
		return b.Published.Compare(a.Published.Time)
	})
	return releases, nil
}

func (c *Client) eesZip(publication string, r eesRelease) Found {
	return Found{
		Key:      r.ID,
		Title:    eesTitle(publication, r),
		Release:  r.Slug,
		URL:      c.ees + "/api/releases/" + r.ID + "/files?fromPage=ReleaseDownloads",
		PageURL:  c.eesPage(publication, r),
		Filename: publication + "_" + r.Slug + ".zip", Published: r.Published.Time,
	}
}

func (c *Client) eesPage(publication string, r eesRelease) string {
	site := strings.Replace(c.ees, "://content.", "://", 1)
	return site + "/find-statistics/" + publication + "/" + r.Slug
}

func eesTitle(publication string, r eesRelease) string {
	title := r.Publication.Title
	if title == "" {
		title = publication
	}
	if r.Title != "" {
		return title + ": " + r.Title
	}
	return title + ": " + r.Slug
}

// eesFiles are the wanted files of some releases. Each pattern must find something in one of them: a file that was
// renamed is a change to look at, not a file to do without. That a release lacks one may be its nature: some cover a
// term, some a year.
func (c *Client) eesFiles(ctx context.Context, publication string, releases []eesRelease, wanted []*regexp.Regexp) ([]Found, error) {
	var (
		found   []Found
		address string // of the newest release
		seen    []eesFile
	)
	met := make([]bool, len(wanted))
	for i, r := range releases {
		files, at, err := c.eesList(ctx, publication, r)
		if err != nil {
			return nil, fmt.Errorf("release %s: %w", r.Slug, err)
		}
		if i == 0 {
			address, seen = at, files
		}
		for _, f := range files {
			if f.matches(wanted, met) {
				found = append(found, Found{
					Key: r.ID + "/" + f.id, Title: f.title, Release: r.Slug,
					URL:     c.ees + "/api/releases/" + r.ID + "/files/" + f.id,
					PageURL: c.eesPage(publication, r), Published: r.Published.Time, Filename: f.name,
				})
			}
		}
	}
	var missing []string
	for i, re := range wanted {
		if !met[i] {
			missing = append(missing, fmt.Sprintf("a file that matches /%s/", re))
		}
	}
	if missing != nil {
		err := c.changed(address, missing, titles(seen, func(f eesFile) string { return f.title }))
		return nil, fmt.Errorf("release %s: %w", releases[0].Slug, err)
	}
	return found, nil
}

// matches says whether a file is wanted, and notes which patterns it meets.
func (f eesFile) matches(wanted []*regexp.Regexp, met []bool) (any bool) {
	for i, re := range wanted {
		if re.MatchString(f.name) || re.MatchString(f.title) {
			met[i], any = true, true
		}
	}
	return any
}

func (c *Client) eesList(ctx context.Context, publication string, r eesRelease) ([]eesFile, string, error) {
	older := c.ees + "/api/publications/" + publication + "/releases/" + r.Slug
	address := older + "/data-content"
	files, err := c.eesListNow(ctx, address)
	var absent *NotFound
	if errors.As(err, &absent) {
		address = older
		files, err = c.eesListOlder(ctx, address)
	}
	if err != nil {
		return nil, address, err
	}
	for _, f := range files {
		if !partOfAddress.MatchString(f.id) {
			return nil, address, c.changed(address, []string{fmt.Sprintf("id of the file %q", f.title)}, "")
		}
	}
	return files, address, nil
}

func (c *Client) eesListNow(ctx context.Context, address string) ([]eesFile, error) {
	var content eesContent
	if err := c.json(ctx, address, &content); err != nil {
		return nil, err
	}
	if content.DataSets == nil && content.SupportingFiles == nil {
		return nil, c.changed(address, []string{"dataSets", "supportingFiles"}, "")
	}
	var files []eesFile
	for _, d := range content.DataSets {
		files = append(files, eesFile{d.FileID, d.Title, ""})
	}
	for _, s := range content.SupportingFiles {
		files = append(files, eesFile{s.FileID, s.Title, s.Filename})
	}
	return files, nil
}

func (c *Client) eesListOlder(ctx context.Context, address string) ([]eesFile, error) {
	var release eesOlder
	if err := c.json(ctx, address, &release); err != nil {
		return nil, err
	}
	if release.DownloadFiles == nil {
		return nil, c.changed(address, []string{"downloadFiles"}, "")
	}
	var files []eesFile
	for _, d := range release.DownloadFiles {
		files = append(files, eesFile{d.ID, d.Name, d.FileName})
	}
	return files, nil
}

// changed is a Changed for an address that is known to be sound.
func (c *Client) changed(address string, missing []string, seen string) error {
	u, err := c.hosts.parse(address)
	if err != nil {
		return err
	}
	return &Changed{At: place(u), Missing: missing, Seen: seen}
}

// titles shows what was there instead, in few words.
func titles[T any](all []T, title func(T) string) string {
	const enough = 8
	var shown []string
	for i, one := range all {
		if i == enough {
			shown = append(shown, fmt.Sprintf("and %d more", len(all)-enough))
			break
		}
		shown = append(shown, fmt.Sprintf("%q", clip(title(one), 80)))
	}
	if shown == nil {
		return "nothing"
	}
	return strings.Join(shown, ", ")
}
