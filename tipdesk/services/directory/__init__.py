"""What every post reads of headquarters' directory: duty numbers, and the names of officers, posts and devices."""
