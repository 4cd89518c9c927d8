"""The names of a catalog, inverted: which of them a question says, at the cost of those that it nearly says."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from assistant.kpis.alternatives import alternatives
from assistant.kpis.latin_names import one_word
from assistant.kpis.names import bare_name, halves, hiragana, is_near
from assistant.needles import Needles
from corpus.japanese.width import fold
from index.tokens import reading


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by number, without their brackets in ``bare``, and by their letters, their reading and their halves.

    ``others`` has the names that they hold beside themselves; ``held`` are the number and the length of each of those.
    """

    names: tuple[str, ...]
    bare: tuple[str, ...]
    letters: Needles
    sounds: Needles
    parts: Needles
    others: Needles
    held: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, names: Sequence[str], kana: Sequence[str]) -> "NameIndex":
        """Return the index of folded names, ``kana`` being their readings, "" for none; the number is the position."""
        bare = tuple(map(bare_name, names))
        forms = [dict.fromkeys((name, one_word(name))) for name in names]
        held = {(at, one): len(one) for at, own in enumerate(forms) for form in own for one in alternatives(form)}
        return cls(
            tuple(names),
            bare,
            Needles.of((form, at) for at, own in enumerate(forms) for form in own if len(form) > 1),
            Needles.of((said, at) for at, said in enumerate(kana)),
            Needles.of((half, at) for at, name in enumerate(bare) for half in halves(name)),
            Needles.of((one, number) for number, (_, one) in enumerate(held)),
            tuple((at, length) for (at, _), length in held.items()),
        )

    def said(self, folded: str, among: Container[int] | None = None) -> set[int]:
        """Return the numbers of the names that a folded question says; of those ``among`` alone where that is given.

        A name that sounds like what is said (電子決済率, でんしけっさいりつ), or is one letter apart, counts where it
        is longer than every name that is said to the letter; so does one that holds what is said (移住・定住相談件数).
        A word counts in Latin letters and in kana (LINE, ライン).
        """
        latin = one_word(folded)
        forms = (folded, latin) if latin != folded else (folded,)
        exact = _of({at for form in forms for at in self.letters.within(form)}, among)
        longest = max((len(self.names[at]) for at in exact), default=0)
        heard = _of(self.sounds.within(fold(hiragana(reading(folded)))), among)
        near = (at for at in _of(self.parts.within(folded), among) if is_near(self.bare[at], folded))
        held = (self.held[number] for form in forms for number in self.others.within(form))
        parts = {at for at, length in held if length > longest and (among is None or at in among)}
        return exact | parts | {at for at in (*heard, *near) if len(self.bare[at]) > longest}


def _of(found: set[int], among: Container[int] | None) -> set[int]:
    return found if among is None else {at for at in found if at in among}
