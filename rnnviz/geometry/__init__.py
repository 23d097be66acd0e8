"""What can be measured between word vectors."""
