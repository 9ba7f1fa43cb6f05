package board

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"inclusion/internal/web"
	"inclusion/internal/workbook"
)

// maxUpload is a workbook and the words of the form around it.
const maxUpload = workbook.MaxUpload + 64<<10

// atOnce are the uploads that are read at one time, so that many large ones together stay within a server's memory.
var atOnce = make(chan struct{}, 2)

// upload is a form with one file. The file is in memory alone: it is written to no disk and no log.
type upload struct {
	name string
	file []byte
	*posted
}

func tooLarge() error {
	return web.Problem{Status: http.StatusRequestEntityTooLarge, Title: "Too large",
		Detail: fmt.Sprintf("The file is larger than %d MB. A filled workbook is far smaller: take out pictures and sheets that were added, and send it again.", workbook.MaxUpload>>20)}
}

// readUpload reads a form with one file, as far as it may be large. done is called when the file is no longer needed.
func readUpload(r *http.Request) (u upload, done func(), err error) {
	if r.ContentLength > maxUpload {
		return upload{}, nil, tooLarge()
	}
	select {
	case atOnce <- struct{}{}:
	case <-r.Context().Done():
		return upload{}, nil, r.Context().Err()
	}
	done = func() { <-atOnce }
	if u, err = readParts(r); err != nil {
		done()
		var limit *http.MaxBytesError
		if errors.As(err, &limit) {
			err = tooLarge()
		}
		return upload{}, nil, err
	}
	return u, done, nil
}

// readParts reads the parts of a form one by one.
func readParts(r *http.Request) (upload, error) {
	const mostParts, mostWord = 20, 4 << 10
	u := upload{posted: &posted{values: url.Values{}}}
	parts, err := r.MultipartReader()
	if err != nil {
		return upload{}, web.BadRequest("What was sent is no form with a file. Open the page again and choose the file there.").BecauseOf(err)
	}
	for range mostParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return u, nil
		} else if err != nil {
			return upload{}, broken(err)
		}
		most := int64(mostWord)
		if part.FileName() != "" {
			most = workbook.MaxUpload
		}
		held, err := io.ReadAll(io.LimitReader(part, most+1))
		switch {
		case err != nil:
			return upload{}, broken(err)
		case int64(len(held)) > most:
			return upload{}, tooLarge()
		case part.FileName() != "":
			u.name, u.file = part.FileName(), held
		default:
			u.values.Set(part.FormName(), strings.ToValidUTF8(string(held), ""))
		}
	}
	return upload{}, web.BadRequest("What was sent has more fields than the form.")
}

// broken is a form that ended before its end.
func broken(err error) error {
	var limit *http.MaxBytesError
	if errors.As(err, &limit) {
		return err
	}
	return web.BadRequest("The file did not arrive whole. Send it again.").BecauseOf(err)
}
