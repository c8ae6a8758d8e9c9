"""The page Search: what was found, by case, person and text, with the words marked where the officer may see them."""
