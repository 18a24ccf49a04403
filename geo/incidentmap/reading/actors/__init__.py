"""Actors: who takes part in what a text tells; named, quoted, numbered, or called back by "the Legion"."""

from incidentmap.reading.actors.finding import find

__all__ = ["find"]
