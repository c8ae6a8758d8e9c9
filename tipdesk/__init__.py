"""TIPdesk: one operational database for trafficking-in-persons cases, kept at posts and headquarters."""

__version__ = "0.1.0"
"""The one place that says which version this is: packages, window and command line read it here."""
