"""Times: the date and time expressions of English, Russian and Ukrainian text → closed intervals of days.

Words become kinds (:mod:`.words`, :mod:`.tokens`), runs of kinds expressions (:mod:`.grammar`), expressions days
(:mod:`.days`, :mod:`.holidays`, :mod:`.periods`, :mod:`.relative`, over :mod:`.almanac`); :mod:`.finding` goes through
the text, and :mod:`.heads` reads datelines and the hours of chronicles.
"""

from incidentmap.reading.times.finding import find
from incidentmap.reading.times.heads import DATELINE
from incidentmap.reading.times.relative import ASSUMED
from incidentmap.reading.times.sentence import ANNOUNCED

__all__ = ["ANNOUNCED", "ASSUMED", "DATELINE", "find"]
