"""The page "I am worried about someone": ten questions, none of them needed, with what is typed kept each second."""
