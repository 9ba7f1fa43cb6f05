package page

// routes are the pages that read the warehouse, by path.
func (p *Pages) routes() map[string]pageHandler {
	return map[string]pageHandler{
		"/":                             p.home,
		"/areas":                        p.areasPage,
		"/areas/{code}":                 p.overview,
		"/areas/{code}/indicators/{id}": p.areaIndicator,
		"/areas/{code}/money":           p.money,
		"/areas/{code}/redress":         p.redress,
		"/areas/{code}/inspection":      p.inspection,
		"/areas/{code}/money/spending.{file:csv|xlsx|svg|png}":  p.spendingFile,
		"/areas/{code}/redress/appeals.{file:csv|xlsx|svg|png}": p.appealsFile,
		"/areas/{code}/inclusion":                               p.inclusion,
		"/areas/{code}/needs":                                   p.needs,
		"/areas/{code}/similar":                                 p.similar,
		"/areas/{code}/similar.{file:csv|xlsx}":                 p.similar,
		"/areas/{code}/changes":                                 p.changes,
		"/areas/{code}/changes.atom":                            p.changesFeed,
		"/next":                                                 p.next,
		"/areas/{code}/themes":                                  p.themesPage,
		"/indicators":                                           p.indicatorsPage,
		"/indicators/{id}/movers":                               p.moversPage,
		"/indicators/{id}/movers.{file:csv|xlsx}":               p.moversPage,
		"/map":                             p.mapPage,
		"/map.{file:csv|xlsx|svg|png}":     p.mapPage,
		"/indicators/{id}":                 p.indicatorPage,
		"/compare":                         p.compare,
		"/compare.{file:csv|xlsx|svg|png}": p.compare,
		"/expert-partnerships":             p.expertPartnerships,
		"/expert-partnerships/{id}":        p.partnership,
		"/data":                            p.dataPage,
		"/data/editions/{id}":              p.editionPage,
		"/about":                           p.about,
	}
}
