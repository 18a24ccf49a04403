"""Casualties: how many people a text says were killed or hurt."""

from incidentmap.reading.casualties.finding import find

__all__ = ["find"]
