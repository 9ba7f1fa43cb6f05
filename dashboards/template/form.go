package view

// Kinds of fields.
const (
	TextField   = "text"
	LongField   = "long" // several lines
	DateField   = "date" // 2026-03-31, with the browser's own picker
	NumberField = "number"
	ChoiceField = "choice" // one of a few, as radio buttons
	SelectField = "select" // one of many
	TickField   = "tick"   // yes or no
	TicksField  = "ticks"  // some of a few
	FileField   = "file"
	SecretField = "password"
)

// Form is a form with its fields. It works without script; with script and Saves it is saved as somebody writes.
type Form struct {
	ID       string // anchor, unique on the page
	Action   string
	Heading  string // of the form, as a legend; none when empty
	Submit   string // words of the button; "Save" when empty
	Fields   []Field
	Hidden   []Hidden
	Problems []Problem // shown above the form, each leading to its field
	Conflict *Conflict // somebody else saved first
	Unkept   string    // why what was sent is not saved though nothing is wrong with it; empty when it is
	Saved    string    // "Saved at 14:02 by the council"; none when empty
	Saves    bool      // saved as one writes; unsent words are kept in the browser
	Files    bool      // it has a file field
	Quiet    bool      // the button is plain: a lesser action
	Note     string    // beneath the button
}

// Hidden is a value that goes with the form unseen: the revision that the writer saw is called "base".
type Hidden struct{ Name, Value string }

// Field is one question of a form.
type Field struct {
	Kind      string
	Name      string
	Label     string
	Hint      string
	Value     string
	Values    []string // of TicksField
	Options   []Option
	Error     string // what is wrong with it, in a sentence
	Rows      int    // of LongField; 4 when 0
	MaxLength int
	Required  bool
	Complete  string // autocomplete token: "email", "current-password"
	Accept    string // of FileField: ".xlsx"
	Disabled  bool
	Inline    bool // choices beside each other
	Multiple  bool
}

// Option is one answer of a choice.
type Option struct {
	Value, Text, Hint string
	Disabled          bool // Hint says why
}

// ID is the field's id in a form.
func (f Field) ID(form string) string { return form + "-" + f.Name }

// Height is how many lines a long field shows.
func (f Field) Height() int {
	if f.Rows == 0 {
		return 4
	}
	return f.Rows
}

// Has says that an option is chosen.
func (f Field) Has(value string) bool {
	if f.Kind != TicksField {
		return f.Value == value
	}
	for _, v := range f.Values {
		if v == value {
			return true
		}
	}
	return false
}

// Problem is one thing that is wrong with a form. Field is its name; empty when it is no single field's.
type Problem struct{ Field, Text string }

// Button is the word on the form's button.
func (f Form) Button() string {
	if f.Submit == "" {
		return "Save"
	}
	return f.Submit
}

// WithProblems is the form with what is wrong, above it and at its fields.
func (f Form) WithProblems(problems []Problem) Form {
	f.Problems = problems
	fields := make([]Field, len(f.Fields))
	for i, field := range f.Fields {
		for _, p := range problems {
			if p.Field == field.Name && field.Error == "" {
				field.Error = p.Text
			}
		}
		fields[i] = field
	}
	f.Fields = fields
	return f
}

// At is the anchor of the field that a problem is about, and whether the form has it.
func (f Form) At(p Problem) string {
	for _, field := range f.Fields {
		if field.Name == p.Field {
			return field.ID(f.ID)
		}
	}
	return ""
}

// Conflict shows what somebody else saved while this was being written. Nothing has been overwritten.
type Conflict struct {
	By, At string
	Rows   []ConflictRow // only what differs
}

// ConflictRow is one field: as it stands now, and as it was about to be saved.
type ConflictRow struct{ Label, Theirs, Yours string }
