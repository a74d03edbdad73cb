"""What is left of a drill: its evaluation, its review and archive; and nothing in reality."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import sqlalchemy as sa
from pypdf import PdfReader

from commandcenter.database.engine import Database
from commandcenter.database.schema import journal_head
from commandcenter.drills import archive_file
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, Form, State
from commandcenter.drills.model.evaluation import Grade, Met, Observation, Seen
from commandcenter.drills.service import (
    after,
    archive,
    corrections,
    evaluating,
    evaluation_items,
    expectations,
    observing,
    records,
)
from commandcenter.drills.service.expectations import Judgement
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.handover import papers as handover_papers
from commandcenter.handover import service as handover
from commandcenter.incidents.service import exports, reading
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import translation
from commandcenter.teams.model.dispatch import Step
from commandcenter.teams.service import dispatch
from tests.end_to_end.drill_scene import ANSWERS, CALL, PLAYED_PLACE, TEAM, Scene
from tests.end_to_end.full_county import CHIEF, LEADER
from tests.end_to_end.real_figures import FIGURES, Look

SEEN = (
    (Seen.STRENGTH, "席位间复诵清楚", 5),
    (Seen.PROBLEM, "漏报上游泄量", 6),
    (Seen.NOTE, "白板字小看不清", None),
)
COMMENTS = ("整体有序略慢", "文电流转偏慢")
FINDING, MEASURE = "泄量口径不一", "统一泄量口径表"
BAD = "第一条没做到"
# How numbers of incidents and orders of a drill begin, and what stands on its papers.
_CARD = "teams.service.exports.card"
_MARKS = ("YLSJ-", "YLDD-", "演练")
# Figures that ask about a warning, a response or people who are moved, of which there is none.
_OF_OTHERS = re.compile(
    r"^warnings|response|evacuation|command|consultation|matrix|groups|overview\.seq|shelters|of_about"
)


def check_team(db: Database, drill_id: UUID) -> None:
    """The team went from the drill into reality."""
    [real] = dispatch.still_open(db)
    assert (real.team_name, real.step, real.order.drill_id) == (TEAM, Step.ASSEMBLED, None)
    assert dispatch.still_open(db, drill_id=drill_id) == ()
    [played] = dispatch.page(db, drill_id=drill_id)
    assert played.order.place == PLAYED_PLACE


def evaluate(scene: Scene) -> tuple[str, ...]:
    """Evaluate the drill twice and put it into the archive; returns what was said of it."""
    with scene.opened() as db:
        drill = scene.drill.id
        items = evaluation_items.of_form(db, Form.TABLETOP)
        for officer, comment in zip((CHIEF, LEADER), COMMENTS, strict=True):
            form = evaluating.open_form(db, drill, form_id=new_id(), officer=officer)
            for number, item in enumerate(items):
                is_bad = officer is LEADER and number == 0
                evaluating.score(
                    db,
                    form.id,
                    item.id,
                    Grade.BAD if is_bad else Grade.GOOD,
                    officer=officer,
                    score_id=new_id(),
                    comment=BAD if is_bad else None,
                )
            evaluating.describe(db, replace(form, comment=comment), officer=officer)
            evaluating.hand_in(db, form.id, officer=officer)
        for kind, text, number in SEEN:
            seen = Observation(
                id=new_id(),
                drill=drill,
                observer=LEADER.name,
                at=scene.clock.at,
                kind=kind,
                text=text,
                inject_id=scene.line(number) if number else None,
            )
            observing.note(db, seen, officer=LEADER)
        _judge(db, scene)
        action = CorrectiveAction(
            id=new_id(),
            drill=drill,
            number=1,
            finding=FINDING,
            action=MEASURE,
            owner="县水利局",
            item_id=items[0].id,
            due_on=date(2030, 1, 1),
        )
        corrections.add(db, action, officer=CHIEF)
        held = records.find(db, Drill, drill)
        after.close(db, held, officer=CHIEF, at=scene.clock.at, with_gaps=True)
    return (*(text for _, text, _ in SEEN), *COMMENTS, FINDING, MEASURE, BAD)


def _judge(db: Database, scene: Scene) -> None:
    """The first answer of the players does what the fifth line asks for; the rest was missed."""
    lines = log.page(db, LogQuery(drill_id=scene.drill.id))
    [answer] = [one for one in lines if one.entry and one.entry.draft.content == ANSWERS[0]]
    for line, seq in ((0, answer.seq), (1, None)):
        said = Judgement(
            drill=scene.drill.id,
            inject_id=scene.line(5),
            line=line,
            seq=seq,
            met=None if seq else Met.MISSED,
        )
        expectations.mark(db, said, mark_id=new_id(), officer=LEADER)


def check_reality(scene: Scene, said: tuple[str, ...]) -> None:
    """Look for every word of the drill in everything that is told of reality."""
    with scene.opened() as db:
        [incident] = reading.page(db)
        [sent] = dispatch.page(db)
        lines = log.page(db, LogQuery(with_automatic=True, with_milestones=True))
        typed = [one.entry.draft.content for one in lines if one.entry]
        whole = reading.whole(db, incident.id, at=scene.clock.at, officer=LEADER)
        assert typed == [CALL]
        real: Any = SimpleNamespace(
            incident=incident,
            report=whole.reports[0].id,
            call=exports.newest_call(db, incident.id),
            sent=sent,
            entry=incident.entry_id,
            team=sent.order.team_id,
        )
        look = Look(db=db, real=real, at=scene.clock.at, head=_head(db))
        found = {name: _told(ask(look)) for name, ask in FIGURES.items() if _is_asked(name)}
        found["handover report"] = text_of(_handed_over(db))
    # What the card of a team calls the drill it was in last, of which it knows none here.
    found[_CARD] = found[_CARD].replace("最近演练", "")
    assert len(found) > 70
    for name in ("bulletin", "phone_form"):
        paper = found[f"incidents.service.exports.{name}"]
        assert CALL in paper
    assert "3" in found["incidents.service.exports.bulletin"]
    assert CALL in found["duty.service.exports.duty_log"]
    assert CALL in found["handover report"]
    words = (*_of_drill(scene), *ANSWERS, PLAYED_PLACE, *said, str(scene.drill.id), *_MARKS)
    leaks = {
        name: [word for word in words if word.replace(" ", "") in text]
        for name, text in found.items()
    }
    leaking = {name: words for name, words in leaks.items() if words}
    assert leaking == {}, leaking


def _is_asked(name: str) -> bool:
    return _OF_OTHERS.search(name) is None


def _of_drill(scene: Scene) -> Iterator[str]:
    yield scene.drill.title
    for one in scene.script:
        yield from (one.title, one.text, one.sender)


def _head(db: Database) -> int:
    with db.read() as tx:
        return int(tx.execute(sa.select(journal_head.c.seq)).scalar_one())


def _handed_over(db: Database) -> bytes:
    [sealed] = handover.sealed(db)
    return handover_papers.report(sealed, words=translation("zh"))


def check_review(scene: Scene, said: tuple[str, ...], file: Path) -> None:
    """Look for everything of the drill in its archive, and above all in its review."""
    with scene.opened() as db:
        review = after.read(db, scene.drill.id, language="zh", at=scene.clock.at)
        file.write_bytes(archive.bundle(db, scene.drill.id, at=scene.clock.at, language="zh"))
    assert review.drill.state is State.CLOSED
    assert archive_file.verify(file).is_whole
    with ZipFile(file) as packed:
        names = packed.namelist()
        [paper] = [name for name in names if name == f"{translation('zh')('Drill review')}.pdf"]
        told = text_of(packed.read(paper))
        [kept] = [name for name in names if name.endswith(".json") and name != "manifest.json"]
        logged = json.loads(packed.read(kept))
    lines = [
        f"{one.inject.number}{one.inject.title}{_second(one.planned_at)}{_second(one.actual_at)}"
        for one in review.lines
    ]
    assert len(lines) == len(scene.script)
    players = [one.text for one in scene.script if one.visibility.value == "players"]
    delivered = [text for text in players if not re.search("第(04|30)号", text)]
    wanted = (*lines, *delivered, *ANSWERS, TEAM, PLAYED_PLACE, *_MARKS, *said)
    missing = [one for one in wanted if one.replace(" ", "") not in told]
    assert missing == [], (missing, told)
    texts = "\n".join(one["text"] for one in logged)
    assert [one for one in (*delivered, *ANSWERS) if one not in texts] == []
    assert CALL not in told


def _second(at: Any) -> str:
    return "" if at is None else f"{at.astimezone(BEIJING):%H:%M:%S}"


def _told(value: Any) -> str:
    """Return what a figure or paper says, without any white space."""
    if isinstance(value, bytes):
        return text_of(value)
    return re.sub(r"\s+", "", repr(value))


def text_of(data: bytes) -> str:
    """Return what a paper says, without any white space."""
    pages = PdfReader(BytesIO(data)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
