"""The map: an incident frame as a Folium page. The only room that knows Folium."""

from incidentmap.mapping.columns import encode_columns
from incidentmap.mapping.layer import IncidentLayer
from incidentmap.mapping.page import IncidentMap, draw_map
from incidentmap.mapping.policy import content_security_policy
from incidentmap.mapping.story import Step, Story

__all__ = ["IncidentLayer", "IncidentMap", "Step", "Story", "content_security_policy", "draw_map", "encode_columns"]
