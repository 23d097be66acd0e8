"""A one-dimensional convolution over a sentence, with every number kept."""
