"""Who and where: divisions, units, duties, items, staff, households, ground."""
