"""The surface: draws lines, rules and marks at points, numbers the pages, makes the file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from commandcenter.documents.errors import Cancelled
from commandcenter.documents.fonts import Font
from commandcenter.documents.geometry import MM, Page
from commandcenter.documents.lines import broken
from commandcenter.documents.writing import Style, Writing, style
from commandcenter.kernel.text import visible
from commandcenter.kernel.words import N_, Translate

THIS_PAGE = N_("Page {page}")
ALL_PAGES = N_("of {total}")

_NUMBER_GAP = 7 * MM  # from the type area to the page number, GB/T 9704
_NUMBER_SIZE = 14.0
_COUNT_SIZE = 9.0
_GOES_ON = "…"
_COUNT_ROOM = 60.0  # on each side of the middle
_WATERMARK_GRAY = 0.92
_WATERMARK_DEGREES = 40
RED = (0.8, 0.0, 0.0)
_RED_RULE = 1.4
_RULE = 0.5
_STRIKE_HEIGHT = 0.36
_TOTAL = "total"
_TOTAL_BOX = (0, -9, 200, 18)
_WATERMARK = "watermark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the file and every page say about the paper.

    Attributes:
        title: Of the file; printing it is up to the paper.
        watermark: Such as 演练; printed large and grey behind the text of every page.
    """

    title: str
    subject: str = ""
    author: str = ""
    watermark: str = ""


class Sheet:
    """The pages of one paper, drawn one after the other; the current one is open for drawing.

    Attributes:
        running: Said at the foot of every page that is begun from now on.
    """

    def __init__(
        self,
        page: Page,
        imprint: Imprint,
        words: Translate,
        *,
        cancelled: Callable[[], bool],
        progress: Callable[[int], None],
    ) -> None:
        self.page = page
        self.number = 1
        self.running = ""
        self.writing = Writing()
        self._words = words
        self._cancelled = cancelled
        self._progress = progress
        self._style: Style | None = None
        self._bookmarks = 0
        self._watermark = imprint.watermark
        self._file = BytesIO()
        self._canvas = _canvas(page, imprint, self._file)
        if imprint.watermark:
            self._define_watermark()
        self._begin_page()

    def write(self, x: float, baseline: float, line: str, look: Style) -> None:
        """Draw one printable line from *x* to the right."""
        ink = self._ink
        if look is not self._style:
            ink.setFont(look.font, look.size)
            if look.is_red:
                ink.setFillColorRGB(*RED)
            else:
                ink.setFillGray(look.gray)
            self._style = look
        ink.setTextOrigin(x, baseline)
        ink.textLine(line)
        if look.struck:
            self._strike(x, baseline, line, look)

    def write_spread(
        self, x: float, baseline: float, line: str, look: Style, *, gap: float
    ) -> None:
        """Draw one printable line with *gap* more between its characters."""
        self._ink.setCharSpace(gap)
        self.write(x, baseline, line, look)
        self._ink.setCharSpace(0)

    def rules(self, rules: Iterable[tuple[float, float, float, float]]) -> None:
        """Draw thin lines, each (from x, from y, to x, to y)."""
        self._canvas.setLineWidth(_RULE)
        self._canvas.lines(list(rules))

    def red_rule(self, y: float) -> None:
        """Draw the red line below the head of an official letter, over the whole width."""
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*RED)
        self._canvas.setLineWidth(_RED_RULE)
        self._canvas.line(self.page.left, y, self.page.right, y)
        self._canvas.restoreState()

    def squares(self, squares: Iterable[tuple[float, float, float, float]]) -> None:
        """Fill black rectangles, each (left, lower edge, width, height)."""
        path = self._canvas.beginPath()
        for square in squares:
            path.rect(*square)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def fill(self, rectangle: tuple[float, float, float, float], *, gray: float) -> None:
        """Fill a rectangle (left, lower edge, width, height) below the text of the page."""
        self._canvas.saveState()
        self._canvas.setFillGray(gray)
        self._canvas.rect(*rectangle, stroke=0, fill=1)
        self._canvas.restoreState()

    def circle(self, x: float, y: float, radius: float, *, is_filled: bool) -> None:
        """Draw a circle: a black dot, or a ring that is white inside."""
        self._canvas.saveState()
        self._canvas.setLineWidth(_RULE)
        self._canvas.setFillGray(0 if is_filled else 1)
        self._canvas.circle(x, y, radius, stroke=1, fill=1)
        self._canvas.restoreState()

    def picture(self, rectangle: tuple[float, float, float, float], jpeg: bytes) -> None:
        """Draw a picture into a rectangle (left, lower edge, width, height)."""
        self._canvas.drawImage(ImageReader(BytesIO(jpeg)), *rectangle)

    def bookmark(self, text: str, *, level: int, top: float) -> None:
        """Add an outline entry, level 0 or below, that leads to this height of this page."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        if self._is_even:
            top += self.page.even_y
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self._canvas.addOutlineEntry(visible(text), key, level=level)

    def turn(self) -> None:
        """Finish this page and open the next.

        Raises:
            Cancelled: The user stopped the drawing.
        """
        self._end_page()
        self.number += 1
        self._begin_page()

    def close(self) -> bytes:
        """Finish the last page and return the file."""
        self._end_page()
        self._define_total()
        self._canvas.save()
        return self._file.getvalue()

    def _begin_page(self) -> None:
        if self._cancelled():
            raise Cancelled
        if self._watermark:
            self._canvas.doForm(_WATERMARK)
        if self._is_even:
            self._canvas.translate(self.page.even_x, self.page.even_y)
        self._ink = self._canvas.beginText()
        self._style = None
        self._foot = self.running  # what the page goes on with, whatever begins on it

    def _end_page(self) -> None:
        self._write_number()
        self._write_foot()
        self._canvas.drawText(self._ink)
        self._write_count()
        self._canvas.showPage()
        self._progress(self.number)

    def _write_number(self) -> None:
        look = style(Font.SERIF, _NUMBER_SIZE)
        number = f"— {self.number} —"
        x = self.page.left + _NUMBER_SIZE
        if not self._is_even:
            x = self.page.right - _NUMBER_SIZE - look.face.width(number, _NUMBER_SIZE)
        self.write(x, self._number_baseline, number, look)

    def _write_foot(self) -> None:
        """Write what the page belongs to on the inner side, as much as there is room for."""
        if not self._foot:
            return
        look, page = style(Font.SERIF, _COUNT_SIZE), self.page
        room = page.area_width / 2 - _COUNT_ROOM - _NUMBER_SIZE
        shown = self.writing.printable(self._foot, look)
        line = _cut(shown, room, look)
        x = page.left + _NUMBER_SIZE
        if not self.number % 2:
            x = page.right - _NUMBER_SIZE - look.face.width(line, _COUNT_SIZE)
        self.write(x, self._number_baseline, line, look)

    def _write_count(self) -> None:
        """Write `page x of y` around the middle; y is not known yet and comes from a form."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate((self.page.left + self.page.right) / 2, self._number_baseline)
        canvas.setFont(Font.SERIF, _COUNT_SIZE)
        this_page = self._words(THIS_PAGE).format(page=self.number)
        canvas.drawRightString(-_COUNT_SIZE / 4, 0, this_page)
        canvas.doForm(_TOTAL)
        canvas.restoreState()

    def _define_total(self) -> None:
        self._canvas.beginForm(_TOTAL, *_TOTAL_BOX)
        self._canvas.setFont(Font.SERIF, _COUNT_SIZE)
        total = self._words(ALL_PAGES).format(total=self.number)
        self._canvas.drawString(_COUNT_SIZE / 4, 0, total)
        self._canvas.endForm()

    def _define_watermark(self) -> None:
        canvas, page = self._canvas, self.page
        size = page.area_width / (len(self._watermark) + 1)
        look = style(Font.SANS_BOLD, size)
        canvas.beginForm(_WATERMARK)
        canvas.setFont(look.font, size)
        canvas.setFillGray(_WATERMARK_GRAY)
        canvas.translate(page.width / 2, page.height / 2)
        canvas.rotate(_WATERMARK_DEGREES)
        canvas.drawCentredString(0, -size * 0.38, self.writing.printable(self._watermark, look))
        canvas.endForm()

    def _strike(self, x: float, baseline: float, line: str, look: Style) -> None:
        y = baseline + look.size * _STRIKE_HEIGHT
        self.rules([(x, y, x + look.face.width(line, look.size), y)])

    @property
    def _is_even(self) -> bool:
        return self.number % 2 == 0

    @property
    def _number_baseline(self) -> float:
        return self.page.bottom - _NUMBER_GAP - _NUMBER_SIZE


def _canvas(page: Page, imprint: Imprint, file: BytesIO) -> Canvas:
    initial = style(Font.SERIF, _NUMBER_SIZE)
    canvas = Canvas(
        file,
        pagesize=(page.width, page.height),
        pageCompression=1,
        invariant=1,
        # Without it every file would name Helvetica, a font that is not embedded.
        initialFontName=initial.font,  # type: ignore[arg-type]  # the stub says float
        initialFontSize=initial.size,
        lang="zh-CN",
    )
    canvas.setTitle(visible(imprint.title))
    canvas.setSubject(visible(imprint.subject))
    canvas.setAuthor(visible(imprint.author))
    canvas.setCreator("commandcenter")
    canvas.showOutline()
    return canvas


def _cut(text: str, width: float, look: Style) -> str:
    """Return a text, or as much of its beginning as there is room for, and that it goes on."""
    lines = broken(text, width=width, face=look.face, size=_COUNT_SIZE)
    if len(lines) == 1:
        return lines[0]
    rest = width - look.face.width(_GOES_ON, _COUNT_SIZE)
    return broken(text, width=rest, face=look.face, size=_COUNT_SIZE)[0] + _GOES_ON
