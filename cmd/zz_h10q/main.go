package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"inclusion/internal/store"
)

func main() {
	db, err := store.Engine{Memory: "900MB"}.ReadOnly(context.Background(), os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, q := range os.Args[2:] {
		t := time.Now()
		rows, err := db.Query(q)
		if err != nil {
			fmt.Println(err)
			continue
		}
		cols, _ := rows.Columns()
		fmt.Println(cols)
		for rows.Next() {
			v := make([]any, len(cols))
			p := make([]any, len(cols))
			for i := range v {
				p[i] = &v[i]
			}
			rows.Scan(p...)
			fmt.Println(v...)
		}
		fmt.Println(rows.Err(), time.Since(t))
	}
}
