package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// drawnSeries is one series of a chart as Excel reads it.
type drawnSeries struct {
	Name       string `xml:"tx>strRef>f"`
	Categories string `xml:"cat>strRef>f"`
	Values     string `xml:"val>numRef>f"`
	Inner      string `xml:",innerxml"`
}

type drawnChart struct {
	Lines  []drawnSeries `xml:"chart>plotArea>lineChart>ser"`
	Bars   []drawnSeries `xml:"chart>plotArea>barChart>ser"`
	Blanks struct {
		Val string `xml:"val,attr"`
	} `xml:"chart>dispBlanksAs"`
	Inner string `xml:",innerxml"`
}

// part reads one file of a spreadsheet.
func part(t *testing.T, book []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func charted(kind ChartKind) Book {
	b := book(true)
	b.Tables = []Table{{Name: "Plans, on time", About: "Plans issued", Columns: []Column{{Label: "Period"}, {Label: "Alderbrook, before 2022"}, {Label: "Alderbrook, from 2022"}, {Label: "England"}},
		Rows: [][]Cell{{Text("2020"), Number(number(50)), {}, Number(number(48))}, {Text("2021"), {}, {}, Number(number(47))}, {Text("2022"), {}, Number(number(61.5)), Number(number(46))}},
		Chart: &Chart{Kind: kind, Title: "Plans issued in 20 weeks: 61.5% in 2022", X: "Year", Y: "Per cent",
			Series: []Series{{Column: 1, Colour: "#12436D", Width: 3}, {Column: 2, Colour: "#12436D", Width: 3}, {Column: 3, Colour: "#801650", Width: 1.5, Dashed: true}}}}}
	return b
}

func written(t *testing.T, b Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteXLSX(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func drawn(t *testing.T, file []byte) drawnChart {
	t.Helper()
	var c drawnChart
	if err := xml.Unmarshal(part(t, file, "xl/charts/chart1.xml"), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// The chart refers to cells, so what it shows is what stands in them: no copy that could differ.
func TestAChartDrawsTheCellsOfItsTable(t *testing.T) {
	file := written(t, charted(LineChart))
	c := drawn(t, file)
	var got [][3]string
	for _, s := range c.Lines {
		got = append(got, [3]string{s.Name, s.Categories, s.Values})
	}
	const sheet = "'Plans, on time'!"
	want := [][3]string{{sheet + "$B$1", sheet + "$A$2:$A$4", sheet + "$B$2:$B$4"}, {sheet + "$C$1", sheet + "$A$2:$A$4", sheet + "$C$2:$C$4"}, {sheet + "$D$1", sheet + "$A$2:$A$4", sheet + "$D$2:$D$4"}}
	if !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "Period", "B2": "50", "B3": "", "B4": "", "C2": "", "C4": "61.5", "D4": "46"} {
		if got, err := f.GetCellValue("Plans, on time", cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s holds %q (%v), want %q", cell, got, err, want)
		}
	}
	if merged, err := f.GetMergeCells("Plans, on time"); err != nil || len(merged) > 0 {
		t.Errorf("%d cells are merged (%v)", len(merged), err)
	}
	if cover, err := f.GetRows("About"); err != nil || cover[len(cover)-1][1] != "Plans, on time: Plans issued" {
		t.Errorf("the cover ends with %q (%v)", cover[len(cover)-1], err)
	}
}

func TestAMissingNumberIsAGapAndColoursAreTheHouses(t *testing.T) {
	file := written(t, charted(LineChart))
	c := drawn(t, file)
	if c.Blanks.Val != "gap" {
		t.Errorf("an empty cell is drawn as %q", c.Blanks.Val)
	}
	for i, want := range []string{"12436D", "12436D", "801650"} {
		if !strings.Contains(c.Lines[i].Inner, `val="`+want+`"`) {
			t.Errorf("series %d is not drawn in %s", i+1, want)
		}
		if dashed := strings.Contains(c.Lines[i].Inner, "prstDash"); dashed != (i == 2) {
			t.Errorf("series %d is dashed: %v", i+1, dashed)
		}
	}
	for _, want := range []string{"Plans issued in 20 weeks: 61.5% in 2022", ">Year<", ">Per cent<", `<min val="0"`} {
		if !strings.Contains(c.Inner, want) {
			t.Errorf("the chart lacks %s", want)
		}
	}
	drawing := string(part(t, file, "xl/drawings/drawing1.xml"))
	if alt := regexp.MustCompile(`descr="([^"]*)"`).FindStringSubmatch(drawing); alt == nil ||
		alt[1] != "Lines: Plans issued in 20 weeks: 61.5% in 2022. The numbers are in the table above, in the columns Alderbrook, before 2022; Alderbrook, from 2022; England." {
		t.Errorf("to whoever cannot see it the chart says %q", alt)
	}
	if !strings.Contains(drawing, "<xdr:row>6</xdr:row>") {
		t.Errorf("the chart does not stand beneath its table: %s", drawing)
	}
}

func TestKindsOfChart(t *testing.T) {
	for kind, want := range map[ChartKind][2]string{ColumnChart: {"col", "clustered"}, StackedChart: {"col", "stacked"}, BarChart: {"bar", "clustered"}} {
		c := drawn(t, written(t, charted(kind)))
		if len(c.Bars) != 3 || !strings.Contains(c.Inner, `<barDir val="`+want[0]+`"`) || !strings.Contains(c.Inner, `<grouping val="`+want[1]+`"`) {
			t.Errorf("kind %d has %d series and is not a %s chart of %s series", kind, len(c.Bars), want[0], want[1])
		}
	}
}

func TestAnAxisBeginsBelowZeroOnlyWhereANumberDoes(t *testing.T) {
	b := charted(LineChart)
	b.Tables[0].Rows[0][1] = Number(number(-2500))
	c := drawn(t, written(t, b))
	if strings.Contains(c.Inner, "<min ") {
		t.Error("a number below zero is cut off")
	}
	if !strings.Contains(c.Inner, `formatCode="#,##0"`) {
		t.Error("thousands are not told apart on the axis")
	}
}

func TestAChartOfWhatIsNotThereIsRefused(t *testing.T) {
	for want, spoil := range map[string]func(*Table){
		"draws column 9 of 4":  func(t *Table) { t.Chart.Series[0].Column = 8 },
		"has nothing to draw":  func(t *Table) { t.Rows = nil },
		"draws column 0 of 4":  func(t *Table) { t.Chart.Category = -1 },
		"has nothing to draw ": func(t *Table) { t.Chart.Series = nil },
	} {
		b := charted(LineChart)
		spoil(&b.Tables[0])
		if err := WriteXLSX(io.Discard, b); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(want)) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
