"""First step: what is declined before it is looked into, by the rules of ``screening.toml``."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.steps.disguises import Forms, read_forms
from assistant.turn import AnswerStatus, Reason, Turn

_FILE = Path(__file__).with_name("screening.toml")


class ScreeningRule(BaseModel):
    """One entry of ``screening.toml``: why to decline, the key of what is said, and the forms that call for it.

    ``ja`` forms are looked for in the question without blanks, ``en`` forms in the question with single blanks.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: Reason
    said: str
    ja: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class ScreeningFile(BaseModel):
    """The content of ``screening.toml``; ``<name>`` in a form or part stands for an earlier part of that name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str]
    rule: tuple[ScreeningRule, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a question is declined, and the key of the sentence that says so, in the group ``refused``."""

    reason: Reason
    said: str


@dataclass(frozen=True, slots=True)
class _Rule:
    finding: Finding
    ja: tuple[re.Pattern[str], ...]
    en: tuple[re.Pattern[str], ...]

    def fits(self, forms: Forms) -> bool:
        return any(form.search(forms.joined) for form in self.ja) or any(form.search(forms.spaced) for form in self.en)


def screen(turn: Turn) -> Turn:
    """Return the turn declined where a rule fits; otherwise without the earlier questions that one fits.

    An earlier question that was declined is no topic, and must not reach a language model by way of a later one.
    """
    question = turn.question
    found = finding_of(question.text)
    if found is not None:
        return turn.decline(AnswerStatus.REFUSED, found.reason, said=found.said)
    history = tuple(earlier for earlier in question.history if finding_of(earlier) is None)
    return turn if history == question.history else replace(turn, question=replace(question, history=history))


def finding_of(text: str) -> Finding | None:
    """Return the first rule's finding that fits a question, None where none does."""
    forms = read_forms(text)
    if forms.encoded:
        return Finding(Reason.INSTRUCTION_ATTACK, "instruction_attack")
    return next((rule.finding for rule in _rules() if rule.fits(forms)), None)


def screening_rules() -> tuple[ScreeningRule, ...]:
    """Return the rules of ``screening.toml``, in the order in which they are tried."""
    return _file().rule


def _file() -> ScreeningFile:
    return ScreeningFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@cache
def _rules() -> tuple[_Rule, ...]:
    content = _file()
    parts: dict[str, str] = {}
    for name, form in content.parts.items():
        parts[name] = _filled(form, parts)
    return tuple(
        _Rule(
            Finding(rule.reason, rule.said),
            tuple(re.compile(_filled(form, parts)) for form in rule.ja),
            tuple(re.compile(_filled(form, parts)) for form in rule.en),
        )
        for rule in content.rule
    )


def _filled(form: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        form = form.replace(f"<{name}>", part)
    return form
