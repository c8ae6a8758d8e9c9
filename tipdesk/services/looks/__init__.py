"""The audit as people read it: lists, exceptions to review, pruning what headquarters has, checking the chain."""
