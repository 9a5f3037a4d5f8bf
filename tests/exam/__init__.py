"""Tests of the room `exam`."""
