package plan

// Review is what follows from a book: each statement and theme seen by every perspective, where they disagree, and what stands in
// the way of the next state. Pages, packs, exports and the API all show a Review, so that they say the same.
type Review struct {
	Book       *Book
	Framework  *Framework
	Figures    Figures
	Cycle      string
	Assessment *Assessment
	Today      Day
	Before     *Version // the version before this cycle's, for "lower than a year ago"; nil where there is none

	Themes     []ThemeReview
	Agreements []PairAgreement
	Flags      []Flag // every disagreement, in the order of theme, statement and rule
	Cautions   []Caution
}

// ThemeReview is one theme seen by every perspective.
type ThemeReview struct {
	Theme      Theme
	Readings   map[Perspective]Reading
	Statements []StatementReview
	Flags      []Flag // of the theme as a whole
}

// StatementReview is one statement seen by every perspective.
type StatementReview struct {
	Statement     Statement
	Readings      map[Perspective]Reading
	Organisations []OrganisationScore // within what leaders say, in the order of Partners
	Board         *Score              // the agreed score; nil where there is none
	Panel         *Score              // the forum's
	Surveys       []Survey            // all subgroups
	Cap           *Cap                // why the score cannot be above 2; nil where it can
	Flags         []Flag
	Previous      Level  // the board's level in the version before; 0 where not known
	PreviousWhy   string // rationale then
}

// OrganisationScore is what one partner said; Score is nil where it has not.
type OrganisationScore struct {
	Organisation string
	Score        *Score
	NoResponse   bool // marked so by the board
}

// Cap is why a statutory statement cannot be scored above 2.
type Cap struct {
	At        Level
	Why       string // in words for a person
	Indicator string // of the legal floor; empty where the partnership's own tick is the reason
}

// Reading is what one perspective says of a statement or a theme. Where it says nothing, Low is 0 and State says why.
type Reading struct {
	Perspective Perspective
	Low, High   Level    // equal where it is sure: 2; "2–3" where not. 0 for nothing
	Point       Level    // of the share itself, of a survey
	State       string   // "", "not yet assessed", "not asked", "suppressed: fewer than 10 answers", "too few to be sure", "partial", "no public data", "not enough scored"
	Text        string   // the rest in words: "21% agree, 143 answers (15 to 28)"; "4 of 5 scored, lowest 5.3 at 1"
	N           int      // answers given, don't know left out
	Percent     *float64 // who agree
	Lower       *float64 // 95% interval, percent
	Upper       *float64
	DontKnow    *float64 // percent of all who were asked and answered
	Scored, Of  int      // statements of a theme
	Lowest      string   // id of the theme's lowest statement
	LowestLevel Level
	CoreOnly    bool
	Indicators  []string // of the data perspective: which were used
	On          Day
	Before      Level // point or level in the version before; 0 where not known
}

// Shown says that there is a level to show.
func (r Reading) Shown() bool { return r.Low > 0 }

// Level is the level as it is shown: "2", "2–3" or "".
func (r Reading) Level() string {
	switch {
	case r.Low == 0:
		return ""
	case r.Low == r.High:
		return string(rune('0' + r.Low))
	}
	return string(rune('0'+r.Low)) + "–" + string(rune('0'+r.High))
}

// Flag is a disagreement that a rule found, with what the board answered and the forum replied.
type Flag struct {
	Rule     string // G1 to G11
	Item     string // statement "5.3" or theme "T5"
	Label    string // "Leaders more positive than families"
	Prompt   string // the question to the board
	Detail   string // the readings in words: "leaders 3, families 1–2"
	Needs    bool   // a response is needed before publication
	Response *Response
	Reply    *Reply
}

// Disagrees says that the flag is a disagreement, and not a strength or a priority that all share.
func (f Flag) Disagrees() bool { return f.Rule != SharedPriority && f.Rule != AgreedStrength }

// Answered says that the board has answered as the rules want.
func (f Flag) Answered() bool { return !f.Needs || f.Response != nil }

// PairAgreement is how near two perspectives are over all statements that both have: see benchmark.Agree.
type PairAgreement struct {
	A, B       Perspective
	Value      float64 // 0 to 100
	Statements int
	Shown      bool
}

// Caution is something the board's administrator should look at before anybody relies on the scores: shown to nobody else.
type Caution struct {
	Kind string // sudden rise, flat-lining, evidence reused
	Text string
	Keys []string
}
