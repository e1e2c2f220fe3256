"""Fuzzing: what has to hold, inputs, and found cases."""
