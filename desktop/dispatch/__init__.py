"""The dispatcher's workplace: queue, board, inspector and the drag between them."""
