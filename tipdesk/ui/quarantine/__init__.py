"""The pages of what came and was refused, at headquarters and at a post, on one view and one presenter."""
