"""Forms of the acts of the five steps: one file an act, all of one shape, for every workplace that touches an event."""
