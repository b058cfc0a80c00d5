"""Divide an area with households into grids, or even out today's with the least change."""
