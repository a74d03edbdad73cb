"""The sounds of the program, computed rather than recorded: short, distinct, not shrill.

The worse, the more beats and the higher: whoever works at the desk knows the colour without
looking up.
"""

import math
from array import array
from dataclasses import dataclass
from functools import cache

from ui.widgets.severity import Severity

RATE_HZ = 44_100
_FADE_S = 0.012  # a tone that begins or ends at once clicks
_LOUDNESS = 0.5
_FULL = 32_767


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beat:
    """One tone; a pitch of 0 is a pause."""

    pitch_hz: float
    length_s: float


def _beats(pitches_hz: tuple[float, ...], length_s: float, pause_s: float) -> tuple[_Beat, ...]:
    found: list[_Beat] = []
    for pitch in pitches_hz:
        found += [_Beat(pitch_hz=pitch, length_s=length_s), _Beat(pitch_hz=0, length_s=pause_s)]
    return tuple(found)


_TONES = {
    Severity.RED: _beats((880, 1_175, 880, 1_175, 880, 1_175), 0.13, 0.05),
    Severity.ORANGE: _beats((784, 988, 784, 988), 0.14, 0.07),
    Severity.YELLOW: _beats((659, 784), 0.16, 0.08),
    Severity.BLUE: _beats((523,), 0.22, 0.05),
}


@cache
def samples(severity: Severity) -> bytes:
    """Return the tone of a colour: one channel, 16 bits, RATE_HZ."""
    made = array("h")
    for beat in _TONES[severity]:
        made.extend(_wave(beat))
    return made.tobytes()


def length_s(severity: Severity) -> float:
    """Return how long the tone takes."""
    return sum(beat.length_s for beat in _TONES[severity])


def _wave(beat: _Beat) -> "array[int]":  # plain arrays take no type when the program runs
    count = round(RATE_HZ * beat.length_s)
    if not beat.pitch_hz:
        return array("h", bytes(2 * count))
    fade = RATE_HZ * _FADE_S
    turn = 2 * math.pi * beat.pitch_hz / RATE_HZ
    # A little of the octave carries further through a room of voices.
    return array(
        "h",
        (
            round(
                _FULL
                * _LOUDNESS
                * min(1.0, n / fade, (count - n) / fade)
                * (0.8 * math.sin(turn * n) + 0.2 * math.sin(2 * turn * n))
            )
            for n in range(count)
        ),
    )
