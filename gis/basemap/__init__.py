"""Raster base maps: tile packs and tile servers, with a cache, for a desk that is often without a network."""
