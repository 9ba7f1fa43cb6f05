package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

// Policy is the content security policy of every answer: nothing inline, nothing from anywhere else.
const Policy = "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// SecurityHeaders sets what a browser may do with our answers. Strict-Transport-Security is only promised when the
// site is reached over TLS; a promise made on plain HTTP would lock readers out.
func SecurityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", Policy)
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if OverTLS(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// crossOrigin refuses writes that another site made a reader's browser send.
func (s *Site) crossOrigin(next http.Handler) (http.Handler, error) {
	guard := http.NewCrossOriginProtection()
	origins := s.Origins
	if s.Public != "" {
		origins = append([]string{s.Public}, origins...)
	}
	for _, origin := range origins {
		if err := guard.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trusting the origin %q (it should look like https://example.org): %w", origin, err)
		}
	}
	guard.SetDenyHandler(s.Page(func(http.ResponseWriter, *http.Request) error {
		return Forbidden("This form was sent from another site. Open the page here and send it again.")
	}))
	return guard.Handler(next), nil
}

// Limit bounds a request body. Reading past it gives an *http.MaxBytesError, which is 413.
func Limit(bytes int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		whole := r.Body
		limited := http.MaxBytesReader(w, whole, bytes)
		ctx := context.WithValue(r.Context(), bodyKey, whole)
		r = r.WithContext(ctx)
		r.Body = limited
		next.ServeHTTP(w, r)
	})
}

// AllowBody replaces the limit of a request inside Limit, for a route that takes uploads. Call it before the body is
// read.
func AllowBody(bytes int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if whole, ok := r.Context().Value(bodyKey).(io.ReadCloser); ok {
			r.Body = http.MaxBytesReader(w, whole, bytes)
		}
		next.ServeHTTP(w, r)
	})
}
