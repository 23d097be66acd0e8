"""A network unrolled over a sentence, with every number kept."""
