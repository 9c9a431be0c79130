"""What is measured: pure arithmetic on frames and numbers, no I/O."""
