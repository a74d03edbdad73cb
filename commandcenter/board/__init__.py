"""The live board: everything that goes on, read in one go; what has to happen by itself."""
