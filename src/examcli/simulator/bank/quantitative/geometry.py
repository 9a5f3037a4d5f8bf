"""Geometry: every figure is told in words, none is drawn."""

from examcli.simulator.bank.draft import Generator
from examcli.simulator.bank.quantitative.angles import angles_lines
from examcli.simulator.bank.quantitative.circles import circle_area
from examcli.simulator.bank.quantitative.coordinates import coordinate
from examcli.simulator.bank.quantitative.enclosures import perimeter_context
from examcli.simulator.bank.quantitative.geometric_comparisons import comparison_geometric
from examcli.simulator.bank.quantitative.polygons import polygons
from examcli.simulator.bank.quantitative.pythagoras import pythagoras
from examcli.simulator.bank.quantitative.quadrilaterals import quadrilaterals
from examcli.simulator.bank.quantitative.sectors import arc_sector
from examcli.simulator.bank.quantitative.shaded_areas import shaded_overlap
from examcli.simulator.bank.quantitative.similarity import similarity
from examcli.simulator.bank.quantitative.solids import volume
from examcli.simulator.bank.quantitative.tilings import tiling_scaling
from examcli.simulator.bank.quantitative.triangle_angles import triangle_angles
from examcli.simulator.bank.quantitative.triangle_areas import triangle_area

GENERATORS: dict[str, Generator] = {
    "angles-lines": angles_lines,
    "triangle-angles": triangle_angles,
    "pythagoras": pythagoras,
    "similarity": similarity,
    "triangle-area": triangle_area,
    "quadrilaterals": quadrilaterals,
    "polygons": polygons,
    "circle-area": circle_area,
    "arc-sector": arc_sector,
    "shaded-overlap": shaded_overlap,
    "perimeter-context": perimeter_context,
    "volume": volume,
    "coordinate": coordinate,
    "tiling-scaling": tiling_scaling,
    "comparison-geometric": comparison_geometric,
}
