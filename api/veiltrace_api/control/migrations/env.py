"""Run by Alembic: migrates over the connection, and in the transaction, that it was given."""

from alembic import context

from veiltrace_api.control.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
