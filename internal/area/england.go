package area

import (
	_ "embed"
	"sync"
)

//go:embed england.yaml
var englandYAML []byte

var england = sync.OnceValue(func() *Register {
	r, err := Load(englandYAML)
	if err != nil {
		panic("the register built into this program is broken: " + err.Error())
	}
	return r
})

// England is the register of the local authorities of England that is built into the
// program. It is read once; all callers share it.
func England() *Register { return england() }
