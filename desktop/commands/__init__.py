"""Words on the command line that need Qt (offscreen); the same shape as gis.commands."""
