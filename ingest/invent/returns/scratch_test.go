package returns

import (
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"inclusion/ingest/invent"
	"inclusion/ingest/sen2"
	"inclusion/ingest/sen2/count"
)

func TestScratch(t *testing.T) {
	for year := 2023; year <= 2026; year++ {
		r, err := New(invent.DefaultSeed, "101", year)
		if err != nil {
			t.Fatal(err)
		}
		years, _ := sen2.LoadYears(nil)
		var h sen2.Header
		r.Header(&h)
		c := count.New(years[year], &h, r.Establishments())
		var p sen2.Person
		n := 0
		start := time.Now()
		for rec := range r.People() {
			rec.Into(&p, year)
			c.Person(&p)
			n++
		}
		fmt.Println(year, n, time.Since(start))
		for _, tab := range c.Tables() {
			fmt.Println(tab.Name, tab.Period)
			for i, m := range tab.Measures {
				fmt.Print(" ", m, "=", tab.Rows[0].Cells[i].N)
			}
			fmt.Println()
		}
		b := newBuilder(must(r.draw(0)), r.edition, r.reg, r.dice(0), false)
		b.build()
		fmt.Printf("%+v %d\n", b.notes, len(b.people))
	}
	r, _ := Sized(1, "101", 2026, 50000)
	start := time.Now()
	r.WriteXML(io.Discard)
	fmt.Println("sized", time.Since(start))
	f, _ := os.Create("/tmp/team/sample/r.xml")
	r, _ = New(invent.DefaultSeed, "101", 2026)
	r.WriteXML(f)
	f.Close()
}
func must(c *invent.Cases, err error) *invent.Cases { return c }
