package returns

// Pace is how the running year stands: counts of what is open and what is due, and what the year's figure is likely to be.
type Pace struct {
	AsAt     string    `json:"as_at"`
	Series   []Series  `json:"series"`
	Forecast *Forecast `json:"forecast,omitempty"`
	// NoForecast says in a sentence why there is none: the year is over, or too few cases.
	NoForecast string `json:"no_forecast,omitempty"`
}

// Series is a set of counts that add up to their total: open requests by week reached, decisions due by week.
type Series struct {
	Name  string  `json:"name"` // "open-requests", "open-assessments", "oldest", "due-decisions", "due-plans", "due-reviews", "due-phase-transfers"
	Parts []Part  `json:"parts"`
	Total Cell    `json:"total"`
	Extra float64 `json:"extra,omitempty"` // cases that have no date, so that no part can hold them
}

// Part is one count of a series.
type Part struct {
	From int  `json:"from"` // first week, and last: since the request, or from the day the file speaks of; To is -1 when open
	To   int  `json:"to"`
	Cell Cell `json:"cell"`
}

// Forecast is the year's share of plans issued in 20 weeks, exceptions left out (indicator S01), as it stands and as it is likely to end.
type Forecast struct {
	Year        int     `json:"year"`
	IssuedSoFar int     `json:"issued_so_far"` // without exceptions
	OnTimeSoFar int     `json:"on_time_so_far"`
	IssuedByEnd float64 `json:"issued_by_end"` // expected
	OnTimeByEnd float64 `json:"on_time_by_end"`
	Percent     float64 `json:"percent"` // the middle of the forecast
	Lower       float64 `json:"lower"`   // of the interval that holds the year's figure eight times in ten
	Upper       float64 `json:"upper"`
	Level       int     `json:"level"` // 80
	Best        float64 `json:"best"`  // the figure if every open case that still can be were issued on time
	Worst       float64 `json:"worst"` // the figure if no further plan came on time
}
