"""One file a tool, all of one shape."""
