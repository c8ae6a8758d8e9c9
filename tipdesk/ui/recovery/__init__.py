"""The pages that help an officer who cannot unlock this PC, and its recovery by headquarters' custodians."""
