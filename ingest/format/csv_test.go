package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPresentationCSVKeepsEveryRecordAsARow(t *testing.T) {
	for _, c := range []struct {
		what, text string
		want       [][]string
	}{
		{"blank lines", "Title\n\n\r\nArea,2024\n", [][]string{{"Title"}, {""}, {""}, {"Area", "2024"}}},
		{"records of blank fields", "Title,,\n,,\nCamden,1,2\n,,\n", [][]string{{"Title", "", ""}, {"", "", ""}, {"Camden", "1", "2"}, {"", "", ""}}},
		{"CRLF", "a,b\r\nc,d\r\n", [][]string{{"a", "b"}, {"c", "d"}}},
		{"no line end at the end", "a,b\nc,", [][]string{{"a", "b"}, {"c", ""}}},
		{"ragged rows", "a\nb,c,d\ne,f\n", [][]string{{"a"}, {"b", "c", "d"}, {"e", "f"}}},
		{"quoted commas", "Durham,\"4,833\"\n", [][]string{{"Durham", "4,833"}}},
		{"quoted line ends count as one row", "\"Local\r\nAuthority\",x\nb\n", [][]string{{"Local\r\nAuthority", "x"}, {"b"}}},
		{"doubled quotation marks", "\"the \"\"new\"\" method\",\"\"\n", [][]string{{`the "new" method`, ""}}},
		{"marks that were not doubled", "\"the \"new\" method\",a \"b\" c\n", [][]string{{`the "new" method`, `a "b" c`}}},
		{"a quoted field at the end", "a,\"b\"", [][]string{{"a", "b"}}},
		{"a quoted field before CRLF", "a,\"b\"\r\nc\r\n", [][]string{{"a", "b"}, {"c"}}},
		{"blanks and symbols", " - , .. , x ,~\n", [][]string{{" - ", " .. ", " x ", "~"}}},
		{"a byte order mark", "\ufeff\"Title, 2024\"\na\n", [][]string{{"Title, 2024"}, {"a"}}},
		{"a carriage return inside a line", "a\rb,c\n", [][]string{{"a\rb", "c"}}},
		{"windows-1252", "2014\x962024,\xa36,000\n", [][]string{{"2014–2024", "£6", "000"}}},
		{"UTF-8", "2014–2024,£6\n", [][]string{{"2014–2024", "£6"}}},
		{"nothing", "", nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, err := ReadCSVGrid(written(t, "appeals 2024.csv", []byte(c.text)), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(Sheet{Name: "appeals 2024", Rows: c.want}, s); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestACSVThatCannotBeReadSaysWhereAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		what, text string
		lim        Limits
		say        []string
	}{
		{"a mark that is never closed", "a,b\nc,\"d\ne,f\n", Limits{}, []string{"row 2", "quotation mark", "download it again"}},
		{"a mark that is never closed in a long file", "a\n\"" + strings.Repeat("x\n", 100), Limits{MaxCell: 50}, []string{"row 2", "more than 50 bytes"}},
		{"too many rows", "a\nb\nc\n", Limits{MaxRows: 2}, []string{"row 3", "limit of 2"}},
		{"too many columns", "a\n,,,\n", Limits{MaxColumns: 3}, []string{"row 2", "more than 3 columns"}},
		{"more text than memory", strings.Repeat("a,b\n", 100), Limits{MaxBytes: 1000}, []string{"the tables take more than 1000 bytes"}},
		{"a cut character", "Café,1\nCaf\xc3", Limits{}, []string{"middle of a character", "download it again"}},
		{"UTF-16", "\xff\xfea\x00,\x00", Limits{}, []string{"UTF-16", "save it as CSV UTF-8"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := ReadCSVGrid(written(t, "appeals.csv", []byte(c.text)), c.lim)
			wantError(t, err, append(c.say, "appeals.csv")...)
		})
	}
}

func TestTheHeadOfATidyCSV(t *testing.T) {
	far := strings.Repeat("2025,Camden\n", 20_000)
	for _, c := range []struct {
		what, text string
		want       CSVHead
	}{
		{"plain", "time_period,LA_Name\n2025,Camden\n", CSVHead{Columns: []string{"time_period", "la_name"}, Encoding: "utf-8"}},
		{"a byte order mark and CRLF", "\ufefftime_period,la_name\r\n", CSVHead{Columns: []string{"time_period", "la_name"}, BOM: true, Encoding: "utf-8"}},
		{"an unnamed first column", "\"\",\"time_period\"\n\"1\",\"2025\"\n", CSVHead{Columns: []string{"", "time_period"}, Encoding: "utf-8"}},
		{"duplicates, and names with blanks around", " A ,a,b \n", CSVHead{Columns: []string{"a", "a", "b"}, Encoding: "utf-8"}},
		{"windows-1252 in the last line", "time_period,la_name\n" + far + "2025,St\x96Helens\n", CSVHead{Columns: []string{"time_period", "la_name"}, Encoding: "windows-1252"}},
		{"windows-1252 in the last byte", "time_period,la_name\n" + far + "2025,Caf\xe9", CSVHead{Columns: []string{"time_period", "la_name"}, Encoding: "windows-1252"}},
		{"UTF-8 across the pieces that are looked at", "name\n" + strings.Repeat("é–\n", 40_000), CSVHead{Columns: []string{"name"}, Encoding: "utf-8"}},
		{"a header in windows-1252", "cost (\xa3)\n1\n", CSVHead{Columns: []string{"cost (£)"}, Encoding: "windows-1252"}},
		{"a header alone", "a,b", CSVHead{Columns: []string{"a", "b"}, Encoding: "utf-8"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			head, err := ReadCSVHead(written(t, "tidy.csv", []byte(c.text)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, head); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, err := ReadCSVHead(written(t, "tidy.csv", nil))
	wantError(t, err, "tidy.csv is empty", "download it again")
	_, err = ReadCSVHead(written(t, "tidy.csv", []byte(`a,"b`)))
	wantError(t, err, "tidy.csv, row 1", "quotation mark")
}

func TestACSVIsCopiedAsUTF8(t *testing.T) {
	dst := filepath.Join(t.TempDir(), "utf8.csv")
	for _, c := range []struct{ what, from, want string }{
		{"windows-1252", "a,2014\x962024\r\n\x80,\x92\n", "a,2014–2024\r\n€,’\n"},
		{"UTF-8", "a,2014–2024\r\n", "a,2014–2024\r\n"},
		{"a byte order mark", "\ufeffa,b\n", "a,b\n"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if err := ToUTF8(written(t, "from.csv", []byte(c.from)), dst); err != nil {
				t.Fatal(err)
			}
			if got, _ := os.ReadFile(dst); string(got) != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	wantError(t, ToUTF8(written(t, "from.csv", []byte("a\x96")), t.TempDir()), "from.csv")
}
