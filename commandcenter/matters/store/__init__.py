"""SQL of open matters and clocks."""
