"""What arrives: event files; encodings, headings, dates and coordinates put right, or bad rows named one by one."""
