"""Plan folders for two worlds: public plans, and staff plans made of invented words that share subjects with them."""

from dataclasses import dataclass
from pathlib import Path

from tests.plans import KPI_HEADER, OTHER, PUBLIC, write_plan
from tests.security.words import Words

_INDICATORS = "table,field,issue,indicator,project_id,direction,formula,department,note\n"
_MORE = """
# 4 図書館

市は、図書館の開館時間を夜の8時までに延ばします。
高齢者のスマートフォン教室を、公民館で年に24回開きます。

# 5 防災

避難所のうち、非常用電源を備えたものを令和9年度までに35か所とします。
"""


@dataclass(frozen=True, slots=True)
class SecretPlan:
    """What a staff plan is called, and terms that only it holds."""

    plan_id: str
    title: str
    city: str
    terms: tuple[str, ...]


def write_public(folder: Path) -> Path:
    """Write the plans that everybody may read, and return their folder."""
    place = write_plan(
        folder, "morikawa-dx", "森川市", PUBLIC + _MORE, title="森川市DX計画", extra='contact = "企画課"\n'
    )
    rows = "".join(
        f"morikawa-dx,kpi,窓口,押印,{name},,{year},,{kind},{value},{unit},{value}{unit},,certain\n"
        for name, unit, values in (("押印を省いた手続き", "件", (120, 96)), ("窓口の満足度", "%", (80, 71)))
        for year, (kind, value) in zip((2024, 2024), (("target", values[0]), ("actual", values[1])), strict=True)
    )
    (place / "kpi.csv").write_text(KPI_HEADER + rows, encoding="utf-8")
    write_plan(folder, "tanizawa-kanko", "谷沢市", OTHER, title="谷沢市観光計画", extra='status = "draft"\n')
    return folder


def write_secret(folder: Path, words: Words) -> tuple[SecretPlan, ...]:
    """Write three staff plans: of a public plan's city, of a city of its own, and one that copies public sentences."""
    return (
        _write(folder, words, "森川市", "窓口の改善"),
        _write(folder, words, f"{words.kanji()}市", "観光の推進"),
        _write(folder, words, "谷沢市", "財政", copied=PUBLIC + OTHER),
    )


def _write(folder: Path, words: Words, city: str, subject: str, copied: str = "") -> SecretPlan:
    plan_id = f"{words.latin()}-{words.latin()}"
    title, terms = f"{city}{words.kanji()}計画", (words.kana(), words.kanji(), words.latin(), words.kana())
    extra = (
        f'contact = "{words.kanji()}課 {words.kana()}"\nkind = "{words.kanji()}"\nprefecture = "{words.kanji()}県"\n'
    )
    place = write_plan(folder, plan_id, city, _text(words, subject, terms) + copied, access="staff", title=title,
                       extra=extra + f'period = "{words.kana()}期"\n')  # fmt: skip
    names = [words.kana() + "の割合", "押印を省いた手続き", f"{words.kanji()}の{words.kana()}数"]
    fields, issues = ["窓口", words.kanji(), words.kana()], ["押印", words.kanji(), words.latin()]
    units, projects = ["件", words.kana(), "%"], [words.latin() for _ in names]
    cells = list(zip(names, fields, issues, units, projects, strict=True))
    (place / "kpi.csv").write_text(KPI_HEADER + "".join(_values(words, plan_id, cell) for cell in cells), "utf-8")
    rows = "".join(
        f"kpi,{field},{issue},{name},{project},up,{words.kana()},{words.kanji()}課,{words.latin()}\n"
        for name, field, issue, _, project in cells
    )
    (place / "indicators.csv").write_text(_INDICATORS + rows, encoding="utf-8")
    return SecretPlan(plan_id, title, city, terms)


def _values(words: Words, plan_id: str, cell: tuple[str, str, str, str, str]) -> str:
    name, field, issue, unit, project = cell
    return "".join(
        f"{plan_id},kpi,{field},{issue},{name},{project},{year},,{kind},{value},{unit},{value}{unit},,certain\n"
        for year, kind in ((2024, "target"), (2024, "actual"), (2025, "actual"))
        for value in [words.figure()]
    )


def _text(words: Words, subject: str, terms: tuple[str, ...]) -> str:
    first, second, third, fourth = terms
    return f"""# 1 {words.kanji()}の検討

市は、{first}の移転先として{second}町の{words.kana()}跡地を検討しています。押印の見直しは{words.kana()}課が行います。

# 2 {subject}

## (1) {words.kana()}の見直し

市は、申請書の押印を{words.kanji()}までに{words.figure()}件の手続きで省きます。窓口で待つ時間は{third}によって半分になります。
図書館の{fourth}は、令和6年度に{words.figure()}人をめざします。

## (2) 3つの柱

窓口の改善は、次の3つの柱で進めます。

- {words.kana()}をつくること
- {second}を広げること
- {words.latin()}を減らすこと

# 3 {words.kanji()}の表

| {words.kana()} | {words.latin()} |
|---|---|
| {words.kanji()} | {words.figure()} |

# 用語集

- {first}：{words.kanji()}に{words.kana()}を加えたもののことです。
- {second}：{words.latin()}のことです。
- フレイル：{words.kana()}が弱くなった状態のことです。
"""
