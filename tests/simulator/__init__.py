"""What the simulator promises, room by room; each docstring ends in the source of its rule."""
