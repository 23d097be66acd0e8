"""Training runs beside the pages: begun, watched, paused, stopped, kept."""
