"""The verbs on a case and its records: making, showing, finding, changing, settling and taking back."""
