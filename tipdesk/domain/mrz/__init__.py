"""The machine-readable zone of travel documents, by ICAO Doc 9303: `read_mrz` says what it holds."""
