package read

import (
	"bytes"
	"context"
	"errors"
	"io"
	"reflect"
	"runtime"
	"testing"
	"testing/iotest"

	"inclusion/ingest/sen2"
	"inclusion/internal/returns"
)

func TestAReturnIsReadWhateverThePiecesItComesIn(t *testing.T) {
	file, err := io.ReadAll(newInvented(200))
	if err != nil {
		t.Fatal(err)
	}
	_, want, notes, err := readFrom(t, bytes.NewReader(file), Limits{})
	if err != nil || len(want) != 200 {
		t.Fatalf("%d people, %v", len(want), err)
	}
	for name, body := range map[string]io.Reader{
		"byte by byte": iotest.OneByteReader(bytes.NewReader(file)), "by halves": iotest.HalfReader(bytes.NewReader(file)), "with its end": iotest.DataErrReader(bytes.NewReader(file)),
		"as it is made": newInvented(200), "with empty reads": &hesitant{r: bytes.NewReader(file)},
	} {
		_, people, others, err := readFrom(t, body, Limits{})
		if err != nil || !reflect.DeepEqual(people, want) || others.SHA256 != notes.SHA256 || others.Bytes != int64(len(file)) {
			t.Errorf("%s: %d people, %+v, %v", name, len(people), others, err)
		}
	}
}

// hesitant gives nothing every other time.
type hesitant struct {
	r    io.Reader
	full bool
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.full = !h.full; !h.full {
		return 0, nil
	}
	return h.r.Read(p[:min(len(p), 100)])
}

var errEnough = errors.New("enough")

func TestAnErrorOfTheCallersIsGivenBack(t *testing.T) {
	ends := &watched{r: newInvented(5_000)}
	n := 0
	_, err := File(context.Background(), returns.Upload{Body: ends, Size: -1}, Options{Years: years(t)}, func(*sen2.Header) error { return nil },
		func(*sen2.Person) error {
			if n++; n == 700 {
				return errEnough
			}
			return nil
		})
	if !errors.Is(err, errEnough) || n != 700 || ends.reading() {
		t.Errorf("%d people, %v", n, err)
	}
	_, err = File(context.Background(), returns.Upload{Body: newInvented(5_000), Size: -1}, Options{Years: years(t)}, func(*sen2.Header) error { return errEnough },
		func(*sen2.Person) error {
			t.Error("a person came after the header was refused")
			return nil
		})
	if !errors.Is(err, errEnough) {
		t.Error(err)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ends := &watched{r: newInvented(1_000_000)}
	n := 0
	_, err := File(ctx, returns.Upload{Body: ends, Size: -1}, Options{Years: years(t)}, func(*sen2.Header) error { return nil },
		func(*sen2.Person) error {
			if n++; n == 1000 {
				cancel()
			}
			return nil
		})
	if !errors.Is(err, context.Canceled) || n > 1000+peopleAtOnce || ends.reading() {
		t.Errorf("%d people, %v", n, err)
	}
	if _, err := File(ctx, returns.Upload{Body: newInvented(1), Size: -1}, Options{Years: years(t)}, nil, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestProgressTellsHowMuchWasRead(t *testing.T) {
	var told []int64
	notes, err := File(context.Background(), returns.Upload{Body: newInvented(1_000), Size: -1}, Options{Years: years(t), Progress: func(n int64) { told = append(told, n) }},
		func(*sen2.Header) error { return nil }, func(*sen2.Person) error { return nil })
	if err != nil || len(told) < 7 || told[len(told)-1] != notes.Bytes {
		t.Fatalf("told %d times, %v", len(told), err)
	}
	for i := range told[1:] {
		if told[i+1] < told[i] {
			t.Error("progress went back")
		}
	}
}

func TestMemoryStaysFlatHoweverManyPeopleThereAre(t *testing.T) {
	used := map[int]uint64{}
	n := 0
	notes, err := File(context.Background(), returns.Upload{Body: newInvented(6_000), Size: -1}, Options{Years: years(t)}, func(*sen2.Header) error { return nil },
		func(*sen2.Person) error {
			if n++; n == 1_000 || n == 6_000 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				used[n] = m.HeapAlloc
			}
			return nil
		})
	if err != nil || notes.Bytes < 10<<20 || used[6_000] > used[1_000]+(1<<20) {
		t.Errorf("%d kB of the file: %d kB in use after 1,000 people, %d kB after 6,000, %v", notes.Bytes>>10, used[1_000]>>10, used[6_000]>>10, err)
	}
}
