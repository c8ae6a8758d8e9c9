"""What Alembic runs: the migrations, on the connection that `migrate` (or a test) hands over."""

from alembic import context

from tipdesk.adapters.store.tables import metadata

NOT_OURS = ("search_words", "search_names", "alembic_version")
"""The full-text tables and Alembic's own: made by hand, compared by nobody."""


def is_compared(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Tell whether autogenerate compares this table."""
    return not (kind == "table" and name is not None and name.startswith(NOT_OURS))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=is_compared,
    transactional_ddl=False,  # `migrate` holds the transaction
)
context.run_migrations()
