"""The files of a case on the screen: taken in, looked at as pixels in the reading pane, and exported."""
