"""Gates and clocks on this store: a case is frozen, judged by the pure rules, and approvals are asked and answered."""
