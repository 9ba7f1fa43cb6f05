package page

// Parameters are the names that may stand behind the question mark of a public page, of figures or of plans. Another is left out as
// if it had not been sent, so that it makes no page of its own; a page that is to know a new one gets its name here.
var Parameters = []string{
	"add", "area", "areas", "asked", "beside", "body", "by", "chart", "choose", "finding", "from", "group", "indicator", "indicators", "limits",
	"page", "period", "pool", "priority", "q", "series", "show", "theme", "to", "twice", "version", "view",
}
