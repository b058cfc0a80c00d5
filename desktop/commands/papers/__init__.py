"""What `main.py print` can print, a file a paper."""
