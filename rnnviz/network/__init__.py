"""What a network is, how it starts, and how it is kept in a file."""
