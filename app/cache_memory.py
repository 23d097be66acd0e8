"""What the memory page computes, kept for all visitors."""
