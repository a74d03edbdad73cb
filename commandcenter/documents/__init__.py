"""The kit that draws papers: official Chinese A4 documents as PDF. Knows no part."""
