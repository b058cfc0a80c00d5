"""Item models over workspace answers; no logic and no queries of their own."""
