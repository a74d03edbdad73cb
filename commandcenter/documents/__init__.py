"""The kit for papers and tables: official Chinese A4 documents as PDF, sheets in and out."""
