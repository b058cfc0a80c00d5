"""The planner's workplace: grids redrawn by hand and by calculation, checked before they are in force."""
