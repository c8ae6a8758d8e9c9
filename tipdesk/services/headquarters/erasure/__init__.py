"""Erasing a case: due by its retention dates, asked for by one officer, agreed to by another, obeyed everywhere."""
