"""Times of the parts that a person waits for. Not tests: machines differ."""
