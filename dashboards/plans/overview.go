package plans

import "net/http"

// overview is the plan at a glance.
func (p *Pages) overview(w http.ResponseWriter, r *http.Request, s shown) error {
	return p.Views.Render(w, "plan", s)
}
