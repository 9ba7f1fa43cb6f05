package board

import (
	"slices"
	"sync"
	"time"

	"inclusion/internal/returns"
)

// How long a list of places waits for who sent the file, how many lists wait at one time, and how many places all of them may have.
const (
	listLasts  = 15 * time.Minute
	mostLists  = 4
	mostPlaces = 1_000_000
)

// shelf holds lists of places in memory, each until it is fetched once or its time is over. What is on it is written nowhere.
type shelf struct {
	mu    sync.Mutex
	lists []waitingList // oldest first
}

// waitingList is one list, for one account of one partnership.
type waitingList struct {
	account, code, id string
	until             time.Time
	taken             returns.Taken
}

// put adds a list. The oldest make room for it.
func (s *shelf) put(now time.Time, account, code string, taken returns.Taken) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
	s.lists = append(s.lists, waitingList{account, code, taken.Return.ID, now.Add(listLasts), taken})
	for len(s.lists) > 1 && (len(s.lists) > mostLists || s.places() > mostPlaces) {
		s.lists = slices.Delete(s.lists, 0, 1)
	}
}

func (s *shelf) places() (n int) {
	for _, l := range s.lists {
		n += len(l.taken.Places)
	}
	return n
}

// waits says until when the list of a return waits for an account.
func (s *shelf) waits(now time.Time, account, code, id string) (l waitingList, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
	if i := s.at(account, code, id); i >= 0 {
		return s.lists[i], true
	}
	return waitingList{}, false
}

// fetch gives the list of a return and forgets it.
func (s *shelf) fetch(now time.Time, account, code, id string) (returns.Taken, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
	i := s.at(account, code, id)
	if i < 0 {
		return returns.Taken{}, false
	}
	taken := s.lists[i].taken
	s.lists = slices.Delete(s.lists, i, i+1)
	return taken, true
}

// drop forgets the list of a return, whoever's it is.
func (s *shelf) drop(code, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists = slices.DeleteFunc(s.lists, func(l waitingList) bool { return l.code == code && l.id == id })
}

// sweep forgets the lists whose time is over.
func (s *shelf) sweep(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
}

func (s *shelf) forget(now time.Time) {
	s.lists = slices.DeleteFunc(s.lists, func(l waitingList) bool { return !now.Before(l.until) })
}

func (s *shelf) at(account, code, id string) int {
	return slices.IndexFunc(s.lists, func(l waitingList) bool { return l.account == account && l.code == code && l.id == id })
}
