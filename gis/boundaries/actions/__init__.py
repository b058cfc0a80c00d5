"""One file an edit of borders, all of one shape: a frozen gesture whose `draft` says what it would do to the arcs."""
