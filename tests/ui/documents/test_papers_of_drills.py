"""Papers of drills chosen and made on the documents page."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest

from commandcenter.drills.model.drill import Drill, Form, State
from commandcenter.drills.service import evaluating, records
from commandcenter.kernel.ids import new_id
from ui.documents.kinds import PaperKind
from ui.shell.page import Target


@pytest.fixture
def drill(office):
    """A drill that was held, with one form that was begun."""
    began = office.clock() - timedelta(hours=3)
    one = records.add(
        office.db,
        Drill(
            id=new_id(),
            year=2026,
            number=7,
            title="龙潭镇防汛推演",
            form=Form.TABLETOP,
            began_at=began,
            ended_at=began + timedelta(hours=1),
        ),
        officer=office.officer(),
    )
    held = records.change(office.db, replace(one, state=State.ENDED), officer=office.officer())
    evaluating.open_form(office.db, held.id, form_id=new_id(), officer=office.officer())
    return held


def text(page):
    reader = pypdf.PdfReader(BytesIO(page._paper.data))
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def test_each_paper_of_drills_is_made_by_a_link_and_names_the_drill(
    qtbot, office, drill, open_page
):
    page = open_page(office)
    qtbot.wait_until(lambda: page.choices.held.table.records.rowCount() > 0)
    for kind, key in (
        (PaperKind.DRILL_PLAN, drill.id),
        (PaperKind.DRILL_SCRIPT, drill.id),
        (PaperKind.EVALUATION_BLANK, drill.id),
        (PaperKind.EVALUATION_FORM, drill.id),
        (PaperKind.DRILL_REPORT, drill.id),
        (PaperKind.IMPROVEMENT_LIST, drill.id),
        (PaperKind.ANNUAL_PLAN, date(2026, 1, 1)),
        (PaperKind.DRILL_STATISTICS, date(2026, 7, 18)),
    ):
        page.go_to(Target(page="documents", kind=kind.name.lower(), key=key))
        qtbot.wait_until(
            lambda kind=kind: page._paper is not None and page._order.kind is kind, timeout=10_000
        )
        said = text(page)
        assert ("防汛推演" in said) is (kind is not PaperKind.DRILL_STATISTICS)
        assert "2026" in page._paper.title


def test_the_form_of_one_evaluator_is_chosen_beside_all_of_them(qtbot, office, drill, open_page):
    page = open_page(office)
    forms = page.choices.forms.table
    qtbot.wait_until(lambda: forms.records.rowCount() == 2)
    page.choices.kinds.choose(PaperKind.EVALUATION_FORM)
    own = forms.records.record(1)
    forms.choose(own.row)
    qtbot.wait_until(lambda: page._paper is not None and page._order.subject == own)
    assert "何立" in text(page)
    assert drill.title in own.name
