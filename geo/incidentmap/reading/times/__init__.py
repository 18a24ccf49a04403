"""Times: the date and time expressions of English, Russian and Ukrainian text → closed intervals of days.

Words become kinds (:mod:`.words`, :mod:`.tokens`), runs of kinds expressions (:mod:`.grammar`), expressions days
(:mod:`.days`, :mod:`.periods`, :mod:`.relative`, over :mod:`.almanac`); :mod:`.finding` goes through the text.
"""

from incidentmap.reading.times.finding import find

__all__ = ["find"]
