package indicator

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	statements "inclusion/sql"
)

// Reader is a warehouse being read.
type Reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Query asks for the values of one indicator. An empty Area or Period means all of them.
type Query struct {
	Indicator, Area, Period, Pool string
}

// ErrUnknown is returned for an indicator that the catalogue does not have.
var ErrUnknown = errors.New("no such indicator")

// Row is one value beside what it is compared with. A number that is not there is nil, and Status says why.
type Row struct {
	Indicator   string   `json:"indicator"`
	AreaCode    string   `json:"area_code"`
	AreaName    string   `json:"area_name"`
	Period      string   `json:"period"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Value       *float64 `json:"value"` // at the publisher's precision
	Status      string   `json:"status"`
	Lower       *float64 `json:"lower"` // 95% interval
	Upper       *float64 `json:"upper"`
	England     *float64 `json:"england"`
	Region      *float64 `json:"region"`
	Neighbours  *float64 `json:"neighbours"` // mean of the statistical neighbours' values
	NeighboursN int64    `json:"neighbours_n"`
	Rank        *int64   `json:"rank"`
	NRanked     *int64   `json:"n_ranked"`
	Band        *int64   `json:"band"` // 4 is the better quarter
	Q0          *float64 `json:"q0"`
	Q25         *float64 `json:"q25"`
	Q50         *float64 `json:"q50"`
	Q75         *float64 `json:"q75"`
	Q100        *float64 `json:"q100"`
	Edition     *string  `json:"edition"`
}

// Columns are the names of a row's cells, in the order they are printed.
var Columns = []string{"indicator", "area_code", "area_name", "period", "numerator", "denominator", "value", "status", "lower", "upper",
	"england", "region", "neighbours", "neighbours_n", "rank", "n_ranked", "band", "q0", "q25", "q50", "q75", "q100", "edition"}

// Rows reads an indicator's values, oldest period first and areas in the register's order.
func Rows(ctx context.Context, db Reader, q Query) ([]Row, error) {
	if _, err := ByID(q.Indicator); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, statements.Text("reading/values"), sql.Named("indicator", q.Indicator), sql.Named("pool", q.Pool),
		sql.Named("area", optional(q.Area)), sql.Named("period", optional(q.Period)))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", q.Indicator, err)
	}
	defer rows.Close()
	var all []Row
	for rows.Next() {
		var r Row
		if err := rows.Scan(&r.Indicator, &r.AreaCode, &r.AreaName, &r.Period, &r.Numerator, &r.Denominator, &r.Value, &r.Status, &r.Lower, &r.Upper,
			&r.England, &r.Region, &r.Neighbours, &r.NeighboursN, &r.Rank, &r.NRanked, &r.Band, &r.Q0, &r.Q25, &r.Q50, &r.Q75, &r.Q100, &r.Edition); err != nil {
			return nil, fmt.Errorf("reading %s: %w", q.Indicator, err)
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

func optional(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// ByID finds an indicator of the catalogue.
func ByID(id string) (Indicator, error) {
	all, err := Catalogue()
	if err != nil {
		return Indicator{}, err
	}
	for _, in := range all {
		if in.ID == id {
			return in, nil
		}
	}
	return Indicator{}, fmt.Errorf("%w: %q is not in the catalogue", ErrUnknown, id)
}

// WriteJSON prints rows as a JSON list.
func WriteJSON(w io.Writer, rows []Row) error {
	if rows == nil {
		rows = []Row{}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(rows)
}

// WriteCSV prints rows under their column names. A missing number is an empty cell beside its status.
func WriteCSV(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns); err != nil {
		return err
	}
	for _, r := range rows {
		if err := out.Write(r.cells()); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (r Row) cells() []string {
	edition := ""
	if r.Edition != nil {
		edition = *r.Edition
	}
	return []string{r.Indicator, r.AreaCode, r.AreaName, r.Period, decimal(r.Numerator), decimal(r.Denominator), decimal(r.Value), r.Status,
		decimal(r.Lower), decimal(r.Upper), decimal(r.England), decimal(r.Region), decimal(r.Neighbours), strconv.FormatInt(r.NeighboursN, 10),
		whole(r.Rank), whole(r.NRanked), whole(r.Band), decimal(r.Q0), decimal(r.Q25), decimal(r.Q50), decimal(r.Q75), decimal(r.Q100), edition}
}

func decimal(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

func whole(x *int64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatInt(*x, 10)
}
