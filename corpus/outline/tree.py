"""How headings nest: by the sequence of their numbers, by their styles, by Markdown depth where it can be trusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.japanese.width import fold
from corpus.outline.heading import Heading, HeadingKind
from corpus.outline.labels import key_of
from corpus.outline.tidiness import is_tidy

# Styles from (1) inwards never stand at the top of a plan: after a heading of the same depth they are its children.
_INNER_RANK = 50
# Numbers of one style nest no deeper: 「8 用語集」 over 「1 まちづくり…」.
_MOST_NESTED = 2
_PAGE_PARTS = {HeadingKind.BARE, HeadingKind.TABLE}


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading in its place: ``path`` holds the titles from the outermost to its own."""

    heading: Heading
    path: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A heading that is open while its section and those under it are read."""

    heading: Heading
    forms: set[str] = field(default_factory=set)

    @property
    def number(self) -> int:
        return self.heading.numbering.number if self.heading.numbering else 0

    @property
    def style(self) -> str:
        return self.heading.numbering.style if self.heading.numbering else ""


def nest(headings: Sequence[Heading], plan_title: str) -> list[Placed]:
    """Return the headings with their paths, in order; a table that its section's heading covers is left out.

    The plan's own title heads nothing: its section is the cover.
    """
    return _Tree(headings, plan_title).run()


class _Tree:
    __slots__ = ("_headings", "_parents", "_plan_title", "_stack", "_tidy")

    def __init__(self, headings: Sequence[Heading], plan_title: str) -> None:
        self._headings = headings
        self._plan_title = fold(plan_title)
        self._tidy = is_tidy(headings)
        self._stack: list[_Open] = []
        self._parents: dict[str, Heading] = {}  # of each bound label, where it came last

    def run(self) -> list[Placed]:
        placed: list[Placed] = []
        for at, heading in enumerate(self._headings):
            before = self._headings[at - 1] if at else None
            directly = before is not None and before.body == heading.first
            if self._is_cover(at, heading) or heading.contents:
                self._stack.clear()
                placed.append(Placed(heading, (heading.title,)))
            elif heading.kind is HeadingKind.TABLE:
                placed.extend(self._table(heading, directly=directly))
            else:
                kept = self._kept(heading, before if directly else None)
                placed.append(self._push(heading, kept))
        return placed

    def _is_cover(self, at: int, heading: Heading) -> bool:
        if at or heading.kind is not HeadingKind.HASH:
            return False
        title = fold(heading.title)
        named = title in self._plan_title and 2 * len(title) >= len(self._plan_title)
        alone = heading.depth == 1 and not any(other.depth == 1 for other in self._headings[1:])
        return named or (alone and len(self._headings) > 1)

    def _push(self, heading: Heading, kept: int) -> Placed:
        del self._stack[kept:]
        if heading.bound and self._stack:
            self._parents[key_of(heading.title)] = self._stack[-1].heading
        self._stack.append(_Open(heading))
        return Placed(heading, self._path())

    def _path(self) -> tuple[str, ...]:
        return tuple(item.heading.title for item in self._stack)

    def _kept(self, heading: Heading, above: Heading | None) -> int:
        """Return how many open headings stay open over ``heading``; ``above`` is a heading right over it, if any."""
        if heading.top and not heading.authored:
            return 0
        if heading.kind is HeadingKind.BARE:
            return self._kept_by_bare(heading, above)
        if heading.depth and (self._tidy or heading.authored):
            return self._kept_while(lambda item: 0 < item.heading.depth < heading.depth)
        if heading.kind is HeadingKind.HASH:
            return self._kept_while(lambda item: self._holds_plain(item, heading))
        if heading.kind is HeadingKind.MARK:
            return self._kept_while(lambda item: self._holds_mark(item, heading))
        return self._kept_by_number(heading, above)

    def _kept_while(self, holds: Callable[[_Open], bool]) -> int:
        kept = len(self._stack)
        while kept and not holds(self._stack[kept - 1]):
            kept -= 1
        return kept

    @staticmethod
    def _holds_plain(item: _Open, heading: Heading) -> bool:
        if item.heading.kind is HeadingKind.HASH:
            return item.heading.depth < heading.depth
        return item.heading.kind is HeadingKind.NUMBERED and 0 < item.heading.depth <= heading.depth

    @staticmethod
    def _holds_mark(item: _Open, heading: Heading) -> bool:
        if item.heading.kind is HeadingKind.MARK:
            return item.heading.rank < heading.rank
        if item.heading.kind in _PAGE_PARTS and not item.heading.page:
            return False
        return not heading.depth or item.heading.depth <= heading.depth

    def _kept_by_number(self, heading: Heading, above: Heading | None) -> int:
        number = heading.numbering.number if heading.numbering else 0
        style = heading.numbering.style if heading.numbering else ""
        same = [at for at, item in enumerate(self._stack) if item.style == style]
        before = [at for at in same if self._stack[at].number == number - 1 and not self._parted(at, heading)]
        if before:
            return before[-1]
        if not same:
            return self._kept_while(lambda item: self._holds_number(item, heading))
        last = same[-1]
        if self._stack[last].number == number and key_of(self._stack[last].heading.title) == key_of(heading.title):
            return last
        if number == 1:
            return self._kept_by_first(heading, above)
        if self._parted(last, heading):
            return self._kept_while(lambda item: self._holds_number(item, heading) or item.style == style)
        return next((at for at in reversed(same) if self._stack[at].number < number), last)

    def _kept_by_first(self, heading: Heading, above: Heading | None) -> int:
        """Return what stays open over a number 1 whose style is open already: it starts again one level down."""
        style = heading.numbering.style if heading.numbering else ""
        if above is not None and self._stack and sum(item.style == style for item in self._stack) < _MOST_NESTED:
            return len(self._stack)
        return self._kept_while(lambda item: item.style == style or self._holds_number(item, heading))

    def _parted(self, at: int, heading: Heading) -> bool:
        """Return whether a Markdown heading stands between, deeper than the one and less deep than the other."""
        outer = self._stack[at].heading.depth
        between = (item.heading for item in self._stack[at + 1 :] if item.heading.kind is HeadingKind.HASH)
        return bool(outer and any(outer < inner.depth < heading.depth for inner in between))

    def _holds_number(self, item: _Open, heading: Heading) -> bool:
        """Return whether a numbered heading whose style is not open yet goes under ``item``."""
        open_, first = item.heading, heading.numbering is not None and heading.numbering.number == 1
        loose = heading.kind is HeadingKind.LOOSE
        if item.style:
            return open_.kind is not HeadingKind.TABLE and _rank(open_) < _rank(heading)
        if open_.kind is HeadingKind.HASH:
            if loose or not heading.depth:
                return True
            inner = first and _rank(heading) >= _INNER_RANK
            return open_.depth < heading.depth or (open_.depth == heading.depth and inner)
        if open_.kind is HeadingKind.BARE:
            return not loose and not heading.depth and (first or open_.page)
        return open_.kind is HeadingKind.MARK and first and not loose

    def _kept_by_bare(self, heading: Heading, above: Heading | None) -> int:
        if above is not None and above.kind is HeadingKind.BARE and above.over and not heading.over:
            return len(self._stack)
        if heading.page:
            return 0
        parent = self._parents.get(key_of(heading.title))
        if heading.bound and above is None and parent is not None:
            held = [at for at, item in enumerate(self._stack) if item.heading is parent]
            return held[0] if held else self._without_bare(heading)
        return self._without_bare(heading)

    def _without_bare(self, heading: Heading) -> int:
        def holds(item: _Open) -> bool:
            bare = item.heading.kind in _PAGE_PARTS
            return not bare or (item.heading.over and not heading.over)

        return self._kept_while(holds)

    def _table(self, heading: Heading, *, directly: bool) -> list[Placed]:
        """Return the place of a table of values by year.

        On a page with a page label, one heading heads one table: a second one, or a number that starts again, shows
        that the page's own heading was lost, so nothing under the label is claimed for it.
        """
        if heading.over:
            return self._shared_table(heading, directly=directly)
        pages = [at for at, item in enumerate(self._stack) if item.heading.page]
        if heading.numbering:
            return [self._numbered_table(heading, pages)]
        kept = self._kept_while(lambda item: item.heading.kind is not HeadingKind.TABLE)
        seen = self._stack[pages[-1]].forms if pages else set()
        if not pages:
            same = kept < len(self._stack) and self._stack[kept].heading.form == heading.form
            return [] if same or not self._closed_page(kept) else [self._push(heading, kept)]
        if heading.form in seen:
            del self._stack[pages[-1] + 1 :]
            return [Placed(heading, self._path())]
        if seen or not directly:
            return [self._push(heading, pages[0])]
        seen.add(heading.form)
        return []

    def _shared_table(self, heading: Heading, *, directly: bool) -> list[Placed]:
        """Return the place of a table that belongs to what stands over the marks before it."""
        marked = bool(self._stack) and self._stack[-1].heading.kind is HeadingKind.MARK
        if directly or not marked:
            return []
        return [self._push(heading, self._kept_while(lambda item: item.heading.kind is not HeadingKind.MARK))]

    def _closed_page(self, kept: int) -> bool:
        return kept < len(self._stack) and self._stack[kept].heading.kind is HeadingKind.TABLE

    def _numbered_table(self, heading: Heading, pages: Sequence[int]) -> Placed:
        number = heading.numbering.number if heading.numbering else 0
        kept = self._kept_while(lambda item: item.heading.kind is not HeadingKind.TABLE)
        counted = [item for item in self._stack[kept:] if item.number]
        if pages:
            self._stack[pages[-1]].forms.add(heading.form)
            if counted and counted[-1].number != number - 1:
                kept = pages[-1] + 1
        return self._push(heading, kept)


def _rank(heading: Heading) -> int:
    return heading.numbering.rank if heading.numbering else heading.rank
