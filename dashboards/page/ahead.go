package page

import (
	"context"

	"inclusion/internal/indicator"
	"inclusion/internal/warehouse"
)

// Ahead lists the addresses of the pages that most readers open, those that everybody shares first: they may be made before anybody
// asks, because a page is a pure function of the warehouse. Areas that have ended are left to those who look for them.
func (p *Pages) Ahead(ctx context.Context) ([]string, error) {
	v, release, err := p.Warehouse.Use()
	if err != nil {
		return nil, err
	}
	defer release()
	areas, err := warehouse.Areas(ctx, v)
	if err != nil {
		return nil, err
	}
	catalogue, err := indicator.Catalogue()
	if err != nil {
		return nil, err
	}
	all := []string{"/", "/areas", "/indicators", "/map", "/expert-partnerships", "/expert-partnerships/all", "/compare", "/next", "/data", "/about"}
	for _, a := range areas {
		if a.Ended() {
			continue
		}
		for _, tab := range tabsOf(a, "") {
			all = append(all, tab.Href)
		}
	}
	for _, in := range catalogue {
		all = append(all, "/indicators/"+in.ID, "/map?indicator="+in.ID)
	}
	return all, nil
}
