package invented

import (
	"hash/fnv"
	"io"
	"strings"
)

// chosen is a number from 0 to n-1 that follows from the parts: the same parts choose the same.
func chosen(n int, parts ...string) int {
	h := fnv.New32a()
	io.WriteString(h, strings.Join(parts, "\x00")) // a hash never fails
	return int((uint64(h.Sum32()) * 2654435761 >> 7) % uint64(n))
}

// oneOf chooses one of a list; "" of none.
func oneOf(list []string, parts ...string) string {
	if len(list) == 0 {
		return ""
	}
	return list[chosen(len(list), parts...)]
}

// sentences joins texts that are not empty.
func sentences(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, " ")
}
