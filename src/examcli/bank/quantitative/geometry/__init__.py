"""Geometry: every figure is told in words, and where it helps the picture comes with it."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.geometry import (
    angles,
    circles,
    comparison,
    coordinates,
    enclosures,
    polygons,
    pythagoras,
    quadrilaterals,
    sectors,
    shaded_areas,
    similarity,
    solids,
    tilings,
    triangle_angles,
    triangle_areas,
)

GENERATORS: dict[str, Generator] = {
    "angles-lines": angles.angles_lines,
    "triangle-angles": triangle_angles.triangle_angles,
    "pythagoras": pythagoras.pythagoras,
    "similarity": similarity.similarity,
    "triangle-area": triangle_areas.triangle_area,
    "quadrilaterals": quadrilaterals.quadrilaterals,
    "polygons": polygons.polygons,
    "circle-area": circles.circle_area,
    "arc-sector": sectors.arc_sector,
    "shaded-overlap": shaded_areas.shaded_overlap,
    "perimeter-context": enclosures.perimeter_context,
    "volume": solids.volume,
    "coordinate": coordinates.coordinate,
    "tiling-scaling": tilings.tiling_scaling,
    "comparison-geometric": comparison.comparison_geometric,
}
