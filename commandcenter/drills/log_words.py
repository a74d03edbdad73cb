"""Source texts of everything that may stand in the log of a drill, of all parts below."""

from commandcenter.alarms import words as alarms_words
from commandcenter.drills import words as drills_words
from commandcenter.duty.model import words as duty_words
from commandcenter.incidents import words as incidents_words
from commandcenter.incidents.model import response_words
from commandcenter.matters import words as matters_words
from commandcenter.teams import words as teams_words
from commandcenter.warnings import words as warnings_words

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    **matters_words.LINES,
    **duty_words.LINES,
    **teams_words.LINES,
    **alarms_words.LINES,
    **incidents_words.LINES,
    **warnings_words.LINES,
    **response_words.LINES,
    **drills_words.LINES,
}
# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    **matters_words.CODES,
    **teams_words.CODES,
    **alarms_words.CODES,
    **incidents_words.CODES,
    **warnings_words.CODES,
    **response_words.CODES,
}
