"""Frames out: GeoJSON, CSV, GeoPackage, FlatGeobuf, GeoParquet and KML, and the list of what was refused.

One shape of the data for every format: geometry in two dimensions, at seven decimals, rings by the right-hand rule;
the schema's columns in the schema's order; text that cannot hurt the program that opens it. Every file is put in
place in one step, whole or not at all.
"""

from incidentmap.export.formats import FORMATS, export, format_of, to_geojson
from incidentmap.export.geojson import geojson_chunks
from incidentmap.export.rejects import write_rejects
from incidentmap.export.table import csv_chunks
from incidentmap.export.target import write_text

__all__ = ["FORMATS", "csv_chunks", "export", "format_of", "geojson_chunks", "to_geojson", "write_rejects", "write_text"]
