"""EPSG:4547 metres to degrees for the pointer read-out, without loading a projection library on the way to the first
picture. Inverse Gauss–Krüger by the Krüger series to n⁴ (Karney 2011, eq. 11-26), CGCS2000, central meridian 114° E."""

from __future__ import annotations

import math

A, F = 6_378_137.0, 1 / 298.257222101
N = F / (2 - F)
RADIUS = A / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
BETA = (
    N / 2 - 2 * N**2 / 3 + 37 * N**3 / 96 - N**4 / 360,
    N**2 / 48 + N**3 / 15 - 437 * N**4 / 1440,
    17 * N**3 / 480 - 37 * N**4 / 840,
    4397 * N**4 / 161280,
)
MERIDIAN, FALSE_EAST = 114.0, 500_000.0


def to_degrees(x_m: float, y_m: float) -> tuple[float, float]:
    """Longitude, latitude in degrees of an easting and northing in metres; a millimetre off at most in the zone."""
    xi, eta = y_m / RADIUS, (x_m - FALSE_EAST) / RADIUS
    xi_, eta_ = xi, eta
    for j, beta in enumerate(BETA, 1):
        xi_ -= beta * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
        eta_ -= beta * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
    conformal = math.asin(math.sin(xi_) / math.cosh(eta_))
    east = math.degrees(math.atan2(math.sinh(eta_), math.cos(xi_)))
    return MERIDIAN + east, math.degrees(_geographic(conformal))


def _geographic(conformal: float) -> float:
    """Geographic latitude of a conformal one, by fixed-point iteration."""
    e = math.sqrt(F * (2 - F))
    t = math.tan(conformal)
    tau = t
    for _ in range(6):
        sigma = math.sinh(e * math.atanh(e * tau / math.hypot(1, tau)))
        tau = _step(tau, t, sigma, e)
    return math.atan(tau)


def _step(tau: float, t: float, sigma: float, e: float) -> float:
    """One Newton step of Karney's equation 19-21."""
    taup = math.hypot(1, sigma) * tau - sigma * math.hypot(1, tau)
    slope = math.hypot(1, taup) * math.hypot(1, tau) * (1 - e * e) / (1 + (1 - e * e) * tau * tau)
    return tau + (t - taup) / slope
