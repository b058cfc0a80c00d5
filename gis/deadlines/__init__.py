"""The clocks: calendar, limits, due instants, ledgers, the state of every open event."""
