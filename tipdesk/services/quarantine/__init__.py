"""What came and was refused, at headquarters and at posts."""
