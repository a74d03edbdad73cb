"""How much a message may hold. A real one stays far below, a hostile one does not."""

from commandcenter.documents.confined import Bounds

FILE_BYTES = 2_000_000
DEPTH = 64
ELEMENTS = 100_000
ATTRIBUTES = 256  # of one element
ALERTS = 200  # in one feed
LINKS = 500
INFOS = 10
AREAS = 100  # of one info
POINTS = 5_000  # of one polygon
POLYGONS = 100  # of one area
GEOCODES = 5_000  # of one area
REPEATED = 1_000  # parameters, codes, resources, references of one message
LINE_CHARACTERS = 2_000
TEXT_CHARACTERS = 20_000
LIST_CHARACTERS = 200_000  # references, addresses, coordinates

FIRST_YEAR, LAST_YEAR = 2000, 2100
RADIUS_KM = 20_038  # half way round the earth

CERTIFICATES = 50
CERTIFICATE_BYTES = 100_000

# What the process that reads a file may take before it is ended. A busy machine starts
# nothing sooner.
BOUNDS = Bounds(
    start_s=20.0,
    wait_s=10.0,
    time_s=1.2,
    memory_bytes=280_000_000,
    more_bytes=190_000_000,
    message_bytes=100_000_000,
)
