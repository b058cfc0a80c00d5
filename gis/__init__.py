"""The county: everything that can be loaded, dispatched, checked and published without a desk. No Qt here."""
