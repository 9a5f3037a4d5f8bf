"""What the simulator promises, room by room; sections (§) are those of the API reference notes."""
