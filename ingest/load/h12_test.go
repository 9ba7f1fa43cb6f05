package load
import ("testing";"context";"time";"os";"path/filepath";"fmt";"syscall"; statements "inclusion/sql")
func TestH12(t *testing.T){
 ctx:=context.Background()
 l := newLoader(t,"england")
 unlock,err:=l.begin(); if err!=nil{t.Fatal(err)}
 defer unlock()
 t0:=time.Now()
 cpu:=func() time.Duration { var u syscall.Rusage; syscall.Getrusage(0,&u); return time.Duration(u.Utime.Nano()+u.Stime.Nano())}
 c0:=cpu()
 lap:=func(s string){ fmt.Println(s,time.Since(t0).Round(time.Millisecond),"cpu",(cpu()-c0).Round(time.Millisecond)); t0=time.Now(); c0=cpu()}
 s,_,err:=l.take(ctx,realFile(t,"ehc-plans/education-health-and-care-plans_2025.zip"),map[string]bool{})
 if err!=nil{t.Fatal(err)}
 lap("take")
 dir,_:=os.MkdirTemp(l.Folder.Dir,"x")
 db,err:=l.Engine.Create(ctx,filepath.Join(dir,"w.duckdb")); if err!=nil{t.Fatal(err)}
 db.SetMaxOpenConns(1)
 sh,err:=l.shelves(ctx,nil,[]staged{*s},"x"); if err!=nil{t.Fatal(err)}
 out:=build{blamed:map[string]string{}}
 run(ctx, db, "set preserve_insertion_order = true", quickCompression,"create macro meaning(symbol) as null", "create macro edition_id() as null::varchar", "create macro good_status() as 'ok'", statements.Text("macros"))
 areaTable(ctx,db,l.Register); l.partnerships(ctx,db); 
 lap("start")
 l.editions(ctx,db,sh); lap("editions")
 if err:=l.statistics(ctx,db,sh);err!=nil{t.Fatal(err)}
 lap("statistics")
 if err:=l.indicators(ctx,db);err!=nil{t.Fatal(err)}
 lap("indicators")
 for _, n := range statements.Names("benchmarks") { db.Exec(statements.Text("benchmarks/"+n)); lap(n) }
 l.weigh(ctx,db,sh,&out); lap("weigh")
 l.meta(ctx,db,sh); lap("meta")
 db.Exec("checkpoint"); lap("checkpoint")
 db.Close(); lap("close")
}
