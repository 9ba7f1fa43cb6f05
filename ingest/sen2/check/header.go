package check

import (
	"strings"

	"inclusion/ingest/sen2"
)

func noYear(c *Checker) { c.foundWhen(c.header.Year == 0, sen2.Year) }

func noReferenceDate(c *Checker) { c.foundWhen(c.header.ReferenceDate == 0, sen2.ReferenceDate) }

func otherReferenceDate(c *Checker) {
	c.foundWhen(c.header.ReferenceDate.Given() && c.header.ReferenceDate != c.edition.ReferenceDate, sen2.ReferenceDate)
}

func unknownSender(c *Checker) {
	la := c.header.Authority
	c.foundWhen(la == 0 || la == sen2.OutsideEngland || c.stranger(la), sen2.LEA)
}

func noOfficers(c *Checker) {
	c.foundWhen(c.header.DMO == 0, sen2.DMO)
	c.foundWhen(c.header.DCO == 0, sen2.DCO)
}

func noSocialCareOfficer(c *Checker) {
	c.foundWhen(c.header.DSCO == 0 && c.edition.Expects(sen2.DSCO) != sen2.NotThisYear, sen2.DSCO)
}

func headerNotThisYear(c *Checker) { c.notThisYear(c.header.DSCO != 0, sen2.DSCO, 0) }

func madeBeforeCensus(c *Checker) {
	c.foundWhen(before(c.header.MadeOn(), c.edition.ReferenceDate), sen2.DateTime)
}

func madeLongAfter(c *Checker) {
	c.foundWhen(before(sen2.Day(c.edition.Year, 12, 31), c.header.MadeOn()), sen2.DateTime)
}

func otherCollection(c *Checker) {
	name := c.header.Collection
	c.foundWhen(name != "" && !strings.EqualFold(name, "SEN2"), sen2.Collection)
}
