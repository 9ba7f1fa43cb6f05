package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// States of a theme's data signal for one area. They are those of benchmark.Signal and two that only a warehouse can tell.
const (
	SignalFull    = "signal"         // three figures at least, and six in ten of the set
	SignalPartial = "partial"        // some figures, too few for a signal
	SignalNone    = "no public data" // no figure of the set is published
	SignalTooFew  = "too few"        // figures, and none rests on enough to be compared
	SignalLeftOut = "left out"       // the area is left out of comparisons
)

// Signal is what published figures say of one theme in one area.
type Signal struct {
	AreaCode, Theme string // Theme is T1 to T10
	State           string
	Level           int    // 1 to 4, 4 the better; 0 unless State is SignalFull
	Available       int    // items of the set that have a quarter
	Published       int    // items of the set that are published as numbers
	Of              int    // items of the set
	Bands           []int  // the quarters there are, lowest first
	Newest, Oldest  string // periods of the figures that have a quarter; empty when none has
}

// Signals reads the data signals of areas, in the order of the register and of the themes; no areas means all that are there now.
// Regions and the country have none. Quarters are of the areas that are compared by default.
func Signals(ctx context.Context, db Reader, areas []string) ([]Signal, error) {
	var all []Signal
	err := read(ctx, db, "signals", func(rows *sql.Rows) error {
		var s Signal
		var bands string
		if err := rows.Scan(&s.AreaCode, &s.Theme, &s.State, &s.Level, &s.Available, &s.Published, &s.Of, &bands, &s.Newest, &s.Oldest); err != nil {
			return err
		}
		for _, text := range strings.Fields(bands) {
			band, err := strconv.Atoi(text)
			if err != nil {
				return fmt.Errorf("a quarter of %s in %s: %w", s.Theme, s.AreaCode, err)
			}
			s.Bands = append(s.Bands, band)
		}
		all = append(all, s)
		return nil
	}, sql.Named("areas", orNull(strings.Join(areas, " "))))
	return all, err
}

// Statuses of a part of a signal, beside those of a value that is not published.
const (
	PartCompared  = "compared"   // it has a quarter
	PartTooFew    = "too few"    // a number that rests on too few to be compared
	PartLeftOut   = "left out"   // a number of an area that is left out of comparisons
	PartNoFigures = "no figures" // nothing that is loaded fills the item
)

// SignalPart is one indicator's part in a theme's signal, or an item that no indicator fills.
type SignalPart struct {
	Theme, Item string
	Indicator   string // empty where nothing fills the item
	Period      string // the newest of the indicator; empty where it has no figures at all
	Band        int    // 1 to 4, 4 the better quarter; 0 for none
	Status      string
	Optional    bool // beside the set
}

// SignalParts reads what an area's signals are made of, in the order of the themes and their items.
func SignalParts(ctx context.Context, db Reader, area string) ([]SignalPart, error) {
	var all []SignalPart
	err := read(ctx, db, "signal_parts", func(rows *sql.Rows) error {
		var p SignalPart
		err := rows.Scan(&p.Theme, &p.Item, &p.Indicator, &p.Period, &p.Band, &p.Status, &p.Optional)
		all = append(all, p)
		return err
	}, sql.Named("area", area))
	return all, err
}

// DataQuality is how much of an area's core figures, those that signals are made of, is published as numbers.
type DataQuality struct {
	AreaCode string
	Due      int // core figures of the newest periods that apply to the area
	Numbers  int // of them, published as numbers
	Sources  []SourceQuality
}

// SourceQuality is the part of one source in an area's data quality.
type SourceQuality struct {
	ID, Title    string
	Due, Numbers int
	Newest       string     // the newest period with a number for the area; empty when there is none
	NewestDay    *time.Time // its last day
}

// Months is how many whole months lie between the last day of the newest figure and a day; ok is false where there is no figure.
func (s SourceQuality) Months(at time.Time) (months int, ok bool) {
	if s.NewestDay == nil {
		return 0, false
	}
	from := s.NewestDay.AddDate(0, 0, 1) // a period is over on the day after its last
	months = 12*(at.Year()-from.Year()) + int(at.Month()-from.Month())
	if at.Day() < from.Day() {
		months--
	}
	return max(0, months), true
}

// DataQualities reads the data quality of areas, in the order of the register; no areas means all that are there now.
func DataQualities(ctx context.Context, db Reader, areas []string) ([]DataQuality, error) {
	var all []DataQuality
	err := read(ctx, db, "data_qualities", func(rows *sql.Rows) error {
		var code string
		var s SourceQuality
		if err := rows.Scan(&code, &s.ID, &s.Title, &s.Due, &s.Numbers, &s.Newest, &s.NewestDay); err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].AreaCode != code {
			all = append(all, DataQuality{AreaCode: code})
		}
		q := &all[len(all)-1]
		q.Due, q.Numbers, q.Sources = q.Due+s.Due, q.Numbers+s.Numbers, append(q.Sources, s)
		return nil
	}, sql.Named("areas", orNull(strings.Join(areas, " "))))
	return all, err
}
