"""The native map: frozen request to picture, canvas, overlay."""
