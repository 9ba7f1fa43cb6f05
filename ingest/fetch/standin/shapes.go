package standin

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"
)

// resource is what an address holds.
type resource struct {
	status      int // set when the address answers with a status alone
	contentType string
	download    string
	gzip        bool
	bytes       func(*Server) ([]byte, time.Time, error)
}

var contentTypes = map[string]string{
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".zip":  "application/zip",
	".csv":  "text/csv",
	".txt":  "text/plain; charset=utf-8",
}

func contentType(name string) string {
	if kind, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return kind
	}
	return "application/octet-stream"
}

func fileOf(name, kind string) resource {
	return resource{contentType: kind, bytes: func(s *Server) ([]byte, time.Time, error) {
		content, err := os.ReadFile(s.inside(name))
		return content, modified, err
	}}
}

func jsonOf(value any) resource {
	return resource{contentType: "application/json; charset=utf-8", bytes: func(*Server) ([]byte, time.Time, error) {
		content, err := json.Marshal(value)
		return content, modified, err
	}}
}

// find answers what an address holds.
func (s *Server) find(address string) (resource, bool) {
	if file, ok := strings.CutPrefix(address, "/files/"); ok {
		return fileOf(file, contentType(file)), s.has(file)
	}
	if strings.HasPrefix(address, "/media/") {
		return s.findMedia(address)
	}
	if page, ok := strings.CutPrefix(address, "/api/content"); ok {
		return s.findContent(page)
	}
	for _, p := range s.catalogue.Pages {
		if p.Path == address {
			return resource{contentType: "text/html; charset=utf-8", bytes: func(*Server) ([]byte, time.Time, error) {
				return []byte(webPage(p.Title, p.Links)), modified, nil
			}}, true
		}
	}
	for _, d := range s.catalogue.DataSets {
		if address == "/statistics/v1/data-sets/"+d.ID+"/csv" {
			res := fileOf(d.File, "text/csv")
			res.gzip, res.download = true, d.ID+"_v1.0.csv"
			return res, true
		}
	}
	return s.findEES(address)
}

func (s *Server) has(file string) bool {
	info, err := os.Stat(s.inside(file))
	return err == nil && info.Mode().IsRegular()
}

func (s *Server) findEES(address string) (resource, bool) {
	for _, p := range s.catalogue.Publications {
		listing := "/api/publications/" + p.Slug + "/releases"
		if address == listing {
			return jsonOf(releaseList(p)), true
		}
		for i, r := range p.Releases {
			switch {
			case address == listing+"/"+r.Slug+"/data-content" && !p.Older:
				return jsonOf(dataContent(r)), true
			case address == listing+"/"+r.Slug && p.Older, address == listing+"/latest" && p.Older && i == 0:
				return jsonOf(olderRelease(r)), true
			case address == "/api/releases/"+r.ID+"/files":
				return releaseZip(p, r), true
			}
			for _, f := range r.Files {
				if address == "/api/releases/"+r.ID+"/files/"+f.ID {
					res := fileOf(f.File, contentType(f.File))
					res.gzip, res.download = path.Ext(f.File) == ".csv", path.Base(f.File)
					return res, true
				}
			}
		}
	}
	return resource{}, false
}

type object = map[string]any

func releaseList(p Publication) []object {
	list := []object{}
	for _, r := range p.Releases {
		list = append(list, object{
			"id": r.ID, "releaseId": "parent-of-" + r.ID, "title": r.Title, "slug": r.Slug,
			"yearTitle": r.Slug, "coverageTitle": "Calendar year", "published": r.Published.Format(time.RFC3339),
			"nextReleaseDate": nil, "type": "AccreditedOfficialStatistics", "latestRelease": r.Latest,
			"publication": object{"id": "publication-" + p.Slug, "slug": p.Slug, "title": p.Title},
		})
	}
	return list
}

func dataContent(r Release) object {
	sets, supporting := []object{}, []object{}
	for _, f := range r.Files {
		if f.Supporting {
			supporting = append(supporting, object{
				"fileId": f.ID, "extension": strings.TrimPrefix(path.Ext(f.File), "."), "filename": path.Base(f.File),
				"title": f.Title, "summary": "", "size": "100 Kb",
			})
			continue
		}
		sets = append(sets, object{
			"dataSetFileId": "set-" + f.ID, "fileId": f.ID, "subjectId": "subject-" + f.ID, "title": f.Title, "summary": nil,
			"meta": object{"filters": []string{}, "geographicLevels": []string{"National"}, "indicators": []string{}, "numDataFileRows": 1},
		})
	}
	return object{
		"releaseId": "parent-of-" + r.ID, "releaseVersionId": r.ID, "dataDashboards": nil, "dataGuidance": "<p>Guidance</p>",
		"dataSets": sets, "featuredTables": []object{}, "supportingFiles": supporting,
	}
}

func olderRelease(r Release) object {
	files := []object{}
	for _, f := range r.Files {
		kind := "Data"
		if f.Supporting {
			kind = "Ancillary"
		}
		files = append(files, object{
			"id": f.ID, "extension": strings.TrimPrefix(path.Ext(f.File), "."), "fileName": path.Base(f.File),
			"name": f.Title, "size": "100 Kb", "type": kind,
		})
	}
	return object{"id": r.ID, "slug": r.Slug, "title": r.Title, "published": r.Published.Format(time.RFC3339), "downloadFiles": files}
}

// releaseZip is a release as the public downloads it: data, supporting files and guidance, made the same every time.
func releaseZip(p Publication, r Release) resource {
	name := p.Slug + "_" + r.Slug + ".zip"
	if r.Zip != "" {
		res := fileOf(r.Zip, "application/octet-stream")
		res.download = name
		return res
	}
	return resource{contentType: "application/octet-stream", download: name, bytes: func(s *Server) ([]byte, time.Time, error) {
		var buf bytes.Buffer
		archive := zip.NewWriter(&buf)
		add := func(entry string, content []byte) error {
			w, err := archive.CreateHeader(&zip.FileHeader{Name: entry, Method: zip.Deflate, Modified: r.Published})
			if err == nil {
				_, err = w.Write(content)
			}
			return err
		}
		for _, f := range r.Files {
			folder := "data/"
			if f.Supporting {
				folder = "supporting-files/"
			}
			content, err := os.ReadFile(s.inside(f.File))
			if err == nil {
				err = add(folder+path.Base(f.File), content)
			}
			if err != nil {
				return nil, modified, fmt.Errorf("zipping %s: %w", f.File, err)
			}
		}
		if err := add("data-guidance/data-guidance.txt", []byte(p.Title+"\n"+r.Title+"\n")); err != nil {
			return nil, modified, err
		}
		err := archive.Close()
		return buf.Bytes(), r.Published, err
	}}
}

func (s *Server) findMedia(address string) (resource, bool) {
	for _, d := range s.catalogue.Documents {
		for _, a := range d.Attachments {
			s.mu.Lock()
			issue := s.reissued[a.File]
			s.mu.Unlock()
			for old := range issue {
				if address == mediaPath(a.File, old) {
					return resource{status: http.StatusGone}, true
				}
			}
			if address == mediaPath(a.File, issue) {
				return fileOf(a.File, contentType(a.File)), true
			}
		}
	}
	return resource{}, false
}

func (s *Server) findContent(page string) (resource, bool) {
	for _, c := range s.catalogue.Collections {
		if c.Path == page {
			return jsonOf(s.collection(c)), true
		}
	}
	for _, d := range s.catalogue.Documents {
		if d.Path == page {
			return jsonOf(s.document(d)), true
		}
	}
	return resource{}, false
}

func (s *Server) collection(c Collection) object {
	listed := []object{}
	for _, d := range s.catalogue.Documents {
		for _, wanted := range c.Documents {
			if d.Path == wanted {
				listed = append(listed, object{
					"base_path": d.Path, "title": d.Title, "public_updated_at": d.Updated.Format(time.RFC3339),
					"api_path": "/api/content" + d.Path, "document_type": "official_statistics", "locale": "en",
				})
			}
		}
	}
	return object{
		"base_path": c.Path, "title": c.Title, "document_type": "document_collection", "schema_name": "document_collection",
		"details": object{"collection_groups": []object{}}, "links": object{"documents": listed},
	}
}

func (s *Server) document(d Document) object {
	if d.MovedTo != "" {
		return object{
			"base_path": d.Path, "title": nil, "document_type": "redirect", "schema_name": "redirect", "details": object{}, "links": object{},
			"redirects": []object{{"path": d.Path, "type": "exact", "destination": d.MovedTo + "?from=moved#top"}},
		}
	}
	details := object{
		"first_public_at": d.Updated.AddDate(0, -1, 0).Format(time.RFC3339), "political": false,
		"change_history": []object{
			{"note": "First published.", "public_timestamp": d.Updated.AddDate(0, -1, 0).Format(time.RFC3339)},
			{"note": "Tables replaced.", "public_timestamp": d.Updated.Format(time.RFC3339)},
		},
	}
	if d.HTMLOnly {
		details["documents"] = []string{s.section(d)}
	} else {
		details["attachments"] = s.attachmentList(d)
	}
	return object{
		"base_path": d.Path, "content_id": "content-of-" + path.Base(d.Path), "title": d.Title,
		"document_type": "national_statistics", "schema_name": "publication", "withdrawn_notice": object{},
		"public_updated_at": d.Updated.AddDate(0, 0, -1).Format(time.RFC3339), "details": details,
		"links": object{"organisations": []object{{"title": "A department", "base_path": "/government/organisations/a-department"}}},
	}
}

func (s *Server) attachmentList(d Document) []object {
	list := []object{{"attachment_type": "html", "title": d.Title, "url": d.Path + "/bulletin"}}
	for _, a := range d.Attachments {
		entry := object{
			"id": path.Base(a.File), "title": a.Title, "url": s.link(s.MediaPath(a.File)),
			"content_type": contentType(a.File), "attachment_type": "file", "filename": path.Base(a.File),
		}
		if info, err := os.Stat(s.inside(a.File)); err == nil {
			entry["file_size"] = info.Size()
		}
		list = append(list, entry)
	}
	return list
}

// link is a path of this server as a complete address.
func (s *Server) link(path string) string { return s.url + (&url.URL{Path: path}).String() }

func (s *Server) section(d Document) string {
	var b strings.Builder
	for _, a := range d.Attachments {
		fmt.Fprintf(&b, "<section class=\"attachment\"><h3><a href=%q>%s</a></h3></section>", s.link(s.MediaPath(a.File)), html.EscapeString(a.Title))
	}
	return b.String()
}

func webPage(title string, links []Link) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><title>%s</title></head><body><h1>%[1]s</h1>\n<p><a href=\"/\">Home</a></p>\n", html.EscapeString(title))
	for _, l := range links {
		fmt.Fprintf(&b, "<p><a href=%q>%s</a></p>\n", (&url.URL{Path: FilePath(l.File)}).String(), html.EscapeString(l.Text))
	}
	b.WriteString("</body></html>\n")
	return b.String()
}
