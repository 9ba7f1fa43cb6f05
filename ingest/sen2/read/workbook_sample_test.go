package read

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"inclusion/ingest/sen2"
)

// sheetRows are the tables of a workbook: each row begins with the number of the person and of the request.
func sheetRows(people []piece, value func(sen2.Field, string) any) map[sen2.Group][][]any {
	all := map[sen2.Group][][]any{}
	requests := 0
	var add func(p piece, person int)
	add = func(p piece, person int) {
		if p.group == sen2.Requests {
			requests++
		}
		row := []any{person}
		if p.group != sen2.People {
			row = append(row, requests)
		}
		for _, f := range sen2.FieldsOf(p.group) {
			row = append(row, value(f, p.values[f]))
		}
		all[p.group] = append(all[p.group], row)
		for _, child := range p.pieces {
			add(child, person)
		}
	}
	for i, p := range people {
		add(p, i+1)
	}
	return all
}

// publicLabels are labels of the template as public code that reads templates writes them, where the product calls a field otherwise.
var publicLabels = map[sen2.Field]string{
	sen2.Collection: "Collection Name", sen2.LEA: "LA Number", sen2.SerialNo: "Serial Number", sen2.DateTime: "Date & Time \n(ccyy-mm-ddThh:mm:ss)",
	sen2.PersonBirthDate: "Date of Birth \n(ccyy-mm-dd)", sen2.PostCode: "Post Code", sen2.UPNField: "UPN - Unique Pupil Number",
	sen2.ULNField: "ULN - Young Persons Unique Learner Number", sen2.UPNunknown: "UPN and ULN unavailable – Reason",
	sen2.RYA:     "Initial Request Whilst In RYA",
	sen2.PlanURN: "URN - Unique Reference Number", sen2.PlanUKPRN: "UKPRN - UK Provider Reference Number",
	sen2.PlanSetting: "SEN Setting – Establishment type", sen2.PlanRank: "Placement Rank (1=Primary, 2=Secondary)",
	sen2.PlacementURN: "URN - Unique Reference Number", sen2.PlacementUKPRN: "UKPRN - UK Provider Reference Number",
	sen2.PlacementRank: "Placement Rank (1=Primary, 2=Secondary)", sen2.EntryDate: "Placement Start Date", sen2.LeavingDate: "Placement Leaving Date",
	sen2.SENtype: "SEN Type of Need", sen2.SENtypeRank: "SEN Type of Need rank  (1=Primary, 2=Secondary)",
	sen2.ReviewMeeting: "Annual Review Meeting Date", sen2.LastReview: "EHC Plan Review Decisions Date", sen2.ReviewOutcome: "Annual Review Decision",
}

func publicLabel(f sen2.Field) string {
	if label, other := publicLabels[f]; other {
		return label
	}
	return f.About().Label
}

// asTemplate writes the data entry template: dates as days of the spreadsheet, yes and no as numbers.
func asTemplate(t testing.TB, people []piece) []byte {
	t.Helper()
	return saved(t, func(book *excelize.File) {
		mustDo(t, book.SetSheetName("Sheet1", "Guidance"))
		_, err := book.NewSheet("Data Entry Template ")
		mustDo(t, err)
		w, err := book.NewStreamWriter("Data Entry Template ")
		mustDo(t, err)
		at := 2
		write := func(row []any) {
			mustDo(t, w.SetRow(fmt.Sprintf("A%d", at), row))
			at++
		}
		write([]any{"Header Record"})
		header, values := []any{"Record Type"}, []any{"0"}
		for _, f := range append(sen2.FieldsOf(sen2.Details), sen2.FieldsOf(sen2.Source)...) {
			header, values = append(header, publicLabel(f)), append(values, spreadsheetValue(f, inventedHeader[f]))
		}
		write(header)
		write(values)
		rows := sheetRows(people, spreadsheetValue)
		for _, g := range tablesOfPeople {
			at += 2
			write([]any{g.About().Title})
			labels := []any{"Record Type", "LA\n(From Header Record)", "Person ID\n\n(This must match)"}
			if g != sen2.People {
				labels = append(labels, "Requests record ID\n\n(This must match)")
			}
			for _, f := range sen2.FieldsOf(g) {
				labels = append(labels, publicLabel(f))
			}
			write(labels)
			for _, row := range rows[g] {
				write(append([]any{int(g), "999"}, row...))
			}
			write([]any{int(g), "999"}) // a row in which only the formulas are filled in
		}
		mustDo(t, w.Flush())
	})
}

// spreadsheetValue is a value as a spreadsheet holds it.
func spreadsheetValue(f sen2.Field, value string) any {
	switch {
	case value == "":
		return nil
	case f.About().Kind == sen2.Dates:
		at, err := time.Parse(time.DateOnly, value)
		if err != nil {
			panic(err)
		}
		return at.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	case f.About().Kind == sen2.YesNo:
		return value + ".0"
	case f.About().Kind == sen2.Digits && f != sen2.SerialNo:
		n, err := strconv.Atoi(value)
		if err != nil {
			panic(err)
		}
		return n
	}
	return value
}

// asWorkbook writes a sheet a table, with dates as text, and a header's sheet.
func asWorkbook(t testing.TB, people []piece) []byte {
	t.Helper()
	return saved(t, func(book *excelize.File) {
		asText := func(_ sen2.Field, value string) any { return value }
		rows := sheetRows(people, asText)
		header, values := []any{}, []any{}
		for _, f := range append(sen2.FieldsOf(sen2.Details), sen2.FieldsOf(sen2.Source)...) {
			header, values = append(header, strings.ToLower(f.About().Name)), append(values, inventedHeader[f])
		}
		mustDo(t, book.SetSheetName("Sheet1", "Header"))
		mustDo(t, book.SetSheetRow("Header", "A1", &header))
		mustDo(t, book.SetSheetRow("Header", "A2", &values))
		for _, g := range tablesOfPeople {
			sheet := g.About().Sheet
			_, err := book.NewSheet(sheet)
			mustDo(t, err)
			names := []any{"persontableid"}
			if g != sen2.People {
				names = append(names, "requeststableid")
			}
			for _, f := range sen2.FieldsOf(g) {
				name := strings.ToLower(f.About().Name)
				if f == sen2.RequestSource {
					name = "rquestsource"
				}
				names = append(names, name)
			}
			mustDo(t, book.SetSheetRow(sheet, "A1", &names))
			for i, row := range rows[g] {
				mustDo(t, book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+2), &row))
			}
		}
	})
}

func saved(t testing.TB, fill func(*excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	fill(book)
	var out bytes.Buffer
	mustDo(t, book.Write(&out))
	mustDo(t, book.Close())
	return out.Bytes()
}
