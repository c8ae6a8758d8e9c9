"""AV1: what somebody without a key may try, each with the control that shows that the attack is a real one."""
