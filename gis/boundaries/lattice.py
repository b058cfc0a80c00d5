"""The lattice of a thousandth of a millimetre on which all border points lie.

A county is kept in degrees and edited in metres. A double holds a place to some nanometres, so a point that goes to
degrees and back comes out a few nanometres off: enough to tear a node. Rounded to the lattice it is the same point
again, to the bit, however often it travels.
"""

from __future__ import annotations

import numpy as np

DECIMALS = 6
LATTICE_M = 1e-6


def on_lattice(xy: np.ndarray) -> np.ndarray:
    """The nearest points of the lattice; float64 of any shape, EPSG:4547 metres. A second time changes nothing."""
    return np.round(xy, DECIMALS) + 0.0  # turns -0.0 into 0.0
