"""What Alembic runs: the migrations, on the connection that `migrate` (or whoever writes the next one) hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=False,  # `migrate` holds the transaction
)
context.run_migrations()
