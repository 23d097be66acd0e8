"""What the feed says where it has nothing to give."""

NO_VECTORS = "There are no word vectors under this name on this server: load the page again."
OTHER_VECTORS = "The word vectors have changed since this page was loaded: load it again."
NO_ARRAY = "There is no array under this name on this server: load the page again."
NO_WORD = "“{word}” has no vector in {name}."
NO_NUMBER = "Expected {name} as a whole number of at least {low}{upto}."
AT_MOST = " and at most {high}"
