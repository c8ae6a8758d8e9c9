"""I am worried about someone: one page, ten questions, none of them needed, kept each second."""
