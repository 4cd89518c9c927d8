"""The ways in which a public asker may come at a hidden thing: each sends one request or a few."""

import json
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any, Final

from tests.security.targets import Target
from tests.security.worlds import Asker
from tests.web.visitor import hidden

Way = Callable[[Asker, Target, Random], Coroutine[Any, Any, None]]
WAYS: Final[list[Way]] = []

_LANGUAGES: Final = ("ja", "en", "easy")
_LONGEST: Final = 300
_PUBLIC: Final = ("morikawa-dx", "tanizawa-kanko")
_QUESTIONS: Final = (
    "{about}について教えてください",
    "{about}とは何ですか",
    "{city}の{about}はいつまでに行いますか",
    "{indicator}の令和6年度の実績値と目標値は？",
    "{field}の指標を一覧にしてください",
    "{city}と森川市の{issue}を比べてください",
    "{heading}には何が書かれていますか",
    "{title}の担当課はどこですか",
    "{about}は目標を達成しましたか",
    "What does the plan of {city} say about {about}?",
    "How many {indicator} were there in fiscal 2024?",
    "List the indicators for {field}.",
)
_LEANING: Final = ("それはいつまでですか", "ほかには？", "もっと詳しく教えてください", "目標値は？", "Tell me more.")


def way(function: Way) -> Way:
    """Put a way on the list."""
    WAYS.append(function)
    return function


def _question(target: Target, random: Random) -> str:
    form = random.choice(_QUESTIONS)
    plan = target.plan
    text = form.format(about=target.about, city=plan.city, title=plan.title, heading=target.heading or plan.title,
                       field=target.field or "窓口", issue=target.issue or "押印",
                       indicator=target.indicator or target.about)  # fmt: skip
    return text[:_LONGEST]


def _part(target: Target, random: Random) -> str:
    """Return a piece of the exact text."""
    start = random.randrange(max(1, len(target.quote) - 6))
    return target.quote[start : start + random.randint(4, 60)].strip() or target.quote[:_LONGEST]


def _form(target: Target, random: Random) -> dict[str, Any]:
    return {"question": _question(target, random), "language": random.choice(_LANGUAGES)}


@way
async def ask(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/api/ask", json=_form(target, random))


@way
async def ask_for_the_exact_words(asker: Asker, target: Target, _: Random) -> None:
    await asker.post("/api/ask", json={"question": target.quote[:_LONGEST]})


@way
async def ask_for_a_part_of_the_words(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/api/ask", json={"question": _part(target, random), "language": random.choice(_LANGUAGES)})


@way
async def follow_up(asker: Asker, target: Target, random: Random) -> None:
    history = [_question(target, random), _part(target, random)][: random.randint(1, 2)]
    await asker.post("/api/ask", json={"question": random.choice(_LEANING), "history": history})


@way
async def follow_up_with_a_public_plan(asker: Asker, target: Target, random: Random) -> None:
    row = {"question": _part(target, random), "history": ["申請書の押印はいつ省きますか", _question(target, random)]}
    await asker.post("/api/ask", json={**row, "plan_ids": [random.choice(_PUBLIC)], "drop": [random.choice(_PUBLIC)]})


@way
async def choose_the_plan(asker: Asker, target: Target, random: Random) -> None:
    plans = [target.plan.plan_id, random.choice(_PUBLIC)][: random.randint(1, 2)]
    await asker.post("/api/ask", json={**_form(target, random), "plan_ids": plans})


@way
async def demand_staff_access(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/api/ask", json={**_form(target, random), "access": "staff"})
    await asker.get("/api/search", {"q": _part(target, random), "access": "staff"})
    await asker.get("/api/kpis", {"plan": target.plan.plan_id, "access": "staff"})


@way
async def ask_in_stages(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/api/ask/stream", json=_form(target, random))


@way
async def ask_in_stages_on_the_page(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/ask/stream", data={**_form(target, random), "history": _part(target, random)})


@way
async def ask_on_the_page(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/ask", page=True, data=_form(target, random))


@way
async def choose_the_plan_on_the_page(asker: Asker, target: Target, random: Random) -> None:
    await asker.post("/ask", page=True, data={**_form(target, random), "plan_ids": target.plan.plan_id})


@way
async def open_the_page(asker: Asker, _: Target, random: Random) -> None:
    await asker.recall("/", {"language": random.choice(_LANGUAGES)})
    await asker.get("/plans", {"language": random.choice(_LANGUAGES)}, page=True)


@way
async def search(asker: Asker, target: Target, random: Random) -> None:
    await asker.get("/api/search", {"q": _part(target, random), "top": random.choice((1, 10, 50))})


@way
async def search_for_the_subject(asker: Asker, target: Target, random: Random) -> None:
    await asker.get("/api/search", {"q": _question(target, random)})


@way
async def search_in_the_plan(asker: Asker, target: Target, random: Random) -> None:
    plans = [target.plan.plan_id, random.choice(_PUBLIC)][: random.randint(1, 2)]
    await asker.get("/api/search", {"q": target.about, "plan": plans})


@way
async def filter_values(asker: Asker, target: Target, random: Random) -> None:
    given = {
        "plan": target.plan.plan_id, "field": target.field or "窓口", "indicator": target.indicator or target.about,
        "year": random.choice((2024, 2025)), "kind": random.choice(("target", "actual")),
        "verdict": random.choice(("achieved", "missed")),
    }  # fmt: skip
    names = random.sample(sorted(given), random.randint(0, 3))
    await asker.get("/api/kpis", {name: given[name] for name in names})


@way
async def filter_the_explorer(asker: Asker, target: Target, random: Random) -> None:
    given = {
        "q": target.about, "city": target.plan.city, "plan": target.plan.plan_id, "field": target.field or "窓口",
        "issue": target.issue or "押印", "indicator": target.indicator or target.about, "year": 2024, "table": "kpi",
        "verdict": random.choice(("achieved", "missed", "unclear")),
        "sort": random.choice(("name", "field", "latest", "gap")), "language": random.choice(_LANGUAGES),
    }  # fmt: skip
    names = random.sample(sorted(given), random.randint(0, 4))
    query = {name: given[name] for name in names}
    await asker.get(random.choice(("/kpis", "/kpis.csv")), query, page=True)


@way
async def open_an_indicator(asker: Asker, target: Target, _: Random) -> None:
    await asker.get(f"/kpis/{target.plan.plan_id}", {"key": target.key}, page=True)
    await asker.get(f"/kpis/{target.plan.plan_id}", {"indicator": target.indicator or target.about}, page=True)
    await asker.get("/kpis/morikawa-dx", {"key": target.key}, page=True)


@way
async def compare_indicators(asker: Asker, target: Target, random: Random) -> None:
    await asker.get("/kpis/compare", {"key": [target.key], "language": random.choice(_LANGUAGES)}, page=True)


@way
async def open_the_source(asker: Asker, target: Target, random: Random) -> None:
    span = {"start": target.start, "end": target.end}
    query = random.choice(({}, span, {**span, "part": "passage"}, {"q": target.about}, {"page": 2}, {"page": "x"}))
    await asker.get(f"/sources/{target.plan.plan_id}", query, page=random.random() < 0.5)


@way
async def search_in_a_public_source(asker: Asker, target: Target, random: Random) -> None:
    await asker.get(f"/sources/{random.choice(_PUBLIC)}", {"q": _part(target, random)[:100]}, page=True)


@way
async def read_the_text(asker: Asker, target: Target, random: Random) -> None:
    query = random.choice(({}, {"start": target.start, "end": target.end}, {"start": 9, "end": 3}))
    await asker.get(f"/api/plans/{target.plan.plan_id}/text", query)
    await asker.get("/api/plans")


@way
async def read_the_chunk(asker: Asker, target: Target, _: Random) -> None:
    await asker.get(f"/api/chunks/{target.chunk_id}")


@way
async def provoke_errors(asker: Asker, target: Target, random: Random) -> None:
    plan, part = target.plan.plan_id, _part(target, random)
    await asker.get("/api/search", {"q": part, "plan": plan, "top": "many"})
    await asker.get("/api/search", {"q": target.about * 60, "plan": plan})
    await asker.post("/api/ask", content=json.dumps({"question": part, plan: 1}).encode()[:-1])
    await asker.post("/api/ask", json={"question": part, plan: target.about})
    await asker.send("DELETE", f"/sources/{plan}")


@way
async def keep_the_answer(asker: Asker, target: Target, random: Random) -> None:
    form = {**_form(target, random), "history": _part(target, random)}
    await asker.post(random.choice(("/export.md", "/export.json")), data=form)


@way
async def keep_the_answer_of_the_plan(asker: Asker, target: Target, random: Random) -> None:
    form = {**_form(target, random), "plan_ids": target.plan.plan_id}
    await asker.post(random.choice(("/export.md", "/export.json")), page=True, data=form)


@way
async def rate_an_answer(asker: Asker, target: Target, random: Random) -> None:
    given = (await asker.post("/api/ask", json=_form(target, random))).json()
    comment = _part(target, random)
    row = {"answer_id": given["answer_id"], "rating": random.choice(("good", "bad")), "comment": comment}
    await asker.post("/api/feedback", json=row)
    await asker.post("/api/feedback", json={**row, "answer_id": target.plan.plan_id})


@way
async def rate_an_answer_on_the_page(asker: Asker, target: Target, random: Random) -> None:
    page = (await asker.post("/ask", page=True, data=_form(target, random))).text
    row = {"answer_id": hidden(page, "answer_id"), "token": hidden(page, "token"), "comment": target.about}
    await asker.post("/feedback", page=True, data={**row, "rating": "bad", "reason": "missing"})


@way
async def try_the_staff_pages(asker: Asker, target: Target, random: Random) -> None:
    address = random.choice(("", "/health", "/questions", "/feedback", "/upload", f"/uploads/{target.plan.plan_id}"))
    await asker.get(f"/staff{address}", {"q": target.about}, page=random.random() < 0.5)


@way
async def look_at_the_upkeep(asker: Asker, _: Target, random: Random) -> None:
    await asker.get(random.choice(("/healthz", "/readyz", "/openapi.json", "/privacy")))
