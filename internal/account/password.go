package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// HashCost is what one guess of a password costs whoever has stolen the hashes, and what one sign-in costs this server.
type HashCost struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// DefaultHashCost is what OWASP's Password Storage Cheat Sheet asks of Argon2id at least: 19 MiB, two passes, one thread.
var DefaultHashCost = HashCost{Memory: 19 * 1024, Passes: 2, Threads: 1}

const (
	saltBytes = 16
	hashBytes = 32

	// hashesAtOnce bounds the memory that sign-ins take together. Others wait their turn.
	hashesAtOnce = 2
)

// Largest cost that is believed of a kept hash, so that a slip in the database cannot take the server's memory.
const (
	mostMemory = 1 << 20 // KiB
	mostPasses = 64
)

var errNotAHash = errors.New("this is no Argon2id hash in PHC string format")

// Passwords hashes passwords with Argon2id (RFC 9106), a few at once, and compares them.
type Passwords struct {
	cost  HashCost
	turns chan struct{}
	dummy string // of no account: comparing with it takes as long as with a real one
}

// NewPasswords hashes at a cost. Tests may use a small one.
func NewPasswords(cost HashCost) *Passwords {
	p := &Passwords{cost: cost, turns: make(chan struct{}, hashesAtOnce)}
	p.dummy = p.format(rand.Text())
	return p
}

// Hash is a password's hash in PHC string format: $argon2id$v=19$m=19456,t=2,p=1$salt$hash. The error is the context's.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := p.wait(ctx); err != nil {
		return "", err
	}
	defer p.done()
	return p.format(password), nil
}

// Matches says whether a password is the one that was hashed, and whether the hash was made at another cost than today's and should
// be made again. An account without a hash ("") is compared with a hash of nothing, so that it takes as long as any other.
func (p *Passwords) Matches(ctx context.Context, hash, password string) (matches, outdated bool, err error) {
	known := hash != ""
	if !known {
		hash = p.dummy
	}
	cost, salt, want, err := parseHash(hash)
	if err != nil {
		return false, false, err
	}
	if err := p.wait(ctx); err != nil {
		return false, false, err
	}
	defer p.done()
	got := argon2.IDKey([]byte(password), salt, cost.Passes, cost.Memory, cost.Threads, uint32(len(want)))
	equal := subtle.ConstantTimeCompare(got, want) == 1
	return equal && known, cost != p.cost, nil
}

func (p *Passwords) wait(ctx context.Context) error {
	select {
	case p.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Passwords) done() { <-p.turns }

func (p *Passwords) format(password string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // it never fails
	sum := argon2.IDKey([]byte(password), salt, p.cost.Passes, p.cost.Memory, p.cost.Threads, hashBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.cost.Memory, p.cost.Passes, p.cost.Threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

func parseHash(text string) (cost HashCost, salt, sum []byte, err error) {
	var version int
	var salted, summed string
	head := "$argon2id$v=%d$m=%d,t=%d,p=%d$"
	if _, err := fmt.Sscanf(text, head, &version, &cost.Memory, &cost.Passes, &cost.Threads); err != nil || version != argon2.Version {
		return cost, nil, nil, errNotAHash
	}
	said := fmt.Sprintf(head, version, cost.Memory, cost.Passes, cost.Threads)
	if len(text) <= len(said) || text[:len(said)] != said {
		return cost, nil, nil, errNotAHash
	}
	for i, c := range text[len(said):] {
		if c == '$' {
			salted, summed = text[len(said):len(said)+i], text[len(said)+i+1:]
			break
		}
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(salted)
	sum, sumErr := base64.RawStdEncoding.DecodeString(summed)
	bounded := cost.Memory > 0 && cost.Memory <= mostMemory && cost.Passes > 0 && cost.Passes <= mostPasses && cost.Threads > 0
	if saltErr != nil || sumErr != nil || len(salt) < 8 || len(sum) < 16 || !bounded {
		return cost, nil, nil, errNotAHash
	}
	return cost, salt, sum, nil
}
