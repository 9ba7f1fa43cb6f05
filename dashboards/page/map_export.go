package page

import (
	"net/http"

	"inclusion/dashboards/export"
	"inclusion/internal/warehouse"
	"inclusion/internal/web"
)

// send answers with the map as a file: a table with the place of each tile, or the picture.
func (m countryMap) send(w http.ResponseWriter, v reading, file string) error {
	if len(m.rows) == 0 {
		return web.NotFound("%s (%s) has no figures to download yet: its source is not loaded.", m.in.Short, m.in.ID)
	}
	name := "map-" + m.in.ID + "-" + m.period
	title := m.in.Name + ", " + periodWords(m.period) + ": map"
	if isPicture(file) {
		return sendPicture(w, v, file, name, m.in.Short+", "+periodWords(m.period)+". "+m.finding()+".", string(m.tileMap(false).SVG()), m.from.source(m.in, m.edition()))
	}
	about := m.from.about(m.in, m.rows, m.period, func(warehouse.Finding) bool { return true })
	notes := append(about.notes(m.in), export.Note{Term: "Map", Text: m.laid() + " Columns count from 0 in the west, rows from 0 in the north."})
	book := export.Book{Title: title, Sample: v.Register == "sample", Made: v.Built, Notes: notes, Tables: []export.Table{m.export()}}
	return sendBook(w, book, file, name)
}

// export is the map as a table: the figures with their quarter in words and the tile of each.
func (m countryMap) export() export.Table {
	t := export.Table{Name: "Map", Columns: append([]export.Column{{Label: "In the region"}, {Label: "Tile"}, {Label: "Column"}, {Label: "Row"}, {Label: "Quarter of areas"}}, valueColumns(m.in)...)}
	for _, p := range m.places {
		row := p.row
		if row.AreaCode == "" {
			row.AreaCode, row.AreaName, row.Level, row.Period, row.Status = p.area.Code, p.area.Name, p.area.Level, m.period, "not available"
		}
		col, line := int64(p.tile.Col), int64(p.tile.Row)
		t.Rows = append(t.Rows, append([]export.Cell{export.Text(p.area.RegionName), export.Text(p.tile.Short), export.Whole(&col), export.Whole(&line),
			export.Text(m.classWords(p.class))}, valueRow(row)...))
	}
	return t
}
