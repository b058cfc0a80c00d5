"""收件箱: what waits for whoever sits here, the case of one event, and the acts on it."""
