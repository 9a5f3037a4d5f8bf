"""The words of motion: what moves, and how a choice shows a distance or a speed."""

# All feminine, so that one wording fits them all.
VEHICLES = ("سيارة", "حافلة", "شاحنة", "مركبة")

METRES, KILOMETRES = "{} م", "{} كم"
KILOMETRES_PER_HOUR, METRES_PER_SECOND = "{} كم/س", "{} م/ث"
