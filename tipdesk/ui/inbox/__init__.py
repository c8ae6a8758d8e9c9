"""The inbox: what posts report, the gravest first, until somebody says "I have it". Headquarters' first page."""
