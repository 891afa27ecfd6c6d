"""Outlines of countries for maps: Natural Earth's, as the project world-atlas packs them.

A fact "outline 110m" (or 50m, 10m: the scale) of a country is in words: `text` is its geometry as compact
JSON, a Polygon or MultiPolygon with longitudes and latitudes in degrees, as GeoJSON writes it. Outer rings
turn clockwise, as in the file and as d3 and Vega read them on the sphere; in RFC 7946 they turn otherwise.
"""
