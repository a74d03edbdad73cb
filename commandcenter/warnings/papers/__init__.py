"""The papers of warnings: values in, bytes out."""
