"""The directory that headquarters keeps for all posts: duty numbers, agencies, posts, officers."""
