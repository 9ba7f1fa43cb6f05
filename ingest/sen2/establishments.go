package sen2

// Establishment is what the register of establishments says of one URN.
type Establishment struct {
	Type       string // of establishment, as the register names it: "Community special school"
	Closed     Date   // 0 when it is open
	Unit       bool   // it has a SEN unit
	Resourced  bool   // it has resourced provision
	ProvidesFE bool
}

// Establishments is the register of establishments, by URN. nil when none was given: what needs it is then not checked and not counted.
type Establishments map[uint32]Establishment
