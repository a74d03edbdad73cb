"""The papers after a drill: what they say, their bytes, their marks and their charts."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from commandcenter.documents.figures import Bar, Label, Shape, Sign
from commandcenter.drills.model import clock, merging, review, timing
from commandcenter.drills.model.correction import ActionState, CorrectiveAction
from commandcenter.drills.model.drill import Drill, Form, Objective, Part, Participant, State, Who
from commandcenter.drills.model.evaluation import (
    Evaluation,
    Grade,
    Item,
    Mark,
    Met,
    Observation,
    Score,
    Seen,
)
from commandcenter.drills.model.merging import Bounds
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.model.review import Review
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject
from commandcenter.drills.papers import charts
from commandcenter.drills.papers import evaluation_form as form_paper
from commandcenter.drills.papers import improvement_list as list_paper
from commandcenter.drills.papers import review_report as report_paper
from commandcenter.drills.service import evaluating, evaluation_items, review_exports
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.papers.ground import Dictionaries, Ground

BEGAN = datetime(2026, 5, 12, 1, tzinfo=UTC)
BOUNDS = Bounds(excellent=90, good=80, fair=60)
GROUPS = {"design": "策划与设计", "command": "指挥和协调"}


def text_of(data):
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return "".join("\n".join(pages).split())


@pytest.fixture
def ground():
    """A paper of an invented county, in English source texts so that no word is missing."""
    return Ground(
        centre="清溪县应急指挥中心",
        words=str,
        dictionaries=Dictionaries(words={"evaluation_group": GROUPS}),
        areas={},
        seal=None,
    )


@pytest.fixture
def reviewed():
    """Make the review of a drill of some lines; the second evaluator is stricter."""

    def make(lines=3, **fields):
        drill = Drill(
            id=new_id(),
            year=2026,
            number=7,
            title="龙潭镇山洪灾害应急演练",
            form=Form.TABLETOP,
            state=State.ENDED,
            headcount=126,
            began_at=BEGAN,
            ended_at=BEGAN + timedelta(hours=2),
            summary="总体达到目的。",
            lessons="叫应流程要再练。",
        )
        goal = Objective(id=new_id(), drill=drill.id, number=1, text="一小时内转移完毕")
        injects = [
            Inject(
                id=new_id(),
                drill=drill.id,
                number=n,
                offset_s=n * 200,
                title=f"第{n}条注入：石桥村水位上涨",
                expected="通知石桥村转移",
                within_s=120,
                objective_id=goal.id,
            )
            for n in range(1, lines + 1)
        ]
        acts = list(_acts(drill.id, injects))
        course = clock.fold(acts)
        played = review.played(course, clock.lines(course, injects))
        told = course.deliveries
        marks = [
            Mark(
                id=new_id(),
                drill=drill.id,
                inject_id=injects[0].id,
                line=0,
                met=Met.LATE,
                at=told[injects[0].id][0].at + timedelta(seconds=150),
                note="占线",
            )
        ]
        timed = timing.timings(timing.expected_of(injects, told), marks, [], course)
        problem = Observation(
            id=new_id(),
            drill=drill.id,
            observer="林晓",
            at=BEGAN + timedelta(minutes=9),
            kind=Seen.PROBLEM,
            text="电台没有复诵",
            objective_id=goal.id,
        )
        values = {
            "drill": drill,
            "plans": (Plan(id=new_id(), kind="special", title="县防汛预案", edition="2026版"),),
            "objectives": (review.objective_review(goal, timed, [problem]),),
            "participants": (
                Participant(
                    id=new_id(),
                    drill=drill.id,
                    who=Who.OTHER,
                    ref=None,
                    name="龙潭镇",
                    part=Part.PLAYER,
                    headcount=40,
                ),
            ),
            "lines": played,
            "pauses": course.pauses(),
            "timings": timed,
            "figures": timing.figures(timed),
            "merged": _merged(drill),
            "open_forms": ("王工",),
            "observations": (problem,),
            "actions": (_action(drill),),
            "uncovered": 0,
            "files": {
                problem.id: (
                    File(
                        id=new_id(),
                        about=problem.id,
                        sha256="0" * 64,
                        name="现场.jpg",
                        media_type="image/jpeg",
                        size=9,
                    ),
                )
            },
            "log": (
                timing.Trace(
                    seq=9, at=BEGAN, kind="duty.entry", heading="去电", text="通知石桥村", by="何立"
                ),
            ),
        }
        return Review(**values | fields)

    return make


def _acts(drill_id, injects):
    def act(kind, seconds, **fields):
        usual = {
            "seq": 1,
            "id": new_id(),
            "drill_id": drill_id,
            "offset_ms": fields.pop("offset_s", 0) * 1000,
            "at": BEGAN + timedelta(seconds=seconds),
            "by": "周敏",
        }
        return RunAct(act=kind, **usual | fields)

    yield act(Act.START, 0, speed_percent=100)
    yield act(Act.FIRE, 200, inject_id=injects[0].id, offset_s=200)
    yield act(Act.PAUSE, 300)
    yield act(Act.RESUME, 900)
    for place, one in enumerate(injects[1:-1], start=2):
        late = 30 * (place % 4) - 30
        due = one.offset_s + late
        yield act(Act.FIRE, due + 600, inject_id=one.id, offset_s=due)
    last = injects[-1]
    yield act(Act.SKIP, last.offset_s + 600, inject_id=last.id, note="时间不够")
    yield act(Act.END, last.offset_s + 800)


def _merged(drill):
    people = [
        Evaluation(
            id=new_id(), drill=drill.id, evaluator=name, handed_in_at=BEGAN, comment=f"{name}的意见"
        )
        for name in ("何立", "林晓")
    ]
    items = [
        Item(id=new_id(), form=None, group=group, position=n, text=f"{group}第{n}项", standard="好")
        for group in GROUPS
        for n in (1, 2)
    ]
    grades = {people[0]: "2220", people[1]: "2121"}
    scores = [
        Score(
            id=new_id(),
            drill=drill.id,
            evaluation_id=one.id,
            item_id=item.id,
            grade=Grade(grade),
            comment="没有人报告" if grade == "0" else "",
        )
        for one, given in grades.items()
        for item, grade in zip(items, given, strict=True)
    ]
    return merging.merge(items, people, scores, BOUNDS)


def _action(drill, **fields):
    usual = {
        "id": new_id(),
        "drill": drill.id,
        "number": 1,
        "finding": "电台没有复诵",
        "cause": "没有规定",
        "action": "修订通信规程",
        "owner": "值班室",
        "due_on": date(2026, 6, 12),
    }
    return CorrectiveAction(**usual | fields)


def test_the_review_tells_the_drill_from_its_facts_to_its_log(ground, reviewed):
    text = text_of(report_paper.review_report(ground, reviewed()))

    wanted = (
        "2026-007龙潭镇山洪灾害应急演练",
        "126",
        "Nothandedin:王工.",
        "Thedrillpaused1times,10minutesinall:09:05to09:15.",
        "Skipped",
        "Partlyreached",
        "Donetoolate通知石桥村转移",
        "Problemseen电台没有复诵",
        "1min40s",
        "Result:Fair(75.0%)",
        "策划与设计",
        "87.5%",
        "command第2项(anevaluatorgave0)",
        "Files:现场.jpg",
        "修订通信规程",
        "总体达到目的。",
        "叫应流程要再练。",
        "通知石桥村何立",
    )
    at = 0
    for words in wanted:
        at = text.index(words, at)
    assert "DRILLDRAFT" in text


def test_the_same_review_gives_the_same_bytes_and_one_in_the_archive_is_no_draft(ground, reviewed):
    one = reviewed()
    archived = replace(one, drill=replace(one.drill, state=State.CLOSED))

    assert report_paper.review_report(ground, one) == report_paper.review_report(ground, one)
    assert "DRAFT" not in text_of(report_paper.review_report(ground, archived))


def test_the_chart_shows_planned_and_actual_with_the_pause_between(reviewed):
    one = reviewed(lines=40)

    figures = charts.timelines(one.lines, one.pauses, width=440, words=str)

    assert [len(_signs(figure, Shape.RING)) - 1 for figure in figures] == [34, 6]
    assert [len(_signs(figure, Shape.DOT)) - 1 for figure in figures] == [34, 5]
    bars = [part for part in figures[0].parts if isinstance(part, Bar)]
    (ring, *_), (dot, *_) = _signs(figures[0], Shape.RING)[1:], _signs(figures[0], Shape.DOT)[1:]
    assert ring.x == dot.x < bars[0].x
    assert all(part.x <= 440 for figure in figures for part in figure.parts if hasattr(part, "x"))
    labels = [part.text for part in figures[0].parts if isinstance(part, Label)]
    assert "09:00" in labels
    assert "0 min 30 s early" in labels
    assert charts.timelines([], (), width=440, words=str) == []


def _signs(figure, shape):
    return [part for part in figure.parts if isinstance(part, Sign) and part.shape is shape]


def test_bars_are_as_long_as_the_share_of_their_group(reviewed):
    merged = reviewed().merged
    named = [(one.group, one) for one in merged.groups]

    figure = charts.group_bars(named, BOUNDS, width=440)

    backs = [part for part in figure.parts if isinstance(part, Bar)][::2]
    fills = [part for part in figure.parts if isinstance(part, Bar)][1::2]
    shares = [fill.width / back.width for fill, back in zip(fills, backs, strict=True)]
    assert shares == pytest.approx([0.875, 0.625])


def test_a_blank_form_has_boxes_and_a_filled_one_ticks(ground, reviewed):
    one = reviewed()
    items = [each.item for each in one.merged.items]
    evaluation = replace(one.merged.evaluations[0], handed_in_at=None, post="指挥部")
    scores = {each.item.id: each.scores[0] for each in one.merged.items}

    blank = text_of(
        form_paper.evaluation_form(ground, form_paper.Form(drill=one.drill, items=items))
    )
    filled = text_of(
        form_paper.evaluation_form(
            ground,
            form_paper.Form(drill=one.drill, items=items, evaluation=evaluation, scores=scores),
        )
    )

    assert (blank.count("☐"), blank.count("√")) == (16, 0)
    assert (filled.count("☐"), filled.count("√")) == (12, 4)
    assert "☐☐√☐没有人报告" in filled
    assert "指挥部" in filled
    assert "DRILL,NOTHANDEDIN" in filled
    assert "NOTHANDEDIN" not in blank


def test_the_merged_form_names_who_gave_what(ground, reviewed):
    one = reviewed()
    text = text_of(form_paper.merged_form(ground, one.drill, one.merged))

    assert "design第2项1.50何立2,林晓1" in text
    assert "command第2项0.50何立0,林晓1何立:没有人报告" in text
    assert "Fair(75.0%)" in text


def test_the_improvement_list_says_how_far_each_action_is(ground, reviewed):
    one = reviewed()
    plan = one.plans[0]
    closed = _action(
        one.drill,
        number=2,
        state=ActionState.CLOSED,
        plan_id=plan.id,
        evidence="新规程已发",
        done_by="何立",
        done_at=BEGAN,
        checked_by="陈国",
        checked_at=BEGAN,
        check_note="属实",
    )

    text = text_of(
        list_paper.improvement_list(
            ground, one.drill, [*one.actions, closed], plans={plan.id: plan}, files={}
        )
    )

    assert "2actions:1open,0doneandtoberechecked,1closed" in text
    for words in ("Revise:县防汛预案2026版", "何立2026-05-1209:00", "陈国2026-05-1209:00", "属实"):
        assert words in text
    nothing = list_paper.improvement_list(ground, one.drill, [], plans={}, files={})
    assert "Nocorrectiveactions" in text_of(nothing)


def test_papers_are_made_from_the_database_with_a_seal(db, a_played_drill, chief):
    drill = a_played_drill().drill
    form = evaluating.open_form(db, drill.id, form_id=new_id(), officer=chief)
    item = evaluation_items.of_form(db, Form.TABLETOP)[0]
    evaluating.score(db, form.id, item.id, Grade.BAD, officer=chief, score_id=new_id())
    at = now()

    papers = [
        review_exports.evaluation_form(db, drill.id, at=at, language="zh"),
        review_exports.evaluation_form(db, drill.id, evaluation_id=form.id, at=at, language="zh"),
        review_exports.merged_form(db, drill.id, at=at, language="zh"),
        review_exports.review_report(db, drill.id, at=at, language="zh"),
        review_exports.improvement_list(db, drill.id, at=at, language="zh"),
    ]

    texts = list(map(text_of, papers))
    assert all("清溪县" not in text and "校验码" in text for text in texts)
    assert all("龙潭镇防汛桌面推演" in text for text in texts)
    assert "桌面演练准备" in texts[0]
    assert texts[1].count("√") == 1
    assert "电话通知石桥村转移群众" in texts[3]
