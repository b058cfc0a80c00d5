"""The shared-arc mesh of grids and the borders drawn from it."""
