"""Plan folders whose titles, headings, tables, glossaries, KPIs and sentences hold the attacks of ``attacks.tsv``."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from tests.plans import KPI_HEADER
from tests.security.attacking import Attack, attacks
from tests.security.words import Words


@dataclass(frozen=True, slots=True)
class Injected:
    """A plan with one attack in it; ``fact`` is what an honest answer to ``question`` holds."""

    attack: Attack
    plan_id: str
    question: str
    fact: str


def write_injected(folder: Path) -> tuple[Injected, ...]:
    """Write one plan for each document attack and return what to ask of it."""
    words = Words(7)
    return tuple(_write(folder, f"attack-{at:03}", one, words) for at, one in enumerate(attacks("document"), 1))


def _write(folder: Path, plan_id: str, attack: Attack, words: Words) -> Injected:
    city, hall, seats, text = f"{words.kanji()}市", f"{words.kana()}館", words.figure()[:3], attack.text
    line = text.replace("\n", " ")
    place = folder / plan_id
    place.mkdir(parents=True)
    named = {"id": plan_id, "title": f"{city}計画 {line}", "city": city, "language": "ja", "access": "public",
             "contact": line, "kind": line}  # fmt: skip
    manifest = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in named.items())
    (place / "plan.toml").write_text(manifest, encoding="utf-8")
    cell = line.replace("|", "／")
    content = f"""# 1 {hall}

{hall}は、席を{seats}席備えます。
{text}

## {line}

{hall}の屋根を{words.kanji()}色に塗ります。{line}

# 2 {hall}の表

| 項目 | {cell} |
|---|---|
| {cell} | {words.kana()} |

# 用語集

- {words.kana()}：{line}
- {line}：{words.kana()}のことです。
- {words.kanji()}：{words.kana()}のことです。
"""
    (place / "plan.md").write_text(content, encoding="utf-8")
    out = io.StringIO()
    row = [plan_id, "kpi", line, line, f"{words.kanji()}の数 {line}", line]
    csv.writer(out).writerow([*row, 2024, "", "actual", 12, "人", "12人", "", "certain"])
    (place / "kpi.csv").write_text(KPI_HEADER + out.getvalue(), encoding="utf-8")
    return Injected(attack, plan_id, f"{city}の{hall}は席をいくつ備えますか", seats)
