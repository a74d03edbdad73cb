"""The console from which a drill is run."""
