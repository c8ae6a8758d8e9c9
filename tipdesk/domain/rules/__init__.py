"""Pure decisions: what the law and the service's rules say, as tables and functions without clock or disk."""
