"""What the convolution page computes, kept for all visitors."""
