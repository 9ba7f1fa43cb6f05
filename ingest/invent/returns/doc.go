// Package returns makes person-level SEN2 returns of invented authorities: whole files, as large as wanted, of children that were never
// drawn but in numbers. Reading, checking and counting a return can so be held to something. Everybody in it is called Sample, and
// their numbers begin with 999 or 98.
//
// # What is published, and what one set of people can have
//
// The sample's figures are drawn list by list (invent.Cases): requests, assessments, plans issued, plans started, plans ended, plans in force.
// Each list is kept as it was drawn. What was never drawn is which request became which plan, and that is decided here, so that
// one set of people has all lists at once. For the return of an authority from 2023 to 2026:
//
//   - The row of everybody is met in every table and measure but two: assess_in_year and assess_issued. The sample prints some plans without
//     days as issued after an assessment and not as issued in so many weeks; no return can have that. Here they are plans decided before
//     the year and begun in it, so that the 20 weeks are met and those two fall short by two in a hundred.
//   - By sex everything is met but assessments, for the same reason, and reviews. Which plans are too young for a review was drawn by itself;
//     in a return it follows from when they started.
//   - By age, plans ended, residential and work-based places are met, and all others nearly: a request, a start and a stock that were drawn
//     apart have ages that do not always fit one person. Notes counts these.
//   - By place and need of plans in force: the row of everybody and the sexes are met; ages and places are near, because new plans need certain
//     places and needs, which are swapped between plans of a sex.
//   - Authorities of a few dozen plans (140, 158) have too few people for the swaps, and miss some totals by one or a few.
//   - What a release prints wrongly, hides or revises is not in the return: it is the return as it was sent.
//
// # Days
//
// Decisions whether to assess fall in the year they are counted in; as many as fall after its end fall in its first weeks on requests of the
// year before. Plans issued that no plan started can be are issued in December and start in January, before the census; plans started that
// none issued can be were decided the December before. Plans too young for a review that did not start in the year start in the January
// after it. Requests that were undecided at the census before are not in the return. Organised arrangements stand only beside a personal
// budget. In the return of 2023 settings NEET, NIEC and NIEO are used although its codes lack them, because they are published.
package returns
