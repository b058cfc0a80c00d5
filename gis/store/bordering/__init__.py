"""The parts of a change of borders: rows of divisions, lines of arcs, homes, sizes."""
