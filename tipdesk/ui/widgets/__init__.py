"""Widgets that every screen builds from: named for screen readers, usable by keyboard, dressed by the theme."""
