package browsertest

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A page among the objects of a PDF is a "/Type /Page"; the list of them all is "/Type /Pages".
var (
	sheet = regexp.MustCompile(`/Type\s*/Page\b`)
	size  = regexp.MustCompile(`/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]`)
)

// Paper is a page as it was printed.
type Paper []byte

// Print prints a page as its own print style has it.
func Print(ctx context.Context, url string) (Paper, error) {
	printed, err := chromedp.Run(ctx, After(chromedp.Action[page.PrintToPDFResult](func(ctx context.Context, tab *chromedp.Target) (page.PrintToPDFResult, error) {
		own := true
		return cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &own})
	}), chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), Settled()))
	if err != nil {
		return nil, fmt.Errorf("printing %s: %w", url, err)
	}
	return Paper(printed.Data), nil
}

// Sheets prints a page on A4, as its own print style has it, and counts the sheets.
func Sheets(ctx context.Context, url string) (int, error) {
	paper, err := Print(ctx, url)
	return paper.Sheets(), err
}

// Sheets counts the sheets of paper.
func (p Paper) Sheets() int { return len(sheet.FindAll(p, -1)) }

// Sizes are the sizes of the sheets in points, each of them once: "594.95998 x 841.91998" is A4.
func (p Paper) Sizes() []string {
	var sizes []string
	known := map[string]bool{}
	for _, found := range size.FindAllSubmatch(p, -1) {
		if s := string(found[1]) + " x " + string(found[2]); !known[s] {
			known[s] = true
			sizes = append(sizes, s)
		}
	}
	return sizes
}

// Text is what can be selected on each sheet.
func (p Paper) Text(t *testing.T) []string {
	t.Helper()
	path, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("needs pdftotext (apt-get install poppler-utils)")
	}
	read := exec.CommandContext(t.Context(), path, "-layout", "-", "-")
	read.Stdin = strings.NewReader(string(p))
	text, err := read.Output()
	if err != nil {
		t.Fatalf("reading what was printed: %v", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}
