"""What came and was refused: the page of headquarters and that of a post, on one view and one presenter."""
