"""What an officer has typed and not finished: kept each second, on this PC alone, in no log and no bundle."""
