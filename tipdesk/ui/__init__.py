"""The screens: they ask services on lanes, show the answers and hold no truth of their own."""
