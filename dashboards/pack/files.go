package pack

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	"inclusion/dashboards/export"
)

// Tables lists the pack's tables: those of its parts, and for each part with words one of what stands in words.
func (p Pack) Tables() (all []export.Table) {
	for _, part := range p.Parts {
		words := &Table{Name: fmt.Sprintf("%d In words", part.Number), About: part.Title + ": what stands in words", Columns: []string{"About", "Words", "Written on"}}
		for _, b := range part.Blocks {
			switch {
			case b.Table != nil:
				sheet := b.Table.sheet()
				if sheet.About == "" {
					sheet.About = part.Title
				}
				all = append(all, sheet)
			case b.Own != "":
				words.Rows = append(words.Rows, []Cell{lines(b.Heading), lines(b.Own), lines(b.OwnOn)})
			default:
				words.Rows = append(words.Rows, []Cell{lines(b.Heading), lines(strings.Join(b.Text, "\n\n")), lines("with the version")})
			}
		}
		if len(words.Rows) > 0 {
			all = append(all, words.sheet())
		}
	}
	return all
}

// Title is the pack's name.
func (p Pack) Title() string {
	return fmt.Sprintf("Engagement pack of %s, version %d", p.Version.Name, p.Version.Number)
}

// Book is the pack as a workbook: a cover, and one table a sheet.
func (p Pack) Book() export.Book {
	return export.Book{Title: p.Title(), Sample: p.Sample, Made: p.Version.At, Notes: p.notes(), Tables: p.Tables()}
}

func (p Pack) notes() []export.Note {
	f := p.Version.Framework
	return []export.Note{{Term: "What it is", Text: "A self-evaluation, for discussion at the engagement meeting."}, {Term: "Partnership", Text: p.Version.Name},
		{Term: "Version", Text: fmt.Sprintf("%d, agreed %s, of %s", p.Version.Number, p.Agreed(), p.Version.Cycle)}, {Term: "SHA-256", Text: p.Version.SHA256},
		{Term: "Framework", Text: fmt.Sprintf("%s %s, this project’s own: not of the Department for Education, Ofsted or the Care Quality Commission", f.Framework, f.Version)},
		{Term: "Blanks", Text: NotProvided + " stands where the partnership has written nothing."}, {Term: "Licence", Text: licence(p.Sample)}}
}

// File is the name of the pack's files, without what tells their kind.
func (p Pack) File() string {
	return fmt.Sprintf("engagement-pack-%s-version-%d", p.Version.Partnership, p.Version.Number)
}

// WriteZIP writes the pack as a ZIP: a CSV file for each table, and README.txt, which says what they are. The same pack makes the same
// bytes.
func (p Pack) WriteZIP(w io.Writer) error {
	z := zip.NewWriter(w)
	var readme strings.Builder
	book := p.Book()
	fmt.Fprintf(&readme, "%s\r\n\r\n", book.Title)
	if book.Sample {
		fmt.Fprintf(&readme, "%s\r\n\r\n", export.InventedNotice)
	}
	for _, n := range book.Notes {
		fmt.Fprintf(&readme, "%s: %s\r\n", n.Term, n.Text)
	}
	readme.WriteString("\r\nFiles (UTF-8, comma, one table each; words that begin with a sign of a formula have an apostrophe before them):\r\n")
	for _, t := range book.Tables {
		name := fileName(t.Name)
		fmt.Fprintf(&readme, "%s: %s\r\n", name, t.About)
		file, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.Version.At.UTC()})
		if err != nil {
			return fmt.Errorf("packing %s: %w", name, err)
		}
		one := book
		one.Title, one.Tables = book.Title+": "+t.About, []export.Table{t}
		if err := export.WriteCSV(file, one); err != nil {
			return err
		}
	}
	file, err := z.CreateHeader(&zip.FileHeader{Name: "README.txt", Method: zip.Deflate, Modified: p.Version.At.UTC()})
	if err != nil {
		return fmt.Errorf("packing README.txt: %w", err)
	}
	if _, err := io.WriteString(file, readme.String()); err != nil {
		return fmt.Errorf("packing README.txt: %w", err)
	}
	return z.Close()
}

// fileName is a table's file: "05-council-education.csv". Numbers are of two digits, so that files stand in the order of the parts.
func fileName(sheet string) string {
	number, rest, _ := strings.Cut(sheet, " ")
	if len(number) < 2 {
		number = "0" + number
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return ' '
	}, strings.ToLower(rest))
	return number + "-" + strings.Join(strings.Fields(name), "-") + ".csv"
}
