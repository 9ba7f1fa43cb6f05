package account

// AwayLasts is how long the cookie of a sign-in elsewhere lasts at most.
const AwayLasts = awayTime

// AwayCookieNames are those of the cookie of a sign-in elsewhere: over plain HTTP and over TLS.
func AwayCookieNames() []string { return []string{awayCookie, "__Host-" + awayCookie} }
