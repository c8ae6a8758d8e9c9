"""TIPdesk: one operational database for trafficking-in-persons cases, kept at posts and headquarters."""
