"""What arrives: files of events, with every bad row named."""
