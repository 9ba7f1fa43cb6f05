/* ---
id: P05
name: Sessions missed by pupils of state-funded alternative provision
short: Absence, alternative provision
theme: T7
type: scored
polarity: lower
unit: percent
definition: >-
  Of the sessions that pupils of pupil referral units and other state-funded alternative provision (AP) could have attended in
  the autumn and spring terms, the share they missed.
numerator: sessions missed in the autumn and spring terms
denominator: possible sessions in the autumn and spring terms
precision: 5
decimals: 1
interval: none
basis: academic
regions: published
source: absence
tables: [absence_ap]
published: true
caveats:
  - Many areas have one or two such schools, so one school can make the figure.
  - An area without such a school has no figure. That is not a good or a bad sign.
  - It is of two terms of the school year, not three.
  - There are no figures for 2019/20.
  - London is the sum of Inner and Outer London where the publisher prints only those.
known: {"2022-23": 40.74959, "2021-22": 37.40218, "2020-21": 32.80607}
known_from: "Department for Education, Pupil absence in schools in England"
--- */
select area_code, period, missed_sessions as numerator, sessions as denominator, absence_rate as published
from absence_ap
