"""Who sees which lines of a script before the drill is over."""

import pytest

from commandcenter.drills.model.drill import Drill, Part, State
from commandcenter.drills.model.script import Inject, Visibility
from commandcenter.drills.model.sight import Sight
from commandcenter.kernel.ids import new_id

TOLD, COMING, HIDDEN = "told", "coming", "hidden"


def seen(sight: Sight, state: State) -> set[str]:
    drill = Drill(id=new_id(), year=2026, number=1, title="防汛演练", state=state)

    def line(title: str, visibility: Visibility = Visibility.PLAYERS) -> Inject:
        given = {"number": 1, "offset_s": 0, "title": title, "visibility": visibility}
        return Inject(id=new_id(), drill=drill.id, **given)

    told, coming, hidden = line(TOLD), line(COMING), line(HIDDEN, Visibility.CONTROLLERS)
    found = sight.seen(drill, (told, coming, hidden), {told.id, hidden.id})
    return {one.title for one in found}


@pytest.mark.parametrize("part", [Part.PLAYER, Part.OBSERVER, None])
def test_players_see_what_they_were_told_and_nothing_that_is_to_come(part: Part | None) -> None:
    sight = Sight(parts=frozenset(() if part is None else (part,)))
    assert seen(sight, State.RUNNING) == {TOLD}
    assert seen(sight, State.ENDED) == {TOLD, COMING, HIDDEN}
    drill = Drill(id=new_id(), year=2026, number=1, title="防汛演练")
    assert not sight.may_look(drill)


def test_who_makes_a_drill_sees_it_all_and_evaluators_what_is_not_for_controllers_alone() -> None:
    everything = {TOLD, COMING, HIDDEN}
    assert seen(Sight(is_maker=True), State.PLANNED) == everything
    for part in (Part.CONTROLLER, Part.SIMULATOR):
        assert seen(Sight(parts=frozenset((Part.PLAYER, part))), State.RUNNING) == everything
    assert seen(Sight(parts=frozenset((Part.EVALUATOR,))), State.RUNNING) == {TOLD, COMING}
