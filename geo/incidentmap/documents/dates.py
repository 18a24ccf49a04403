"""The dates that a file's metadata states: only what can be read in one way is a date."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

#: The year of a publication; outside lie the zero dates of broken software.
_YEARS: Final = range(1800, 2200)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        """jan january января янв січня|feb february февраля фев лютого|mar march марта мар березня
        |apr april апреля апр квітня|may мая травня|jun june июня июн червня|jul july июля июл липня
        |aug august августа авг серпня|sep sept september сентября сен вересня|oct october октября окт жовтня
        |nov november ноября ноя листопада|dec december декабря дек грудня""".split("|"),
        start=1,
    )
    for name in names.split()
}
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DAY_MONTH: Final = re.compile(
    r"(?:[^\W\d]{2,12}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([^\W\d]{3,10})\.?,?[\s-]+(\d{4})(?!\d)"
)
_MONTH_DAY: Final = re.compile(
    r"(?:[^\W\d]{2,12}\.?,\s+)?([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)


def stated_date(value: object) -> date | None:
    """Read the day that a value of metadata states, as its writer counted it: a time zone does not move it.

    ISO 8601, RFC 822, "12.03.2024" and months by name are read; "03/12/2024", which is two dates, is not.

    Examples
    --------
    >>> stated_date("2024-03-12T23:30:00-05:00"), stated_date("Tue, 12 Mar 2024 10:00:00 GMT")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 12))
    >>> stated_date("12 марта 2024"), stated_date("03/12/2024"), stated_date("0001-01-01")
    (datetime.date(2024, 3, 12), None, None)
    """
    if isinstance(value, date):
        return _date(value.year, value.month, value.day)
    if not isinstance(value, str):
        return None
    text = value[:80].strip().strip("\"'").lower()
    if found := _YEAR_FIRST.match(text):
        return _date(int(found[1]), int(found[3]), int(found[4]))
    if found := _DAY_FIRST.match(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if (found := _DAY_MONTH.match(text)) and found[2] in _MONTHS:
        return _date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    if (found := _MONTH_DAY.match(text)) and found[1] in _MONTHS:
        return _date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS or (year, month, day) == (1970, 1, 1):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
