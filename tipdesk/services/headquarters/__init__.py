"""What headquarters does: found, enrol, receive, answer, route, settle, quarantine."""
