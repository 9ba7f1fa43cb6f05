package web

import (
	"container/list"
	"strings"
	"sync"
)

// shelf keeps pages by their keys, least recently used out first, within a number of bytes.
type shelf struct {
	limit int64

	mu    sync.Mutex
	used  int64
	order *list.List // front is the most recently used
	pages map[string]*list.Element
}

func newShelf(limit int64) *shelf {
	return &shelf{limit: limit, order: list.New(), pages: map[string]*list.Element{}}
}

func (s *shelf) get(key string) (*page, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.pages[key]
	if !ok {
		return nil, false
	}
	s.order.MoveToFront(e)
	return e.Value.(*page), true
}

func (s *shelf) put(p *page) {
	// A page that would push out most others is not worth keeping.
	if p.size() > s.limit/4 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.pages[p.key]; ok {
		s.remove(e)
	}
	s.pages[p.key] = s.order.PushFront(p)
	s.used += p.size()
	for s.used > s.limit {
		s.remove(s.order.Back())
	}
}

func (s *shelf) remove(e *list.Element) {
	p := s.order.Remove(e).(*page)
	delete(s.pages, p.key)
	s.used -= p.size()
}

// forget lets all pages of a version go.
func (s *shelf) forget(version string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, e := range s.pages {
		if strings.HasPrefix(key, version+"\x00") {
			s.remove(e)
		}
	}
}

func (s *shelf) bytes() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.used
}
