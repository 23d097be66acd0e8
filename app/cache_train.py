"""What the train page computes, kept for all visitors."""
