"""Erasing a case: due by its retention clock, asked for by one officer, agreed to by another, obeyed everywhere."""
