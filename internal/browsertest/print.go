package browsertest

import (
	"context"
	"fmt"
	"regexp"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sheet is a page among the objects of a PDF; the list of them all is "/Type /Pages".
var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// Sheets prints a page on A4, as its own print style has it, and counts the sheets. The page stays open in the tab.
func Sheets(ctx context.Context, url string) (int, error) {
	printed, err := chromedp.Run(ctx, After(chromedp.Action[page.PrintToPDFResult](func(ctx context.Context, tab *chromedp.Target) (page.PrintToPDFResult, error) {
		own := true
		return cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &own})
	}), chromedp.EmulateViewport(1366, 900), chromedp.Navigate(url), Settled()))
	if err != nil {
		return 0, fmt.Errorf("printing %s: %w", url, err)
	}
	return len(sheet.FindAll(printed.Data, -1)), nil
}
