package board

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"time"

	view "inclusion/dashboards/template"
	"inclusion/internal/returns"
	"inclusion/internal/web"
)

// maxReturn is the largest file of a return, and maxSEN2 that and the words of the form around it.
const (
	maxReturn = 1 << 30
	maxSEN2   = maxReturn + 64<<10
)

// returnsAtOnce are the returns that are read at one time. Nobody waits for a place with a file in hand: who finds none is told.
var returnsAtOnce = make(chan struct{}, 2)

// sendingNow are the partnerships of which a return is being read, by code. Each has one place, so that nobody holds all of them by sending
// slowly.
var sendingNow sync.Map

func waitAMinute(w http.ResponseWriter, why string) error {
	w.Header().Set("Retry-After", "60")
	return web.Problem{Status: http.StatusServiceUnavailable, Title: why, Detail: "Wait a minute and send the file again. Nothing of it has been kept."}
}

func returnTooLarge() error {
	return web.Problem{Status: http.StatusRequestEntityTooLarge, Title: "Too large",
		Detail: fmt.Sprintf("The file is larger than %d MB, and a return of the largest authority is far smaller. Is it the right file?", maxReturn>>20)}
}

// takeSEN2 reads a return as it arrives, keeps what the taker counted, and leads to what is wrong with it. Of the file nothing is kept, and
// of a file that is refused nothing at all.
func (p *Pages) takeSEN2(w http.ResponseWriter, r *http.Request, v visit) error {
	if p.Returns.Taker == nil || p.Returns.Kept == nil {
		return notSetUp()
	}
	if r.ContentLength > maxSEN2 {
		return returnTooLarge()
	}
	if _, sending := sendingNow.LoadOrStore(v.code, true); sending {
		return waitAMinute(w, "Another return of this partnership is being read")
	}
	defer sendingNow.Delete(v.code)
	select {
	case returnsAtOnce <- struct{}{}:
		defer func() { <-returnsAtOnce }()
	default:
		return waitAMinute(w, "Other returns are being read")
	}
	body, err := unhurriedly(w, r)
	if err != nil {
		return err
	}
	taken, err := p.readSEN2(r, v, body)
	if refusal := refusedText(err); refusal != "" {
		_, _ = io.Copy(io.Discard, body) // a browser shows the answer only when it has sent everything
		return p.sen2HomeWith(w, r, v, http.StatusUnprocessableEntity, p.sen2Form(v).WithProblems([]view.Problem{{Field: "file", Text: refusal}}))
	}
	if err != nil {
		return err
	}
	return p.keepSEN2(w, r, v, taken)
}

// keepSEN2 keeps the counts, and lays the list of places ready for who sent the file.
func (p *Pages) keepSEN2(w http.ResponseWriter, r *http.Request, v visit, taken returns.Taken) error {
	before, err := p.Returns.Kept.Returns(r.Context(), v.code)
	if err != nil {
		return err
	}
	said := "new"
	for _, had := range before {
		if had.SHA256 == taken.Return.SHA256 {
			said = "again"
			p.lists.drop(v.code, had.ID)
		}
	}
	taken.Return.TakenBy, taken.Return.TakenAt = v.who.ID, p.Now()
	if taken.Return, err = p.Returns.Kept.Keep(r.Context(), taken.Return); err != nil {
		return err
	}
	if p.Returns.Report != nil && len(taken.Places)+len(taken.Unknown) > 0 {
		p.lists.put(p.Now(), v.who.ID, v.code, taken)
		time.AfterFunc(listLasts, func() { p.lists.sweep(p.Now()) })
	}
	http.Redirect(w, r, sen2Path(v.code, taken.Return.ID, "findings")+"?taken="+said, http.StatusSeeOther)
	return nil
}

// readSEN2 hands the file to the taker while it arrives. An error is a refusal in words for who sent it, or one that says nothing of what
// stood in the file.
func (p *Pages) readSEN2(r *http.Request, v visit, body *unhurried) (taken returns.Taken, err error) {
	ctx, cancel := context.WithDeadline(r.Context(), body.until)
	defer cancel()
	parts, err := r.MultipartReader()
	if err != nil {
		return taken, web.BadRequest("What was sent is no form with a file. Open the page again and choose the file there.").BecauseOf(errors.New("not a form with files"))
	}
	file, err := nextFile(parts)
	if err == nil && file == nil {
		return taken, returns.Refuse("Choose the file of the return")
	}
	if err == nil {
		taken, err = p.tookWhole(ctx, returns.Upload{Name: file.FileName(), Body: file, Size: -1}, v.code)
	}
	if err == nil {
		if file, err = nextFile(parts); file != nil {
			return returns.Taken{}, returns.Refuse("Two files were sent. Send one at a time; the tables of the census system's export go together in one ZIP")
		}
	}
	if err != nil {
		return returns.Taken{}, body.fault(err)
	}
	if taken.Return.Area != v.code {
		return returns.Taken{}, returns.Refuse("This return is of another authority. Choose the file of this one")
	}
	return taken, nil
}

// tookWhole calls the taker. A fault of the program ends it like any other error: what it holds could be of the file, so it is not passed on.
func (p *Pages) tookWhole(ctx context.Context, file returns.Upload, area string) (taken returns.Taken, err error) {
	defer func() {
		if recover() != nil {
			taken, err = returns.Taken{}, errors.New("the program failed while a return was read")
		}
	}()
	return p.Returns.Taker.Take(ctx, file, area)
}

// nextFile passes over the words of a form to the next file; nil where there is none.
func nextFile(parts *multipart.Reader) (*multipart.Part, error) {
	const mostWords = 20
	for range mostWords {
		part, err := parts.NextPart()
		if err == io.EOF { // nothing around it: a form that broke off says so around its EOF
			return nil, nil
		}
		if err != nil || part.FileName() != "" {
			return part, err
		}
	}
	return nil, web.BadRequest("What was sent has more fields than the form.")
}

// refusedText is what a refusal says and where, and that nothing is kept; empty for other errors.
func refusedText(err error) string {
	var refusal *returns.Refusal
	if !errors.As(err, &refusal) {
		return ""
	}
	text := view.UpperFirst(refusal.What)
	switch {
	case refusal.File != "" && refusal.Line > 0:
		text += fmt.Sprintf(" (%s, line %d)", refusal.File, refusal.Line)
	case refusal.File != "":
		text += " (" + refusal.File + ")"
	case refusal.Line > 0:
		text += fmt.Sprintf(" (line %d)", refusal.Line)
	}
	if strings.HasPrefix(refusal.What, "Choose") { // there was no file
		return text + "."
	}
	return text + ". Nothing of the file is kept."
}

// How long a return may take to arrive and be read, and how long nothing need arrive before the sender is given up.
const (
	returnLasts = 30 * time.Minute
	silence     = time.Minute
	renewing    = 5 * time.Second
)

// unhurried is a request's body that may take longer than the server allows others, as long as something arrives.
type unhurried struct {
	io.ReadCloser
	control        *http.ResponseController
	until, renewed time.Time
	failed         error // what reading ended with, when that was not the end of the body
}

// unhurriedly gives a request the time that a return needs.
func unhurriedly(w http.ResponseWriter, r *http.Request) (*unhurried, error) {
	b := &unhurried{ReadCloser: r.Body, control: http.NewResponseController(w), until: time.Now().Add(returnLasts)}
	if err := b.control.SetWriteDeadline(b.until.Add(silence)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return nil, fmt.Errorf("giving a return its time: %w", err)
	}
	r.Body = b
	return b, b.renew(time.Now())
}

// renew waits for what comes next from now on.
func (b *unhurried) renew(now time.Time) error {
	if now.Sub(b.renewed) < renewing {
		return nil
	}
	b.renewed = now
	next := now.Add(silence)
	if next.After(b.until) {
		next = b.until
	}
	return b.wait(next)
}

func (b *unhurried) wait(until time.Time) error {
	if err := b.control.SetReadDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("giving a return its time: %w", err)
	}
	return nil
}

func (b *unhurried) Read(p []byte) (int, error) {
	if err := b.renew(time.Now()); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	switch {
	case errors.Is(err, io.EOF):
		_ = b.wait(b.until) // nothing more will arrive, and what arrived is still being worked on
	case err != nil:
		b.failed = err
	}
	return n, err
}

// fault is what a reader is told, and what the log is, of an error of a reading. The text of an error that is not a refusal could hold what
// stood in the file, so of those only the kinds are passed on.
func (b *unhurried) fault(err error) error {
	var limit *http.MaxBytesError
	var refusal *returns.Refusal
	var problem web.Problem
	var failed returns.Fault
	switch {
	case errors.As(err, &failed): // it says where in the program, and nothing of the file
		return failed
	case errors.As(b.failed, &limit):
		return returnTooLarge()
	case b.failed != nil || (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)) && !errors.As(err, &refusal):
		return web.BadRequest("The file did not arrive whole, and nothing of it is kept. Send it again.").BecauseOf(errors.New("the upload broke off: " + kinds(b.failed)))
	case errors.As(err, &refusal), errors.As(err, &problem):
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return web.Unavailable("Reading the return took too long or was broken off, and nothing of it is kept. Send it again.").BecauseOf(errors.New(kinds(err)))
	}
	return fmt.Errorf("taking a return failed: %s", kinds(err))
}

// kinds names the types of an error and of those it wraps, without their texts.
func kinds(err error) string {
	var all []string
	for ; err != nil; err = errors.Unwrap(err) {
		all = append(all, fmt.Sprintf("%T", err))
	}
	return strings.Join(all, " of ")
}
