"""Location → geometry: the only room that draws vagueness.

It knows geometry and the words of place, not gazetteers: whoever calls hands it points and boundaries. Distances are
geodesic, on the WGS84 ellipsoid, and never in degrees. How large each thing is drawn stands in
:mod:`incidentmap.extents.sizes`.
"""

from incidentmap.extents.areas import area, around_area, mend, part
from incidentmap.extents.borders import along, along_border, outline, shared_border, strip
from incidentmap.extents.clipping import clip, joined, several
from incidentmap.extents.corridors import between
from incidentmap.extents.discs import disc, facility, near, outskirts
from incidentmap.extents.extent import Extent
from incidentmap.extents.facing import facing, from_border
from incidentmap.extents.hulls import hull
from incidentmap.extents.points import around_recorded, at, at_many, recorded, site
from incidentmap.extents.sectors import direction, distance, towards
from incidentmap.extents.sizes import FARTHEST_NEAR_KM, SITE_KM

__all__ = [
    "FARTHEST_NEAR_KM",
    "SITE_KM",
    "Extent",
    "along",
    "along_border",
    "area",
    "around_area",
    "around_recorded",
    "at",
    "at_many",
    "between",
    "clip",
    "direction",
    "disc",
    "distance",
    "facility",
    "facing",
    "from_border",
    "hull",
    "joined",
    "mend",
    "near",
    "outline",
    "outskirts",
    "part",
    "recorded",
    "several",
    "shared_border",
    "site",
    "strip",
    "towards",
]
