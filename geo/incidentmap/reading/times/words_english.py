"""The English words of time: a kind, perhaps a value, and the words. Capitalised words count only when written so."""

from __future__ import annotations

from typing import Final

#: ``KIND`` or ``KIND=value``, then words. See :mod:`.words` for what the kinds are for.
TABLE: Final = """
MONTH=1 January
MONTH=2 February
MONTH=3 March
MONTH=4 April
MONTH=5 May
MONTH=6 June
MONTH=7 July
MONTH=8 August
MONTH=9 September
MONTH=10 October
MONTH=11 November
MONTH=12 December
SHORT=1 Jan
SHORT=2 Feb
SHORT=3 Mar
SHORT=4 Apr
SHORT=6 Jun
SHORT=7 Jul
SHORT=8 Aug
SHORT=9 Sep Sept
SHORT=10 Oct
SHORT=11 Nov
SHORT=12 Dec
WEEKDAY=0 Monday
WEEKDAY=1 Tuesday
WEEKDAY=2 Wednesday
WEEKDAY=3 Thursday
WEEKDAY=4 Friday
WEEKDAY=5 Saturday
WEEKDAY=6 Sunday
WEEKDAY_SHORT=0 Mon
WEEKDAY_SHORT=1 Tue Tues
WEEKDAY_SHORT=2 Wed
WEEKDAY_SHORT=3 Thu Thur Thurs
WEEKDAY_SHORT=4 Fri
WEEKDAY_SHORT=5 Sat
WEEKDAY_SHORT=6 Sun
NEAR=0 today
NEAR=-1 yesterday
NEAR=1 tomorrow
TONIGHT tonight
OVERNIGHT overnight
NIGHT night
PART morning afternoon evening dawn daybreak noon midday midnight lunchtime dusk sunrise sunset nightfall
HOUR hour
HOUR=2 hours
DAYS day
DAYS=2 days
WEEK week
WEEK=2 weeks
MONTHS month
MONTHS=2 months
YEARS year
YEARS=2 years
WEEKEND weekend
LAST=1 last
THIS this
NEXT=1 next coming
ROLLING past
PREVIOUS=-1 previous preceding
PREVIOUS=1 following
SAME same
AGO ago
EARLIER=-1 earlier
EARLIER=1 later
BEFORE=-1 before
BEFORE=1 after
EDGE=0 early
EDGE=1 mid
EDGE=2 late
EDGE_OF=0 beginning start
EDGE_OF=1 middle
EDGE_OF=2 end close
HALF half
SEASON=1 spring
SEASON=2 summer
SEASON=3 autumn
FALL=3 fall
SEASON=4 winter
ONE=1 a an
CARDINAL=1 one
CARDINAL=2 two couple
CARDINAL=3 three
CARDINAL=4 four
CARDINAL=5 five
CARDINAL=6 six
CARDINAL=7 seven
CARDINAL=8 eight
CARDINAL=9 nine
CARDINAL=10 ten
CARDINAL=11 eleven
CARDINAL=12 twelve
CARDINAL=24 twenty-four
CARDINAL=48 forty-eight
SOME few several some many
ORDINAL=1 first
ORDINAL=2 second
ORDINAL=3 third
ORDINAL=4 fourth
ORDINAL=5 fifth
ORDINAL=6 sixth
ORDINAL=7 seventh
ORDINAL=8 eighth
ORDINAL=9 ninth
ORDINAL=10 tenth
ORDINAL=11 eleventh
ORDINAL=12 twelfth
ORDINAL=13 thirteenth
ORDINAL=14 fourteenth
ORDINAL=15 fifteenth
ORDINAL=16 sixteenth
ORDINAL=17 seventeenth
ORDINAL=18 eighteenth
ORDINAL=19 nineteenth
ORDINAL=20 twentieth
ORDINAL=30 thirtieth
TENS=20 twenty
TENS=30 thirty
in in
on on
at at
of of
the the
from from
to to
to till
and and
between between
into into
over over during throughout within
for for
since since
until until through
by by
as as
EVERY every each
FEAST=1225 Christmas
FEAST_DAY=1226 Boxing
RITE=107 Orthodox
RITE=1225 Catholic
EVE_DAY Eve
NEW New
INDEPENDENCE Independence
UKRAINE Ukraine Ukrainian
BORN born
FOUNDED founded established built formed created
NAMED Black Good Palm Bloody Easter Super Sheffield Holy Ash Cyber Girl
PAPER Times Mirror Telegraph Express Mail Herald Tribune
MODAL be have not also well yet still never seem come help only just
COUNT people persons men women children troops soldiers servicemen civilians families refugees residents homes houses
COUNT buildings km kilometers kilometres meters metres miles feet drones shells missiles rounds tons tonnes
COUNT dollars euros percent fighters militants villages settlements prisoners workers migrants members students hectares
"""
