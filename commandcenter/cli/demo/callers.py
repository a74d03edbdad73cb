"""Who is at the other end of the line."""

from collections.abc import Callable
from random import Random

from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.phrases import Beat
from commandcenter.cli.demo.scene import NOBODY, Contact, Scene, citizen, contact_of, contacts_of

Caller = Callable[[Scene], Contact]

# Whose calls are answered by any one of several organisations.
_TEAMS = ("flood_team_1", "flood_team_2", "blue_sky", "militia_team", "power_team", "carriers",
          "divers", "fire", "crane")  # fmt: skip


class Callers:
    """Finds the person for an entry; the same township keeps the same caller within a story."""

    def __init__(self, county: County, chance: Random) -> None:
        self._random = chance.random
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Contact, ...]] = {}
        self._staff = {one.key: contacts_of(county, one) for one in county.organisations}
        leaders = {
            person.name: contact_of(county.organisation(person.organisation), person)
            for person in county.people
            if person.duty == "leader"
        }
        self._sources: dict[str, Caller] = {
            "none": lambda _: NOBODY,
            "township": lambda scene: scene.official,
            "village": lambda scene: scene.town.villagers[scene.village],
            "citizen": lambda _: citizen(chance),
            "leader": lambda scene: leaders[scene.crew.leader],
        }

    def of(self, beat: Beat, scene: Scene) -> Contact:
        """Return who is at the other end of an entry."""
        source = beat.source
        if source in self._sources:
            return self._sources[source](scene)
        known = self._known.get((source, beat.orgs)) or self._find(source, beat.orgs)
        return known[int(self._random() * len(known))]

    def _find(self, source: str, orgs: tuple[str, ...]) -> tuple[Contact, ...]:
        keys = _TEAMS if source == "team" else orgs or (source,)
        found = tuple(contact for key in keys for contact in self._staff[key])
        self._known[source, orgs] = found
        return found
