package warehouse

import (
	"context"
	"database/sql"
)

// Groups of pupils by the help they have, as the publisher's tables name them.
const (
	NoSEN      = "No SEN"
	SENSupport = "SEN support"
	EHCPlan    = "EHC plan"
)

// GroupRate is one group's rate in a measure: what is counted, out of how many, and the rate of 100 as published. A count that is
// not published is nil, while its rate may well be there.
type GroupRate struct {
	Part, Whole, Rate *float64
	Status            string // why there is no rate
	Symbol            string // printed in place of the count
	Edition           *string
}

// Gap is one measure of an area in one period for pupils without special educational needs (SEN), with SEN support and with a plan.
type Gap struct {
	Measure, AreaCode, Period string
	Groups                    map[string]GroupRate // by NoSEN, SENSupport, EHCPlan
}

// Gaps reads the measures in which pupils with and without SEN can be compared, of an area and of the country, every period, oldest
// first within a measure. Suspensions and exclusions are of terms and of years; absence is of whole years.
func Gaps(ctx context.Context, db Reader, area string) ([]Gap, error) {
	var all []Gap
	err := read(ctx, db, "gaps", func(rows *sql.Rows) error {
		var g Gap
		var group string
		var r GroupRate
		if err := rows.Scan(&g.Measure, &g.AreaCode, &g.Period, &group, &r.Part, &r.Whole, &r.Rate, &r.Status, &r.Symbol, &r.Edition); err != nil {
			return err
		}
		if n := len(all); n == 0 || all[n-1].Measure != g.Measure || all[n-1].AreaCode != g.AreaCode || all[n-1].Period != g.Period {
			g.Groups = map[string]GroupRate{}
			all = append(all, g)
		}
		all[len(all)-1].Groups[group] = r
		return nil
	}, sql.Named("area", area))
	return all, err
}

// Who placed the pupils that a Placed counts, and the reasons schools give.
const (
	PlacedBySchool    = "school"
	PlacedByAuthority = "authority"
	PlacedReason      = "reason"
)

// Placed is how many were in one kind of alternative provision in January: pupils placed by schools, or for one of the schools'
// reasons, or placements that the authority pays for.
type Placed struct {
	By, AreaCode, Period, Kind string
	Number                     *float64
	Status                     string
	Edition                    *string
}

// TotalPlaced is the kind of a Placed that counts all kinds.
const TotalPlaced = "total"

// APSettings reads the kinds of alternative provision an area and the country used in the newest January of each count.
func APSettings(ctx context.Context, db Reader, area string) ([]Placed, error) {
	var all []Placed
	err := read(ctx, db, "ap_settings", func(rows *sql.Rows) error {
		var p Placed
		err := rows.Scan(&p.By, &p.AreaCode, &p.Period, &p.Kind, &p.Number, &p.Status, &p.Edition)
		all = append(all, p)
		return err
	}, sql.Named("area", area))
	return all, err
}
