"""The sounds of the program, computed rather than recorded: short, distinct, not shrill.

The worse, the more beats and the higher: whoever works at the desk knows the colour without
looking up.
"""

import math
from array import array
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TypeAlias

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
    loudness: float = _LOUDNESS
    fade_s: float = _FADE_S


class Chime(Enum):
    """What is heard and is no alarm."""

    DRILL = "drill"  # a line of a drill reached the players


Tone: TypeAlias = Severity | Chime


def _beats(
    pitches_hz: tuple[float, ...], length_s: float, pause_s: float, **more: float
) -> tuple[_Beat, ...]:
    found: list[_Beat] = []
    for pitch in pitches_hz:
        found += [
            _Beat(pitch_hz=pitch, length_s=length_s, **more),
            _Beat(pitch_hz=0, length_s=pause_s),
        ]
    return tuple(found)


_TONES: dict[Tone, tuple[_Beat, ...]] = {
    Severity.RED: _beats((880, 1_175, 880, 1_175, 880, 1_175), 0.13, 0.05),
    Severity.ORANGE: _beats((784, 988, 784, 988), 0.14, 0.07),
    Severity.YELLOW: _beats((659, 784), 0.16, 0.08),
    Severity.BLUE: _beats((523,), 0.22, 0.05),
    # Three soft tones that fall, lower than any alarm: nobody takes them for one.
    Chime.DRILL: _beats((440, 370, 294), 0.3, 0.04, loudness=0.22, fade_s=0.1),
}


@cache
def samples(tone: Tone) -> bytes:
    """Return a tone: one channel, 16 bits, RATE_HZ."""
    made = array("h")
    for beat in _TONES[tone]:
        made.extend(_wave(beat))
    return made.tobytes()


def length_s(tone: Tone) -> float:
    """Return how long the tone takes."""
    return sum(beat.length_s for beat in _TONES[tone])


def _wave(beat: _Beat) -> "array[int]":  # plain arrays take no type when the program runs
    count = round(RATE_HZ * beat.length_s)
    if not beat.pitch_hz:
        return array("h", bytes(2 * count))
    fade = RATE_HZ * beat.fade_s
    turn = 2 * math.pi * beat.pitch_hz / RATE_HZ
    # A little of the octave carries further through a room of voices.
    return array(
        "h",
        (
            round(
                _FULL
                * beat.loudness
                * min(1.0, n / fade, (count - n) / fade)
                * (0.8 * math.sin(turn * n) + 0.2 * math.sin(2 * turn * n))
            )
            for n in range(count)
        ),
    )
