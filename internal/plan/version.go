package plan

import "time"

// Version is an immutable copy of all that was agreed, with the figures it was made with. Its text is hashed; see Seal.
type Version struct {
	Partnership string    `json:"partnership"`
	Name        string    `json:"name"`
	Number      int       `json:"number"`
	Cycle       string    `json:"cycle"`
	Framework   Framework `json:"framework"` // whole, so that the version can be read when the file is gone
	At          time.Time `json:"at"`
	Before      string    `json:"before_sha256"` // of the version before; empty for the first
	LedgerSeq   int64     `json:"ledger_seq"`
	LedgerHash  string    `json:"ledger_hash"` // of the newest entry it holds: ties the version to the chain
	Accounts    []string  `json:"accounts"`    // ids of the accounts whose entries it holds
	Entries     []Entry   `json:"entries"`     // every document, with who saved it when
	Figures     Figures   `json:"figures"`

	SHA256 string `json:"-"` // of the text
}
