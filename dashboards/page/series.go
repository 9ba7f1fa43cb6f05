package page

import (
	"inclusion/internal/compare"
	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// series are periods of one kind, oldest first, that may stand on one line.
type series = compare.Series

// seriesTitles are the kinds of periods in words, by key.
var seriesTitles = compare.SeriesTitles

// seriesOf sorts an indicator's periods into series, whole years first.
func seriesOf(in indicator.Indicator, periods []warehouse.IndicatorPeriod) []series {
	return compare.SeriesOf(in, periods)
}

// seriesKey is the key of the series that a period belongs to.
func seriesKey(in indicator.Indicator, period string) string { return compare.SeriesKey(in, period) }

// newestSeries is the series whose newest figures are newest.
func newestSeries(all []series) series { return compare.NewestSeries(all) }
