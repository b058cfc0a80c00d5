"""Alembic's door: runs the versions on the connection that gis.store.migrating hands in, inside its transaction."""

from alembic import context

from gis.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
