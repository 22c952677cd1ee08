"""What a trained tagger is made of: frozen tables, their file, and the scorer that reads them. NumPy only."""
