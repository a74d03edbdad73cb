"""A paper: the words of one document from the title to the seal, drawn as they are given."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from itertools import chain

from commandcenter.documents import boxes, figures, pictures, seal, tables
from commandcenter.documents.flow import Align, Flow, baseline
from commandcenter.documents.fonts import Font
from commandcenter.documents.geometry import LANDSCAPE, NARROW, PORTRAIT
from commandcenter.documents.sheet import Imprint, Sheet
from commandcenter.documents.writing import Style, first_that_prints, style
from commandcenter.kernel.words import N_, Translate

NOT_PRINTED = N_("Characters that cannot be printed: {characters}. See the system for the text.")

_TITLE_SIZE = 22.0  # 二号
_SUBTITLE_SIZE = 14.0  # 四号
_MASTHEAD_SIZE = 42.0  # 初号
_RED_GAP = 11.3  # 4 mm
_FORM_SIZE = 14.0  # 四号
_LETTER_SIZE = 15.75  # 三号: 28 characters fill the line
_LETTER_LINES = 22
_FORM_LINES = 26
_NOTE_SIZE = 9.0
_DENSE_SIZE = 10.5  # 五号
_DENSE_LINES = 46
_DENSE_TITLE_SIZE = 16.0  # 三号
_BOX_GAP = 10.0
_DENSE_GAP = 4.0
_INDENT = "\u3000"
_FEWEST_LINES = 2  # of a paragraph below its heading


class Layout(Enum):
    """How a paper is set out."""

    FORM = auto()  # upright, text in size 四号
    WIDE = auto()  # the same lying, for tables of many columns
    DENSE = auto()  # upright with narrow margins, for what has to be seen on one sheet
    LETTER = auto()  # upright, 22 lines of 28 characters a page, as official letters are


_PAGES = {Layout.WIDE: LANDSCAPE, Layout.DENSE: NARROW}
# Size of the text, and lines of it on a page with the margins of an official letter.
_TEXTS = {
    Layout.LETTER: (_LETTER_SIZE, _LETTER_LINES),
    Layout.DENSE: (_DENSE_SIZE, _DENSE_LINES),
}


class Paper:
    """One document. Call what it consists of in order, then `finish`.

    Pages are drawn at once and rows are not kept, so that a table of any length can be given
    as a generator. Text is data: nothing in it is markup. No clock is read, so that equal
    calls give equal bytes.

    Every method raises Cancelled between two pages when *cancelled* says so.
    """

    def __init__(
        self,
        imprint: Imprint,
        *,
        words: Translate,
        layout: Layout = Layout.FORM,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int], None] = lambda _page: None,
    ) -> None:
        """Begin the first page.

        Args:
            words: Translates the words that the kit itself prints.
            cancelled: Asked before each page.
            progress: Told the number of each finished page.
        """
        page = _PAGES.get(layout, PORTRAIT)
        self._sheet = Sheet(page, imprint, words, cancelled=cancelled, progress=progress)
        self._flow = Flow(self._sheet)
        self._words = words
        self._outline_level = -1
        self._is_after_text = False
        # Height, how to draw it, and whether it is a box.
        self._waiting: list[tuple[float, Callable[[], None], bool]] = []
        self._is_dense = layout is Layout.DENSE
        size, lines = _TEXTS.get(layout, (_FORM_SIZE, _FORM_LINES))
        self._text = style(Font.SERIF, size)
        self._pitch = PORTRAIT.area_height / lines

    def running(self, text: str) -> None:
        """Say at the foot of the pages that follow what they belong to."""
        self._sheet.running = text

    def title(self, text: str) -> None:
        """Print the title of the document, centred; line feeds break it by meaning."""
        self._settle(0)
        size = _DENSE_TITLE_SIZE if self._is_dense else _TITLE_SIZE
        look = first_that_prints(text, _bold(size))
        self._flow.put(text, look, pitch=size * 1.5, align="center")
        if not self._is_dense:
            self._flow.skip(size / 2)

    def urgency(self, text: str) -> None:
        """Print how urgent it is, above everything else at the left (特急, 加急)."""
        self._flow.put(text, style(Font.SANS_BOLD, self._text.size), pitch=self._pitch)

    def masthead(self, text: str) -> None:
        """Print the red head of an office's own series, in one line as large as fits."""
        look = style(Font.SERIF_BOLD, _MASTHEAD_SIZE, is_red=True)
        width = look.face.width(self._sheet.writing.printable(text, look), _MASTHEAD_SIZE)
        size = min(_MASTHEAD_SIZE, _MASTHEAD_SIZE * self._sheet.page.area_width / max(width, 1))
        look = style(Font.SERIF_BOLD, size, is_red=True)
        self._flow.skip(self._pitch / 2)
        self._flow.put(text, look, pitch=size * 1.4, align="center")
        self._flow.skip(self._pitch / 2)

    def issue(self, number: str, unit: str, date: str) -> None:
        """Print the number of an issue, who issues it and when, above the red line."""
        look, pitch = style(Font.SERIF, _SUBTITLE_SIZE), _SUBTITLE_SIZE * 1.5
        self._flow.put(number, look, pitch=pitch, align="center")
        top = self._flow.y
        self._flow.put(unit, look, pitch=pitch)
        self._flow.y = top
        self._flow.put(date, look, pitch=pitch, align="right")
        self._flow.skip(_RED_GAP)
        self._sheet.red_rule(self._flow.y)
        self._flow.skip(self._pitch)

    def subtitle(self, text: str) -> None:
        """Print a line below the title, such as the date."""
        self._settle(0)
        size = _DENSE_SIZE if self._is_dense else _SUBTITLE_SIZE
        look = style(Font.SERIF, size)
        self._flow.put(text, look, pitch=size * 1.5, align="center")
        self._flow.skip(size / 2)

    def heading(self, text: str, *, level: int = 1) -> None:
        """Print a heading, enter it in the outline, and keep it with what follows.

        Args:
            level: 1 for 一、 and 2 for （一）.
        """
        size = self._text.size
        look = style(Font.SANS_BOLD, size)
        if level > 1:
            look = first_that_prints(text, _bold(size))
        lines = self._flow.lines(text, look, self._sheet.page.area_width)
        height = size / 2 + len(lines) * self._pitch
        self._waiting.append((height, lambda: self._draw_heading(text, look, level), False))

    def _draw_heading(self, text: str, look: Style, level: int) -> None:
        flow = self._flow
        self._is_after_text = False
        flow.skip(self._text.size / 2)
        self._outline_level = min(level - 1, self._outline_level + 1)
        self._sheet.bookmark(text, level=self._outline_level, top=flow.y)
        flow.put(text, look, pitch=self._pitch)

    def paragraph(self, text: str, *, indent: int = 2, align: Align = "left") -> None:
        """Print text; each line feed begins a new paragraph.

        Args:
            indent: Characters before the first line of each; left-aligned paragraphs only.
        """
        self._settle(_FEWEST_LINES * self._pitch)
        self._is_after_text = True
        if align != "left":
            self._flow.put(text, self._text, pitch=self._pitch, align=align)
            return
        for paragraph in text.split("\n"):
            self._flow.put_justified(_INDENT * indent + paragraph, self._text, pitch=self._pitch)

    def closing(self, unit: str, date: str) -> None:
        """Print who issues the document above its date, placed for a stamp on the printed paper."""
        flow, look, pitch = self._flow, self._text, self._pitch
        self._settle(2 * pitch)
        flow.skip(pitch)
        flow.need(2 * pitch)
        page, writing = self._sheet.page, self._sheet.writing
        unit, date = writing.printable(unit, look), writing.printable(date, look)
        left = page.right - 4 * look.size - look.face.width(date, look.size)
        middle = left + look.face.width(date, look.size) / 2
        unit_width = look.face.width(unit, look.size)
        unit_left = min(middle - unit_width / 2, page.right - unit_width)
        self._sheet.write(unit_left, baseline(flow.y, pitch, look), unit, look)
        self._sheet.write(left, baseline(flow.y - pitch, pitch, look), date, look)
        flow.y -= 2 * pitch

    def facts(self, facts: Sequence[tuple[str, str]], *, columns: int = 2) -> None:
        """Print a box of pairs of label and value, and keep it with what follows.

        Args:
            columns: So many pairs beside each other.
        """
        height = boxes.height_of_facts(self._flow, facts, columns=columns) + 2 * _BOX_GAP
        self._waiting.append((height, lambda: self._draw_facts(facts, columns), True))

    def _draw_facts(self, facts: Sequence[tuple[str, str]], columns: int) -> None:
        with self._box():
            boxes.draw_facts(self._flow, facts, columns=columns)

    def table(
        self,
        columns: Sequence[tables.Column],
        rows: Iterable[Sequence[tables.Value]],
        *,
        empty: str,
        small: bool = False,
    ) -> None:
        """Print a table: head on every page, any number of rows, a closing line at the end.

        Rows are taken one by one. A row higher than half a page is divided between pages.

        Args:
            empty: Printed when there are no rows.
            small: For tables of many columns; those of a dense paper are smaller anyway.

        Raises:
            ValueError: A row does not have one value for each column.
        """
        setting = tables.SMALL if small else tables.NORMAL
        if self._is_dense:
            setting = tables.DENSE
        given = iter(rows)
        first = next(given, None)
        needed = tables.height_of_beginning(self._flow, columns, first, setting=setting)
        rows = given if first is None else chain((first,), given)
        with self._box(needed):
            tables.draw(self._flow, columns, rows, empty=empty, words=self._words, setting=setting)

    @property
    def width(self) -> float:
        """Width of the type area in points, as figures need it."""
        return self._sheet.page.area_width

    def figure(self, figure: figures.Figure) -> None:
        """Print a drawing; it stays on one page."""
        with self._box(figure.height):
            figures.draw(self._flow, figure)

    def pictures(self, shown: Sequence[pictures.Shown]) -> None:
        """Print pictures two to a row; a row stays on one page with the lines below it."""
        for row in pictures.in_rows(shown):
            with self._box(pictures.height(self._flow, row)):
                pictures.draw(self._flow, row)

    def signatures(self, signatures: Sequence[boxes.Signature]) -> None:
        """Print a box to sign in, where the seal finds room below: no seal stands alone."""
        following = 0 if self._is_dense else _BOX_GAP + seal.LEAST_HEIGHT
        with self._box(boxes.height_of_signatures(signatures) + following):
            boxes.draw_signatures(self._flow, signatures, self._words)

    def code(self, seal_: seal.Seal) -> None:
        """Print the code of a dense paper into the corner beside its title; the seal follows."""
        if self._is_dense:
            seal.draw_corner(self._flow, seal_)

    def seal(self, seal_: seal.Seal) -> None:
        """Print the journal row that this paper shows the state after."""
        if self._is_dense:
            with self._box(seal.LINE_HEIGHT):
                seal.draw_line(self._flow, seal_, self._words)
            return
        with self._box(seal.LEAST_HEIGHT):
            seal.draw_seal(self._flow, seal_, self._words)

    def finish(self) -> bytes:
        """Return the file. What the fonts cannot print is listed at the end of the last page."""
        self._settle(0)
        missing = self._sheet.writing.missing
        if missing:
            characters = " ".join(f"U+{ord(character):04X}" for character in sorted(missing))
            note = self._words(NOT_PRINTED).format(characters=characters)
            look = style(Font.SANS, _NOTE_SIZE)
            self._flow.put(note, look, pitch=_NOTE_SIZE * 1.5)
        return self._sheet.close()

    def _settle(self, following: float) -> None:
        """Draw the headings and facts that wait, on the page where what follows them begins.

        Args:
            following: Height of the beginning of what follows.
        """
        waiting, self._waiting = self._waiting, []
        whole = self._sheet.page.area_height
        needed = sum(height for height, *_ in waiting) + following
        # Boxes that fill a page with what follows them would leave the page before empty.
        while waiting and waiting[0][2] and needed > whole / 2:
            height, draw, _ = waiting.pop(0)
            self._flow.need(height)
            draw()
            needed -= height
        if waiting:
            self._flow.need(min(needed, whole))
        for _, draw, _ in waiting:
            draw()

    @contextmanager
    def _box(self, beginning: float = 0) -> Iterator[None]:
        gap = _DENSE_GAP if self._is_dense else _BOX_GAP
        self._settle(beginning)
        if self._is_after_text:
            self._flow.skip(gap)
        yield
        self._flow.skip(gap)
        self._is_after_text = False


def _bold(size: float) -> tuple[Style, ...]:
    # The bold serif lacks rare characters; then the whole line is set in the sans.
    return style(Font.SERIF_BOLD, size), style(Font.SANS_BOLD, size)
