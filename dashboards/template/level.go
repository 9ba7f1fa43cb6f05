package view

// Level is a place on the scale of 1 to 4 as it is shown: its number, its word and the shape of whose view it is. One that is not
// there says why.
type Level struct {
	Shape  string // ▲ ◆ ● ★ ▬ ■; none where the place says whose it is
	Number string // "2", "2–3"; empty where there is none
	Word   string // "Developing"
	Status string // "not yet assessed"
}
