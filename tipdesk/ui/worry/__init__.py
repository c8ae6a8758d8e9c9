"""I am worried about someone: one page, eight questions, none of them needed, kept each second."""
