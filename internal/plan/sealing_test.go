package plan

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// oneOfEach is a document of every kind in which every list and map has something in it.
func oneOfEach() []Document {
	n := 40.0
	return []Document{
		&Profile{Code: "998", ICBs: []Dated{{Name: "North"}}, Members: []Member{{Role: "Chair"}}, ServesAs: []string{"x"}, Clock: &Clock{Outcome: "as said"}},
		&Assessment{Cycle: thisCycle, Framework: "2026.1", State: ForumResponse, Asked: Partners(), Responded: map[string]Day{ICB: testDay},
			NoResponse: map[string]Day{AP: testDay}, Checks: map[string]bool{CheckAccessibility: true}},
		&Score{Cycle: thisCycle, Statement: "1.1", Perspective: Leaders, Organisation: BoardOrg, Level: 2, Evidence: []string{"E1"}},
		familySurvey("1.1", 30, 20, 5), &Evidence{ID: "E1"},
		&Response{Cycle: thisCycle, Item: "1.1", Rule: "G1", Evidence: []string{"E1"}}, &Reply{Cycle: thisCycle, Item: "1.1", Rule: "G1"},
		&Section{ID: "S2", Parts: map[string]string{"vision": "words"}}, &Priority{ID: "P1"},
		&Action{ID: "A1", Milestones: []Milestone{{Planned: "ten"}}, Evidence: []string{"E1"}}, &Update{Action: "A1", On: testDay, N: 1},
		&Decision{ID: "D1", Seen: []Seen{{Indicator: "S10"}}}, &Challenge{ID: "C1"}, &Risk{ID: "R1"}, &Change{ID: "N1"}, &Finding{ID: "I1"},
		&SignOff{Cycle: thisCycle, Role: "chair"}, &Voice{Cycle: thisCycle, From: "forum"},
		&LocalValue{Indicator: "L-QA1", Period: "2026", Numerator: &n, Denominator: &n, Value: &n},
		&Return{Quarter: "2026-09", Columns: []string{"a"}, Rows: []ReturnRow{{Label: "a", Texts: []string{"1"}, Nums: []*float64{&n}}}, Warnings: []string{"w"}},
		&Moderation{Cycle: thisCycle, Statement: "1.1"},
	}
}

// changes makes a copy of a document for every value in it, with that value changed; each is named by its path.
func changes(t *testing.T, d Document) map[string]Document {
	t.Helper()
	made := map[string]Document{}
	for i := 0; ; i++ {
		body, err := Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := Decode(d.Kind(), body)
		if err != nil {
			t.Fatal(err)
		}
		left := i
		path, done := changeOne(reflect.ValueOf(fresh).Elem(), &left, string(d.Kind()))
		if !done {
			return made
		}
		made[path] = fresh
	}
}

// changeOne changes the value of which so many others come before.
func changeOne(v reflect.Value, left *int, path string) (string, bool) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if p, done := changeOne(v.Field(i), left, path+"."+v.Type().Field(i).Name); done {
				return p, true
			}
		}
		return "", false
	case reflect.Pointer:
		return changeOne(v.Elem(), left, path)
	case reflect.Slice:
		for i := range v.Len() {
			if p, done := changeOne(v.Index(i), left, fmt.Sprintf("%s[%d]", path, i)); done {
				return p, true
			}
		}
		return "", false
	}
	if *left > 0 {
		*left--
		return "", false
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "9")
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Map:
		k := v.MapKeys()[0]
		v.SetMapIndex(k, reflect.Value{})
	default:
		panic(fmt.Sprintf("%s is of a type that the test cannot change: %s", path, v.Kind()))
	}
	return path, true
}

func TestRule_9_11_ASignatureGoesStaleWithAnyChange(t *testing.T) {
	unsigned := []string{"assessment.State", "assessment.Checks", "assessment.Version", "assessment.Shared", "assessment.Reason", "update", "sign-off"}
	whole := NewBook("998")
	for _, d := range oneOfEach() {
		whole.Put(d)
	}
	want := Content256(whole, thisCycle)
	tried := 0
	for _, d := range oneOfEach() {
		for path, changed := range changes(t, d) {
			tried++
			b := whole.Clone()
			b.Drop(d.Kind(), d.Key())
			b.Put(changed)
			stale := Content256(b, thisCycle) != want
			signed := !slices.ContainsFunc(unsigned, func(prefix string) bool { return path == prefix || strings.HasPrefix(path, prefix+".") })
			if stale != signed {
				t.Errorf("a change of %s makes a signature stale: %v, want %v", path, stale, signed)
			}
		}
		b := whole.Clone()
		b.Drop(d.Kind(), d.Key())
		if stale := Content256(b, thisCycle) != want; stale != (d.Kind() != KindUpdate && d.Kind() != KindSignOff) {
			t.Errorf("taking out the %s makes a signature stale: %v", d.Kind(), stale)
		}
	}
	if tried < 150 {
		t.Errorf("only %d changes were tried", tried)
	}
}

func TestRule_9_11_SignaturesDoNotDependOnTheOrderOfSaves(t *testing.T) {
	documents := append(oneOfEach(), boardScore("1.2", 2), boardScore("10.1", 3), &Evidence{ID: "E2"}, &Evidence{ID: "E10"})
	var want string
	for i := range 20 {
		random := rand.New(rand.NewPCG(7, uint64(i)))
		random.Shuffle(len(documents), func(a, b int) { documents[a], documents[b] = documents[b], documents[a] })
		var entries []Entry
		for seq, d := range documents {
			body, err := Encode(d)
			if err != nil {
				t.Fatal(err)
			}
			entries = append(entries, Entry{Seq: int64(seq + 1 + i), At: time.Unix(int64(i), 0), Account: fmt.Sprint("account ", i), Kind: d.Kind(), Key: d.Key(), Revision: i + 1, Body: body})
		}
		b, err := BookOf("998", entries)
		if err != nil {
			t.Fatal(err)
		}
		if got := Content256(b, thisCycle); want == "" {
			want = got
		} else if got != want {
			t.Fatal("the same documents saved in another order, by others, at another time, are signed as another text")
		}
	}
}

func TestRule_9_11_OtherCyclesAreNotSigned(t *testing.T) {
	b := bookWith(boardScore("1.1", 2))
	want := Content256(b, thisCycle)
	old := boardScore("1.1", 4)
	old.Cycle = lastCycle
	b.Put(old)
	if Content256(b, thisCycle) != want {
		t.Error("a score of last year changes what is signed this year")
	}
	if Content256(b, lastCycle) == want {
		t.Error("two cycles are signed as one text")
	}
}

// example is a version of a book with one document of each kind.
func example(t *testing.T) Version {
	t.Helper()
	b := NewBook("998")
	for _, d := range oneOfEach() {
		b.Put(d)
	}
	v := *versionOf(t, 2, thisCycle, newest(t), lateDecisions(), b)
	v.At, v.Accounts, v.Before = time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC), []string{"u2", "u1"}, "before"
	return v
}

func TestRule_9_11_AVersionOpensAsItWasSealed(t *testing.T) {
	v := example(t)
	sealed, err := Seal(v)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := Open(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if opened.SHA256 != sealed.SHA256 || opened.Number != 2 || opened.Before != "before" || !opened.At.Equal(v.At) || opened.Framework.Version != "2026.1" ||
		*opened.Figures.Values["S10"].Value != 47.6 || len(opened.Entries) != len(v.Entries) || len(opened.Framework.Statements()) != 53 {
		t.Errorf("opened = %+v", opened)
	}
	if s, _ := opened.Framework.Statement("5.3"); s.Theme != "T5" {
		t.Errorf("5.3 stands in theme %q", s.Theme)
	}
	b, err := opened.Book()
	if err != nil {
		t.Fatal(err)
	}
	was, err := v.Book()
	if err != nil {
		t.Fatal(err)
	}
	if Content256(b, thisCycle) != Content256(was, thisCycle) {
		t.Error("the version's book is not the one that was sealed")
	}
	again, err := Seal(*opened)
	if err != nil || again != sealed {
		t.Errorf("sealed again, the version has another text or hash (%v)", err)
	}
}

func TestRule_9_11_TheSealDoesNotDependOnOrder(t *testing.T) {
	v := example(t)
	want, err := Seal(v)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(v.Entries)
	v.Accounts = []string{"u1", "u2", "u1"}
	v.At = v.At.In(time.FixedZone("somewhere", 3600))
	v.Figures.Values = maps.Clone(v.Figures.Values)
	if got, err := Seal(v); err != nil || got.SHA256 != want.SHA256 {
		t.Errorf("the same version put together otherwise has another hash (%v)", err)
	}
	if v.Entries[0].Kind == KindAction {
		t.Error("sealing has put the caller's entries in another order")
	}
}

func TestRule_9_11_ATamperedVersionIsRefused(t *testing.T) {
	sealed, err := Seal(example(t))
	if err != nil {
		t.Fatal(err)
	}
	for what, edit := range map[string]func(*Sealed){
		"a level raised": func(s *Sealed) { s.Body = strings.Replace(s.Body, `\"level\":2`, `\"level\":3`, 1) },
		"a space more":   func(s *Sealed) { s.Body += " " },
		"a cut text":     func(s *Sealed) { s.Body = s.Body[:len(s.Body)/2] },
		"another hash":   func(s *Sealed) { s.SHA256 = strings.Repeat("0", 64) },
		"another number": func(s *Sealed) { s.Number = 3 },
		"another area":   func(s *Sealed) { s.Partnership = "997" },
	} {
		s := sealed
		edit(&s)
		if s == sealed {
			t.Fatalf("%s changed nothing", what)
		}
		_, err := Open(s)
		if !errors.Is(err, ErrTampered) || !strings.Contains(err.Error(), fmt.Sprintf("version %d of %s", s.Number, s.Partnership)) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestRule_9_11_AnEntryThatWasNeverSavedIsRefused(t *testing.T) {
	v := example(t)
	v.Entries[0].Hash = v.Entries[0].Sum()
	v.Entries[0].Account = "somebody else"
	sealed, err := Seal(v)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(sealed); !errors.Is(err, ErrTampered) {
		t.Errorf("an entry whose hash is another's: %v", err)
	}
}

func TestRule_9_11_AVersionHasANumberAndAPartnership(t *testing.T) {
	for _, v := range []Version{{Partnership: "998"}, {Number: 1}} {
		if _, err := Seal(v); err == nil {
			t.Errorf("version %d of %q is sealed", v.Number, v.Partnership)
		}
	}
}
