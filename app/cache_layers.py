"""What the layers page computes, kept for all visitors."""
