"""Any file → the incident frame: located incidents as they are, event tables located, and reports read, on the way."""

from __future__ import annotations

from datetime import date as day
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from incidentmap.documents import is_report
from incidentmap.locate import locate
from incidentmap.records import holds_incidents, read_events, read_incidents

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from incidentmap.gazetteer import Gazetteer
    from incidentmap.gazetteer.build import Progress
    from incidentmap.model import Rejection


def load(
    path: str | Path,
    gazetteer: Gazetteer,
    *,
    place: str | None = None,
    within: str | None = None,
    date: str | None = None,
    end_date: str | None = None,
    country: str | None = None,
    date_order: Literal["dmy", "mdy"] | None = None,
    encoding: str = "utf-8",
    format: str | None = None,  # noqa: A002 - the word of the readers
    published: day | None = None,
    progress: Progress | None = None,
) -> tuple[GeoDataFrame, tuple[Rejection, ...]]:
    """Read incidents, or make them: of an event table by locating it, of reports by reading them.

    Parameters
    ----------
    path : path
        What :func:`incidentmap.export` wrote, an event table, a report, or a folder of reports.
    gazetteer : Gazetteer
    place, within, date, end_date, country, date_order, encoding : optional
        For event tables, as in :func:`incidentmap.read_events`.
    format : str, optional
        The format's name, where the file's suffix does not tell.
    published : date, optional
        For reports, as in :func:`incidentmap.read`.
    progress : callable, optional
        As in :func:`incidentmap.locate`.

    Returns
    -------
    frame : GeoDataFrame
    rejected : tuple of Rejection
        Rows of an event table, or files of a folder, that could not be read.

    Examples
    --------
    >>> from incidentmap import Gazetteer
    >>> with Gazetteer.open() as gazetteer:
    ...     frame, rejected = load("seeds/incidents.csv", gazetteer)
    >>> len(frame), rejected
    (29, ())
    """
    if is_report(path, format=format):
        from incidentmap.reports import read

        # Tables are UTF-8 unless told otherwise; of a report the encoding is found out.
        forced = None if encoding == "utf-8" else encoding
        reading = read(path, gazetteer, published=published, format=format, encoding=forced, progress=progress)
        return reading.frame(), tuple(reading.rejected)
    if holds_incidents(path, format=format):
        return read_incidents(path, format=format), ()
    table = read_events(
        path,
        place=place,
        within=within,
        date=date,
        end_date=end_date,
        country=country,
        date_order=date_order,
        encoding=encoding,
        format=format,
    )
    return locate(table, gazetteer, progress=progress), table.rejected
