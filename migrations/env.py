"""Alembic's entry: it is given a connection with a transaction, and runs the migrations in it."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
