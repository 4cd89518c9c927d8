"""How the names of plans write what may be written in several ways: LINE or ライン."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.kpis.latin_names import Said, names_in
from corpus.japanese.width import normalise

Key = int | str  # a row of the list, or letters that are said one by one


@dataclass(frozen=True, slots=True)
class Written:
    """For each plan the words of its names that may be written in other ways, each as it stands there first."""

    plans: Mapping[str, Mapping[Key, tuple[str, ...]]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "Written":
        """Return what these names hold, pairs of plan and name."""
        found: dict[str, dict[Key, dict[str, None]]] = {}
        for plan_id, name in dict.fromkeys(names):
            text = normalise(name).text
            for said in names_in(text):
                for key in _keys(said):
                    found.setdefault(plan_id, {}).setdefault(key, {})[text[said.start : said.end]] = None
        return cls({plan: {key: tuple(forms) for key, forms in own.items()} for plan, own in found.items()})

    def respelled(self, text: str, plan_ids: Sequence[str] = ()) -> str:
        """Return a text with its words as the names of these plans write them, of all where none are given.

        A word that stands in their names as it is said, or in no form, stays.
        """
        text, parts, at = normalise(text).text, [], 0
        for said in names_in(text):
            spoken = text[said.start : said.end]
            parts += [text[at : said.start], self._as_written(said, spoken, plan_ids)]
            at = said.end
        return "".join([*parts, text[at:]])

    def _as_written(self, said: Said, spoken: str, plan_ids: Sequence[str]) -> str:
        plans = [self.plans[one] for one in plan_ids if one in self.plans] if plan_ids else self.plans.values()
        for key in _keys(said):
            forms = [form for plan in plans for form in plan.get(key, ())]
            if forms:
                return spoken if spoken in forms else forms[0]
        return spoken


def _keys(said: Said) -> tuple[Key, ...]:
    return (*said.rows, said.word)
