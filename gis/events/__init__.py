"""The large side: events as columns; states, queries, clusters, text search."""
