package web

import (
	"log"
	"log/slog"
	"regexp"
	"strings"
)

// ServerLog is the log of net/http's own remarks: a broken handshake, a connection that sent nonsense. They name the reader's address,
// which is personal data and is left out.
func ServerLog(to *slog.Logger) *log.Logger { return log.New(remarks{to}, "", 0) }

type remarks struct{ log *slog.Logger }

// addresses are IPv4 and IPv6 addresses as net/http prints them, with their ports.
var addresses = regexp.MustCompile(`\[[0-9a-fA-F:.]+(?:%\w+)?\](?::\d+)?|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b`)

// Write implements io.Writer.
func (r remarks) Write(line []byte) (int, error) {
	first, _, _ := strings.Cut(string(line), "\n") // a stack may follow, and its lines hold nothing that a request's own line does not
	r.log.Warn("remark of the web server", "remark", addresses.ReplaceAllString(first, "an address"))
	return len(line), nil
}
