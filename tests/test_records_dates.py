"""Dates as tables write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentmap.model import TimePrecision
from incidentmap.records.dates import Unread, order_of, read_date, widen
from incidentmap.records.times import NoTime, When, times_of

DAY = date(2020, 8, 14)


@pytest.mark.parametrize(
    "cell",
    [
        "2020-08-14", "2020-8-14", "2020/08/14", "2020.08.14", "20200814", "2020-08-14T00:00:00",
        "2020-08-14 23:59:59.999", "2020-08-14T23:30:00Z", "2020-08-14T23:30:00+03:00", "14/08/2020", "8/14/2020",
        "14.08.2020", "14-08-2020", "14/08/2020 00:00:00", "8/14/2020 12:00:00 AM", "8/14/2020 12:00:00\u202fAM",
        "14 August 2020", "14 Aug 2020", "14th August, 2020", "August 14, 2020", "Aug. 14th 2020", "AUGUST 14 2020",
        "14-Aug-2020", "14 августа 2020", "14 августа 2020 г.", "14 серпня 2020", "14 серпня 2020 р.",
        "  2020-08-14  ",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(cell):
    assert read_date(cell) == (DAY, DAY, TimePrecision.DAY)


@pytest.mark.parametrize(
    "cell", ["2024-02", "2024/02", "2024-2", "February 2024", "feb 2024", "февраль 2024", "лютий 2024"]
)
def test_a_month_is_the_whole_month(cell):
    assert read_date(cell) == (date(2024, 2, 1), date(2024, 2, 29), TimePrecision.MONTH)


def test_a_year_is_the_whole_year():
    assert read_date("2024") == (date(2024, 1, 1), date(2024, 12, 31), TimePrecision.YEAR)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-31", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "0000-01-01", "31/04/2024", "13/13/2024",
        "00/01/2024", "2024-13", "2024-00", "31 April 2024", "20241301",
    ],
)  # fmt: skip
def test_a_day_that_is_in_no_calendar(cell):
    with pytest.raises(Unread, match="is not a day of the calendar"):
        read_date(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "yesterday", "14/08/20", "12 Smarch 2024", "2024-03-12 25", "1.5", "45292.5", "٢٠٢٤", "2024-03-12x", "-",
        "{{ 7*7 }}", "0", "12345",
    ],
)  # fmt: skip
def test_what_is_no_date(cell):
    with pytest.raises(Unread, match="is not a date"):
        read_date(cell)


def test_an_order_settles_what_could_be_two_days():
    assert read_date("03/04/2024", "dmy").start == date(2024, 4, 3)
    assert read_date("03/04/2024", "mdy").start == date(2024, 3, 4)
    assert read_date("03.04.2024").start == date(2024, 4, 3)
    assert read_date("03.04.2024", "mdy").start == date(2024, 3, 4)
    assert read_date("03/03/2024").start == date(2024, 3, 3)
    with pytest.raises(Unread, match="could be two days") as caught:
        read_date("03/04/2024")
    assert "--date-order" in caught.value.remedy


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT00:00:00", "%Y%m%d"]))
@settings(deadline=None)
def test_iso_is_read_for_every_day(day, form):
    text = form.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}").replace("%d", f"{day.day:02}")
    assert read_date(text) == (day, day, TimePrecision.DAY)


@given(st.dates(), st.sampled_from(["dmy", "mdy"]), st.sampled_from("/-."))
@settings(deadline=None)
def test_numbers_are_read_by_the_order(day, order, mark):
    parts = [day.day, day.month] if order == "dmy" else [day.month, day.day]
    text = mark.join([*(f"{p:02}" for p in parts), f"{day.year:04}"])
    assert read_date(text, order).start == day


@given(st.text(max_size=25))
@settings(deadline=None)
def test_any_text_is_a_date_or_is_refused(text):
    try:
        span = read_date(text)
    except Unread:
        return
    assert span.start <= span.end


def times(start, end=None, precision=None, coded="date_precision", order=None):
    blank = [""] * len(start)
    return times_of(start, end or blank, precision or blank, coded=coded, order=order)


def days(when: When) -> tuple[str, str, str]:
    import numpy as np

    return (str(np.datetime64(when.start, "s"))[:10], str(np.datetime64(when.end, "s"))[:10], when.precision)


def test_one_row_settles_the_whole_table():
    found = times(["03/04/2024", "04/05/2024 00:00", "8/14/2020 12:00:00 AM", "2024-01-01"])
    assert [days(w)[0] for w in found] == ["2024-03-04", "2024-04-05", "2020-08-14", "2024-01-01"]
    found = times(["03/04/2024", "31/05/2024"])
    assert [days(w)[0] for w in found] == ["2024-04-03", "2024-05-31"]
    # The end of one row may settle the start of another.
    found = times(["03/04/2024"], ["03/14/2024"])
    assert days(found[0])[:2] == ("2024-03-04", "2024-03-14")


def test_rows_that_contradict_each_other_settle_nothing():
    found = times(["03/04/2024", "31/05/2024", "05/31/2024"])
    assert isinstance(found[0], NoTime)
    assert [days(w)[0] for w in found[1:]] == ["2024-05-31", "2024-05-31"]
    assert isinstance(times(["03/04/2024", "31/05/2024", "05/31/2024"], order="dmy")[0], When)


def test_a_stated_precision_widens_a_day_that_stands_for_more():
    found = times(["2024-03-15"] * 5, precision=["day", "Week", "month", "YEAR", ""])
    assert [days(w) for w in found] == [
        ("2024-03-15", "2024-03-15", "day"),
        ("2024-03-11", "2024-03-17", "week"),
        ("2024-03-01", "2024-03-31", "month"),
        ("2024-01-01", "2024-12-31", "year"),
        ("2024-03-15", "2024-03-15", "day"),
    ]


def test_a_stated_precision_leaves_days_that_the_source_gave():
    assert days(times(["2024-03-02"], ["2024-03-05"], ["week"])[0]) == ("2024-03-02", "2024-03-05", "week")


def test_a_month_stays_a_month_whatever_is_stated():
    assert days(times(["2024-03"], precision=["day"])[0]) == ("2024-03-01", "2024-03-31", "month")
    assert days(times(["2024-03"], ["2024"])[0]) == ("2024-03-01", "2024-12-31", "year")


def test_the_numbers_of_catalogues():
    acled = times(["2024-03-15"] * 3, precision=["1", "2", "3"], coded="time_precision")
    assert [w.precision for w in acled] == ["day", "week", "month"]
    ucdp = times(["2024-03-15"] * 5, precision=["1", "2", "3", "4", "5"], coded="date_prec")
    assert [w.precision for w in ucdp] == ["day", "week", "week", "month", "year"]
    assert isinstance(times(["2024-03-15"], precision=["2"])[0], NoTime)


def test_what_is_wrong_is_told_with_its_column():
    refused = [
        times(["2024-03-15"], ["2024-03-14"]),
        times(["2024-03-15"], ["soon"]),
        times(["2024-03-15"], precision=["hour"]),
        times(["soon"], precision=["hour"]),
    ]
    assert [(found[0].role, found[0].value) for found in refused] == [
        ("end", "2024-03-14"),
        ("end", "soon"),
        ("time_precision", "hour"),
        ("start", "soon"),
    ]


def test_no_date_is_no_date():
    undated, open_end = times(["", ""], ["", "2024-03-14"], ["day", ""])
    assert (undated.precision, undated.phrase) == ("unknown", None)
    assert undated.start == undated.end < 0
    assert open_end.start == open_end.end > 0, "a last day alone is the day"
    assert (days(open_end)[1], open_end.precision, open_end.phrase) == ("2024-03-14", "day", "2024-03-14")


def test_weeks_at_the_ends_of_the_calendar():
    assert widen(date.min, TimePrecision.WEEK)[0] == date.min
    assert widen(date.max, TimePrecision.WEEK)[1] == date.max


def test_the_order_of_a_column():
    assert order_of(["14/08/2020"]) == order_of([" 14.08.2020 10:00 "]) == "dmy"
    assert order_of(["", "x", "2024-12-31", "01/02/2024"]) is None
