"""Optional raster ground: MBTiles files, XYZ and WMTS servers, a disk cache."""
