package sen2

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Columns of the register's file "edubasealldata", by their small letters. Those of provision may be missing.
const (
	urnColumn = iota
	typeColumn
	statusColumn
	closeColumn
	provisionColumn
	unitColumn
	resourcedColumn
	registerColumns
	neededColumns = provisionColumn
)

var registerHeader = [registerColumns]string{
	urnColumn: "URN", typeColumn: "TypeOfEstablishment (name)", statusColumn: "EstablishmentStatus (name)", closeColumn: "CloseDate",
	provisionColumn: "TypeOfResourcedProvision (name)", unitColumn: "SenUnitOnRoll", resourcedColumn: "ResourcedProvisionOnRoll",
}

// mostEstablishments bounds what a file can make the program hold; the register has about 50,000.
const mostEstablishments = 1_000_000

// ReadEstablishments reads the register of establishments as its publisher offers it for download: a CSV file with a row for each
// establishment, open or closed, of which the columns may stand in any order. The columns that are used hold plain letters and digits, so
// the encoding of names does not matter.
func ReadEstablishments(from io.Reader) (Establishments, error) {
	rows := csv.NewReader(withoutMark(from))
	rows.ReuseRecord = true
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the register of establishments is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("the register of establishments is not a CSV file that can be read: %w", err)
	}
	at, err := registerPlaces(header)
	if err != nil {
		return nil, err
	}
	all := Establishments{}
	types := map[string]string{}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("the register of establishments: %w", err)
		}
		line, _ := rows.FieldPos(0)
		if err := all.add(row, &at, types); err != nil {
			return nil, fmt.Errorf("the register of establishments, line %d: %w", line, err)
		}
	}
	if len(all) == 0 {
		return nil, errors.New("the register of establishments has a header and no establishment")
	}
	return all, nil
}

// withoutMark passes over the mark that some programs put before UTF-8.
func withoutMark(from io.Reader) io.Reader {
	b := bufio.NewReaderSize(from, 64<<10)
	if start, err := b.Peek(3); err == nil && bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3) // they were just seen
	}
	return b
}

// registerPlaces finds the columns, -1 for one that is missing and may be.
func registerPlaces(header []string) (at [registerColumns]int, err error) {
	var missing []string
	for c, name := range registerHeader {
		at[c] = -1
		for i, h := range header {
			if strings.EqualFold(strings.TrimSpace(h), name) {
				at[c] = i
				break
			}
		}
		if at[c] < 0 && c < neededColumns {
			missing = append(missing, fmt.Sprintf("%q", name))
		}
	}
	if len(missing) > 0 {
		return at, fmt.Errorf("this is not the register of establishments (the file edubasealldata): it has no column %s", strings.Join(missing, ", "))
	}
	return at, nil
}

// add takes one row.
func (e Establishments) add(row []string, at *[registerColumns]int, types map[string]string) error {
	field := func(c int) string {
		if at[c] < 0 || at[c] >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[at[c]])
	}
	urn := number([]byte(field(urnColumn)))
	if text := field(urnColumn); len(text) == 0 || len(text) > 6 || urn <= 0 {
		return errors.New("the URN is not a number of at most six digits")
	}
	if _, twice := e[uint32(urn)]; twice {
		return fmt.Errorf("URN %d is there twice", urn)
	}
	if len(e) == mostEstablishments {
		return fmt.Errorf("it has more than %d establishments", mostEstablishments)
	}
	name, known := types[field(typeColumn)]
	if !known {
		name = strings.Clone(field(typeColumn))
		types[name] = name
	}
	one := Establishment{Type: name, Kind: KindOf(name)}
	one.ProvidesFE = one.Kind == GeneralFE || one.Kind == SpecialistPost16
	if strings.EqualFold(field(statusColumn), "Closed") {
		one.Closed = parseRegisterDate(field(closeColumn))
	}
	provision := strings.ToLower(field(provisionColumn))
	one.Unit = strings.Contains(provision, "sen unit") || number([]byte(field(unitColumn))) > 0
	one.Resourced = strings.Contains(provision, "resourced provision") || number([]byte(field(resourcedColumn))) > 0
	e[uint32(urn)] = one
	return nil
}

// parseRegisterDate reads DD-MM-YYYY, or with strokes.
func parseRegisterDate(text string) Date {
	if len(text) != 10 || text[2] != text[5] || text[2] != '-' && text[2] != '/' {
		return BadDate
	}
	return Day(number([]byte(text[6:10])), number([]byte(text[3:5])), number([]byte(text[0:2])))
}
