"""Pictures of partnerships: a map and a timeline (`pip install 'rezekne-twins[plot]'`).

Each takes any collection of partnerships, filtered or not, and makes a `Picture`: it shows itself
in a notebook and saves itself as HTML, SVG or PNG. Nothing is fetched, neither to make a picture
nor to look at it.
"""

from rezekne_twins.plot._map import map  # noqa: A004 - the word for it
from rezekne_twins.plot._picture import Picture
from rezekne_twins.plot._timeline import timeline

__all__ = ["Picture", "map", "timeline"]
