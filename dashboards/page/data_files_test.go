package page

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"inclusion/internal/store"
)

func TestTheWholeWarehouseCanBeTakenAway(t *testing.T) {
	folder := indicatorFolder(t)
	site := newIndicatorSite(t, folder, nil)
	b := site.file(t, "/data/warehouse.zip", "application/zip", "inclusion-sample-1-warehouse.zip")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	inZip := map[string]bool{}
	for _, f := range z.File {
		inZip[f.Name] = true
	}
	for _, want := range []string{"README.txt", "value.csv", "area.csv", "indicator.csv", "signal.csv", "edition.csv"} {
		if !inZip[want] {
			t.Errorf("the ZIP file lacks %s", want)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(site.file(t, "/data/value.csv", "text/csv; charset=utf-8", "inclusion-sample-1-value.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Engine{Memory: "400MB"}.ReadOnly(t.Context(), folder.Warehouse(1))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var values, numbers, written int
	if err := db.QueryRow("select count(*), count(value) from value").Scan(&values, &numbers); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if _, err := strconv.ParseFloat(row[6], 64); err == nil {
			written++
		}
	}
	if len(rows) != values+1 || written != numbers || rows[0][6] != "value" {
		t.Errorf("the file has %d rows and %d numbers, the warehouse %d and %d", len(rows)-1, written, values, numbers)
	}
	if text := string(site.file(t, "/data/README.txt", "text/plain; charset=utf-8", "inclusion-sample-1-README.txt")); !strings.Contains(text, "Invented sample data") {
		t.Error("the README does not say that the data are invented")
	}
}

func TestABrokenDownloadGoesOn(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	whole := site.file(t, "/data/value.parquet", "application/vnd.apache.parquet", "inclusion-sample-1-value.parquet")
	r := httptest.NewRequest(http.MethodGet, "/data/value.parquet", nil)
	r.Header.Set("Range", "bytes=10-")
	w := httptest.NewRecorder()
	site.handler.ServeHTTP(w, r)
	if w.Code != http.StatusPartialContent || !bytes.Equal(w.Body.Bytes(), whole[10:]) {
		t.Errorf("the rest answers %d with %d bytes of %d", w.Code, w.Body.Len(), len(whole))
	}
}

func TestTheDataPageLeadsToEveryTable(t *testing.T) {
	site := newIndicatorSite(t, indicatorFolder(t), nil)
	page := site.get(t, "/data")
	rows := page.rows(t, "Tables of the whole warehouse")
	if len(rows) < 15 {
		t.Errorf("the tables are %q", rows)
	}
	if got := page.link("Everything as one ZIP file"); got != "/data/warehouse.zip" {
		t.Errorf("the whole is at %q", got)
	}
	if got := page.link("Parquet"); !strings.HasPrefix(got, "/data/") || !strings.HasSuffix(got, ".parquet") {
		t.Errorf("a Parquet file is at %q", got)
	}
	for _, address := range []string{"/data/meta.csv", "/data/nothing.parquet", "/data/statistics/nothing.csv"} {
		if w := site.send(http.MethodGet, address, nil, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", address, w.Code)
		}
	}
}
