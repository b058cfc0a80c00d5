"""Versions of the schema, oldest first; gis.store.migrating runs them."""
