package page

// routes are the pages that read the warehouse, by path.
func (p *Pages) routes() map[string]pageHandler {
	return map[string]pageHandler{
		"/":                             p.home,
		"/areas":                        p.areasPage,
		"/areas/{code}":                 p.overview,
		"/areas/{code}/indicators/{id}": p.areaIndicator,
		"/indicators":                   p.indicatorsPage,
		"/indicators/{id}":              p.indicatorPage,
		"/expert-partnerships":          p.expertPartnerships,
		"/data":                         p.dataPage,
		"/data/editions/{id}":           p.editionPage,
		"/about":                        p.about,
	}
}
