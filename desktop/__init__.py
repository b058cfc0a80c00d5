"""The desk: the only Qt. It shows the county and passes on what hands do."""
