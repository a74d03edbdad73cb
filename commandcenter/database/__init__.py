"""Engine, journal, guards, live feed, search, attachments, station file, backup and migration."""
