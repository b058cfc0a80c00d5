"""A coarser mesh for drawing at a zoom: every arc is thinned once, so both its faces still share it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from gis.boundaries.mesh import Mesh


def simplified(mesh: Mesh, tolerance_m: float) -> Mesh:
    """The mesh with each arc thinned by Douglas and Peucker (1973) within tolerance_m metres.

    Ends stay, so arcs still meet; ids, faces and ranks are unchanged. For drawing only: between nodes two thinned arcs
    may cross by less than twice the tolerance. A loop that would vanish keeps all its points.
    """
    import shapely

    if tolerance_m <= 0 or not len(mesh):
        return mesh
    count = np.diff(mesh.offsets)
    lines: Any = shapely.linestrings(mesh.xy, indices=np.repeat(np.arange(len(mesh)), count))
    thin: Any = shapely.simplify(lines, tolerance_m, preserve_topology=False)
    loop = (mesh.xy[mesh.offsets[:-1]] == mesh.xy[mesh.offsets[1:] - 1]).all(axis=1)
    gone = loop & (shapely.get_num_coordinates(thin) < 4)
    thin[gone] = lines[gone]
    offsets = np.zeros(len(mesh) + 1, np.int32)
    np.cumsum(shapely.get_num_coordinates(thin), out=offsets[1:])
    return replace(mesh, offsets=offsets, xy=shapely.get_coordinates(thin))
