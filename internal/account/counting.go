package account

import "github.com/alexedwards/scs/v2"

// SessionKinds are what a session can be of, for counting.
var SessionKinds = []string{"account", "link", "key", "none"}

// KindOfSession says what a session is of, from its data: an account, an inspector's link, the administrator's key, or none of these,
// such as a sign-in that was begun elsewhere. Whose it is stays unsaid.
func KindOfSession(data []byte) string {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return "none"
	}
	for _, k := range []struct{ name, kind string }{{accountSession, "account"}, {linkSession, "link"}, {administrator, "key"}} {
		if _, ok := values[k.name]; ok {
			return k.kind
		}
	}
	return "none"
}
