"""What the rules of the case life say on a screen: what is missing and the way to it, and what others are asked."""
