// Package fetch finds the editions that publishers offer and takes their bytes, whole or not at all.
//
// A source says where its editions live (a [Place]): an Explore Education Statistics publication, a GOV.UK page or
// collection, any page whose links name the file, or a plain address. [Client.Look] answers what is there now, and
// [Client.Take] puts one edition's bytes on disk with their SHA-256. Nothing here reads a number: a file that arrives
// cut, as a web page, or from a host that is not a publisher's is an error with a sentence a person can act on.
//
// GOV.UK mints a new address each time a file is replaced, so no media address is ever kept: it is read from the
// page's own JSON at every look.
package fetch
