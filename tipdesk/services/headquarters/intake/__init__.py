"""What comes in: bundles and questions by wire or stick, what strangers sent, when each post was last heard."""
