"""Speed, time and distance: journeys, stops, meetings, trains and tracks."""

from examcli.bank.draft import Generator
from examcli.bank.quantitative.speed_time_distance import (
    basics,
    encounters,
    journeys,
    schedules,
    tracks,
    trains,
    units,
)

GENERATORS: dict[str, Generator] = {
    "basic": basics.basic,
    "unit-change": units.unit_change,
    "average-speed": journeys.average_speed,
    "two-legs": journeys.two_legs,
    "rest-stops": schedules.rest_stops,
    "late-early": schedules.late_early,
    "meeting": encounters.meeting,
    "catch-up": encounters.catch_up,
    "train-length": trains.train_length,
    "circular-track": tracks.circular_track,
}
