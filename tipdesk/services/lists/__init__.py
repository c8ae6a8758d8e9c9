"""Lists of cases and of rows: what a list may tell, filters with their counts, counting, and deeds on many cases.

`sight` decides how much a list tells of each case, and every verb of this room asks it. `find_cases` gives ids and
numbers, `bulk` changes many cases at once, `saved_filters` and `recent_cases` are of one officer on one PC, `counted`
and `take_count` turn a count into something that leaves, and `tags_only` hides names in every list.
"""
