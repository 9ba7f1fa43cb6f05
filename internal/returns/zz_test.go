package returns
import ("testing";"time";"math/rand/v2")
func TestZZReal(t *testing.T) {
	for _, code := range []string{"202","857","936","330","420","895","301","826"} {
		tables := publishedTables(t, "/work/shared/real/ehc-plans/education-health-and-care-plans_2025.zip", code, 2025)
		at := time.Now()
		g := Guard(tables, GuardOptions{})
		took := time.Since(at)
		tot, tothid, hid, small, cells, head := 0,0,0,0,0,0
		for i, tb := range tables { for j, r := range tb.Rows { for k, x := range r.Cells { if x.Status != OK {continue}; cells++; if x.N>=1&&x.N<=5 {small++}; h:= g[i].Rows[j].Cells[k].Status!=OK; if h {hid++}; if j==0 { if x.N>5 || x.N==0 { tot++; if h {tothid++; if k==0 {head++}}}}}}}
		for i := range tables { attack(t, tables[i:i+1], g[i:i+1]) }
		t.Log(code, took, "cells", cells, "small", small, "hidden", hid, "total-row not small", tot, "hidden", tothid, "headline hidden", head, time.Since(at))
	}
}
func TestZZMany(t *testing.T) {
	for i, shape := range Shapes() {
		if len(shape.Words) > 0 { continue }
		r := rand.New(rand.NewPCG(uint64(i), 99))
		for n := range 300 {
			whole := []Table{invented(r, shape, 3+r.IntN(10)*r.IntN(40))}
			attack(t, whole, Guard(whole, GuardOptions{}))
			if t.Failed() { t.Fatal(shape.Table, n) }
		}
	}
}
