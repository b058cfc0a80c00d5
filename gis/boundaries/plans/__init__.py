"""Plans: borders as they might be, kept apart from the county in force until they take effect."""
