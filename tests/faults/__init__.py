"""Proof by experiment that nothing is lost, doubled or swapped: real processes, killed, under a hostile platform."""
