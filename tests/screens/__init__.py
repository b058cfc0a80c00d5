"""Pictures of the real program."""
