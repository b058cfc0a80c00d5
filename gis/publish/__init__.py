"""What leaves the county as a file or picture."""
