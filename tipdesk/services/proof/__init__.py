"""What proves to others that a store holds: a walk over its logs, and logs as lines that anybody can check."""
