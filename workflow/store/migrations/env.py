"""How Alembic reaches the database: over the connection that ``store.migrate`` hands it."""

from alembic import context

from workflow.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # ours to begin and end; SQLite can roll back its tables too
)
with context.begin_transaction():
    context.run_migrations()
