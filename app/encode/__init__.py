"""The parts of the Encode page: each chooses, computes and shows one way from text to tensors."""
