package read

// Limits bound what one file may cost. A limit that is zero is the default one.
type Limits struct {
	Bytes  int64 // of the file as sent, and of what a ZIP or workbook unpacks to
	Packed int64 // of a ZIP or workbook that has to be held in memory, because it comes as a stream and is read from its end
	People int
	Joined int // people whose rows must be held at once, because a form's tables are not in the order of the people
	Items  int // requests, settings, placements, needs and faults of one person
	Depth  int // of XML elements
	Text   int // bytes of one element or cell
}

// DefaultLimits hold an England-sized file.
var DefaultLimits = Limits{
	Bytes: 8 << 30, Packed: 256 << 20, People: 3_000_000, Joined: 200_000, Items: 1000, Depth: 32, Text: 64 << 10,
}

// filled is the limits with the default ones where none is said.
func (l Limits) filled() Limits {
	l.Bytes = orDefault(l.Bytes, DefaultLimits.Bytes)
	l.Packed = orDefault(l.Packed, DefaultLimits.Packed)
	l.People = orDefault(l.People, DefaultLimits.People)
	l.Joined = orDefault(l.Joined, DefaultLimits.Joined)
	l.Items = orDefault(l.Items, DefaultLimits.Items)
	l.Depth = orDefault(l.Depth, DefaultLimits.Depth)
	l.Text = orDefault(l.Text, DefaultLimits.Text)
	return l
}

func orDefault[T int | int64](n, otherwise T) T {
	if n <= 0 {
		return otherwise
	}
	return n
}
