package plan

// Figures is what was published of a partnership's area at one moment: by indicator, and by theme. Versions keep the figures they
// were made with.
type Figures struct {
	Area       string            `json:"area"`
	Warehouse  string            `json:"warehouse"`  // which build of the published data
	Values     map[string]Figure `json:"values"`     // the newest of each indicator
	Signals    map[string]Signal `json:"signals"`    // by theme
	Neighbours []string          `json:"neighbours"` // codes of the similar areas that means were taken over
}

// Figure is one published value beside what it is compared with.
type Figure struct {
	Indicator   string     `json:"indicator"`
	Name        string     `json:"name"` // short
	Unit        string     `json:"unit"`
	Type        string     `json:"type"`     // legal, scored, context
	Polarity    string     `json:"polarity"` // higher, lower, none
	Period      string     `json:"period"`
	Numerator   *float64   `json:"numerator"`
	Denominator *float64   `json:"denominator"`
	Value       *float64   `json:"value"`
	Status      string     `json:"status"` // why there is no value, or "ok"
	Symbol      string     `json:"symbol"`
	Lower       *float64   `json:"lower"`
	Upper       *float64   `json:"upper"`
	England     *float64   `json:"england"`
	Region      *float64   `json:"region"`
	Neighbours  *float64   `json:"neighbours"`
	NeighboursN int64      `json:"neighbours_n"`
	Quartiles   []*float64 `json:"quartiles"` // 0, 25, 50, 75, 100
	Rank        *int64     `json:"rank"`
	RankedOf    *int64     `json:"ranked_of"`
	Band        int        `json:"band"`     // 4 is the better quarter; 0 for none
	Standing    string     `json:"standing"` // of a legal standard: "not met in most cases"; see benchmark.Legal
	Trend       string     `json:"trend"`    // benchmark.Movement since the period before
	Edition     string     `json:"edition"`  // id of the edition
	Source      string     `json:"source"`   // title of the publication
	Release     string     `json:"release"`
	Released    Day        `json:"released"`
	SHA256      string     `json:"sha256"`  // of the published file
	History     []Point    `json:"history"` // up to five periods, oldest first, this one last
}

// Point is one period of a figure's history.
type Point struct {
	Period  string   `json:"period"`
	Value   *float64 `json:"value"`
	Status  string   `json:"status"`
	England *float64 `json:"england"`
	Breaks  bool     `json:"breaks"` // not comparable with what went before
}

// Signal is a theme's data signal: see warehouse.Signal.
type Signal struct {
	State     string `json:"state"`
	Level     int    `json:"level"`
	Available int    `json:"available"`
	Of        int    `json:"of"`
	Bands     []int  `json:"bands"`
	Newest    string `json:"newest"`
	Oldest    string `json:"oldest"`
	// Items maps each item of the theme's scored set to its quarter, 0 where it has none.
	Items map[string]int `json:"items"`
}
