"""Registering reports: the form, with screening, duplicates, map, photos and clocks as one types."""
