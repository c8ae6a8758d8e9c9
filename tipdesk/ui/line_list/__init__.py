"""The line list on the screen: many people written like a sheet, by keyboard alone, each row saved as it is left."""
