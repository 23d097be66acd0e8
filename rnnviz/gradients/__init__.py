"""What a state, and the loss, owe to each earlier state and word."""
