package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// told is what answers say of the warehouse beside its figures: its number, and when its files came in. It differs from round to round.
var told = regexp.MustCompile(`(version |sample-|england-)(\d+)|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|fetched \d+ \w+ \d{4}`)

// plain is an answer without what differs from round to round, and the number of the warehouse it says it is of.
func plain(body string) (text, warehouse string) {
	if found := told.FindStringSubmatch(body); found != nil {
		warehouse = found[2]
	}
	return told.ReplaceAllString(body, "${1}·"), warehouse
}

// answers are the right answers: by address, the state of the data that each body tells of.
type answers map[string]map[[32]byte]string

// learn asks a server that is known to be right.
func (a answers) learn(url, state string, addresses []string) error {
	for _, address := range addresses {
		status, body, err := ask(url + address)
		if err != nil || status != http.StatusOK {
			return fmt.Errorf("%s was answered %d: %w", address, status, err)
		}
		if a[address] == nil {
			a[address] = map[[32]byte]string{}
		}
		text, _ := plain(body)
		sum := sha256.Sum256([]byte(text))
		a[address][sum] += "," + state + ","
	}
	return nil
}

// of names the states that an answer may be of; empty for a wrong answer.
func (a answers) of(address, body string) (states, warehouse string) {
	text, warehouse := plain(body)
	return a[address][sha256.Sum256([]byte(text))], warehouse
}

// among says whether one of the states is among those that a body may be of.
func among(states string, allowed []string) bool {
	for _, s := range allowed {
		if strings.Contains(states, ","+s+",") {
			return true
		}
	}
	return false
}

var client = &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}

func ask(address string) (status int, body string, err error) {
	answer, err := client.Get(address)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(b), err
}

// crowd reads from a server without a pause and holds every answer against the right ones.
type crowd struct {
	right   answers
	allowed []string // states of the data that may be current now

	mu      sync.Mutex
	url     string
	states  map[string]string // what each warehouse, by number, was seen to hold
	read    int
	refused int // no answer, or an honest error, where the server was being broken
	faults  []string
	down    bool // the server may be down
	stop    chan struct{}
	done    sync.WaitGroup
}

const readers = 1

// gather lets people read from a server until they are sent home.
func gather(url string, right answers, addresses, allowed []string) *crowd {
	c := &crowd{right: right, allowed: allowed, url: url, states: map[string]string{}, stop: make(chan struct{})}
	for reader := range readers {
		c.done.Go(func() {
			for i := reader; ; i++ {
				select {
				case <-c.stop:
					return
				case <-time.After(20 * time.Millisecond):
				}
				c.look(addresses[i%len(addresses)])
			}
		})
	}
	return c
}

func (c *crowd) look(address string) {
	c.mu.Lock()
	url, down := c.url, c.down
	c.mu.Unlock()
	status, body, err := ask(url + address)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err != nil || status >= http.StatusInternalServerError:
		c.refused++
		if !down && !c.down && url == c.url {
			c.fault("%s: %d %v", address, status, err)
		}
	case status != http.StatusOK:
		c.fault("%s was answered %d", address, status)
	default:
		c.read++
		c.judge(address, body)
	}
}

// judge holds an answer against the right ones, and against what was said before of the warehouse with the same number.
func (c *crowd) judge(address, body string) {
	states, warehouse := c.right.of(address, body)
	if !among(states, c.allowed) {
		c.fault("%s: a wrong answer of warehouse %s, right for %q, where %v may be current", address, warehouse, states, c.allowed)
		return
	}
	before, known := c.states[warehouse]
	if warehouse == "" || !known {
		c.states[warehouse] = states
		return
	}
	both := ""
	for _, s := range c.allowed {
		if among(before, []string{s}) && among(states, []string{s}) {
			both += "," + s + ","
		}
	}
	if both == "" && warehouse != "" {
		c.fault("%s: warehouse %s held %s before and %s now", address, warehouse, before, states)
		return
	}
	c.states[warehouse] = both
}

func (c *crowd) fault(format string, args ...any) {
	if len(c.faults) < 5 {
		c.faults = append(c.faults, fmt.Sprintf(format, args...))
	}
}

// mayFail says whether the server may be down from now on.
func (c *crowd) mayFail(yes bool, url string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = yes
	if url != "" {
		c.url = url
	}
}

// home sends everybody home and says what was wrong.
func (c *crowd) home() error {
	close(c.stop)
	c.done.Wait()
	if len(c.faults) > 0 {
		return fmt.Errorf("readers had wrong answers: %s", strings.Join(c.faults, "; "))
	}
	return nil
}

// all asks every address once, and wants answers of one state.
func (a answers) all(url, state string, addresses []string) error {
	for _, address := range addresses {
		status, body, err := ask(url + address)
		if err != nil || status != http.StatusOK {
			return fmt.Errorf("%s was answered %d: %w", address, status, err)
		}
		if states, warehouse := a.of(address, body); !among(states, []string{state}) {
			return fmt.Errorf("%s: warehouse %s answers for %q, want %s", address, warehouse, states, state)
		}
	}
	return nil
}
