"""The words on the pages, one module per language with the same names in each."""
