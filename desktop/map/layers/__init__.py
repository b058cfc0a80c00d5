"""One file a layer, all of one shape."""
