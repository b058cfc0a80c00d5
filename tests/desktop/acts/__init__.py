"""Forms of the acts."""
