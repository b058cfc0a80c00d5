"""The only SQL: a county in one SQLite file or one PostgreSQL database, its journal, its copies and their checks.

Nothing is imported here, so that gis.store.cache and gis.store.adopt stay light; gis.store.opening and
gis.store.create bring SQLAlchemy in.
"""
