"""Personal data in a question: found and masked before anything else reads it.

Masked are telephone numbers, My Number (個人番号), mail addresses, addresses down to the house number, postal codes and
card numbers. Three-digit numbers (110, #7119), figures, years, dates and project ids (観光1-1-4) stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.personal_numbers import is_card_number, is_my_number
from assistant.turn import Question
from assistant.visible import visible

MASKED_NOTICE = "personal_information_masked"

Span = tuple[int, int]

_LABELS = {
    "mail": "［メールアドレス］",
    "card": "［カード番号］",
    "my_number": "［マイナンバー］",
    "phone": "［電話番号］",
    "postal_code": "［郵便番号］",
    "address": "［住所］",
}

# Dashes that people type between digits; ー and 一 only there, since they are letters elsewhere.
_DASH = re.compile(r"(?<=[\d)])[‐‑‒–—―−─ー一〜~](?=[\d(])")
_KANJI_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_GAP = r"[-() .・]{0,2}"

_MAIL = re.compile(
    r"[a-z0-9._%+'-]{1,64}\s?(?:@|[(\[]\s?(?:at|アットマーク|@)\s?[)\]])\s?(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?<!\d)(?:[2-6]\d{3}([- ])\d{4}\1\d{4}\1\d{4}|3\d{3}([- ])\d{6}\2\d{4,5}|[3-6]\d{12,18}|2[2-7]\d{14})(?!\d)"
)
_TWELVE = re.compile(r"(?<![\d.,])(?:\d{12}|\d{4}([- ])\d{4}\1\d{4})(?![\d,]|-\d| ?[円人件千万億%])")
_MY_NUMBER_WORDS = re.compile(r"マイナンバー|個人番号|my ?number", re.IGNORECASE)
_NEAR = 20  # letters between that word and the number it names
_YEARS = re.compile(r"(?:(?:19|20)\d\d[- ]?){3}")
_PHONES = (
    re.compile(rf"(?:\+|(?<!\d)0(?:0|10)[- ]?)81(?!\d{{11}}){_GAP}(?:0\)?)?(?:{_GAP}\d){{8,10}}(?!\d)"),
    re.compile(rf"(?<![\d.,+])\(?0[25-9]0{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)"),
    re.compile(rf"(?<![\d.,+])\(?0[1-9](?:{_GAP}\d){{8}}(?![\d,])"),
    re.compile(
        r"(?:(?:電話|携帯|連絡先|でんわ|tel|fax)[^\d\n]{0,8})(?!(?:19|20)\d\d-20)(\(\d{2,4}\)\d{4}|\d{2,4}-\d{4})(?![\d年件人])",
        re.IGNORECASE,
    ),
)
_POSTAL_CODES = (
    re.compile(r"(?:〒|郵便番号(?:は|:)?)\s?\d{3}-?\d{4}(?!\d)"),
    re.compile(r"(?<![\d-])\d{3}-\d{4}(?=\s?[一-鿿ケヶ]{1,6}[都道府県市区郡])"),
)

_N = r"[\d〇一二三四五六七八九十百]{1,5}"
_FLAT = r"(?: ?[^\s\d、。,?!]{0,12} ?\d{1,4}号室)?"
# 1丁目2番3号, 1丁目2-3, 1番地の2, 1番3号: the words say that it is an address.
_HOUSE = re.compile(
    rf"(?<!第)(?:{_N}丁目 ?{_N}(?:番地?|-)? ?(?:の?{_N})?(?:-{_N})?号?"
    rf"|{_N}番地(?:の?{_N})?(?:-{_N})?号?|{_N}番 ?{_N}号){_FLAT}"
)
# 1-2-3 alone: only behind a town, a city or words such as 住所, since project ids look the same.
_BARE = re.compile(
    rf"(?<![\d-])\d{{1,4}}-\d{{1,4}}(?:-\d{{1,4}}){{0,2}}(?![\d-]|号?[年月日人件%円])(?:番地|号)?{_FLAT}"
)
_THREE_NUMBERS = re.compile(r"\d{1,2}-\d{1,4}-\d{1,4}(?!-)")
_TOWN = re.compile(r"[々〆一-鿿ァ-ヶー]{1,16}\Z")
_CITY_AND_TOWN = re.compile(r"[市区郡](?![のはがをにでとへもや])[ぁ-ん々一-鿿ァ-ヶー]{1,12}\Z")
_LONGEST = 24  # letters of a town and of what stands between it and the city
_INNER_CITY = re.compile(r"(?<=.)[市区郡](?=.)")
_LIVES = re.compile(r"住所|住んで|住まい|自宅|実家|在住|[都道府県][^\s、。]{1,6}[市区郡町村]")
_NO_TOWN = re.compile(
    r"(?:観光|農水|教育|福祉|子ども|窓口|防災|環境|効率化|推進|仕掛け|業務|施策|基本|目標|課題|分野|事業|指標|項目|方針|戦略|計画|重点"
    r"|取組|政策|資料|別紙|様式|予算|[図表章節第年月日度番号約計]|市町村|市町)\Z"
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with 「［電話番号］」 and the like in place of personal data, and the kinds found, each once."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """Return ``text`` with personal data masked; the same text, with no kinds, where there is none.

    Kinds are ``mail``, ``card``, ``my_number``, ``phone``, ``postal_code`` and ``address``. Full-width digits, odd
    dashes and invisible letters between digits are seen through. Masking a masked text changes nothing.
    """
    view = visible(text)
    found = sorted((*view.source(*span), kind) for span, kind in _found(_DASH.sub("-", view.text)))
    pieces, at = [], 0
    for start, end, kind in found:
        pieces += [text[at:start], _LABELS[kind]]
        at = end
    return Masked("".join([*pieces, text[at:]]), tuple(dict.fromkeys(kind for _, _, kind in found)))


def mask_question(question: Question) -> tuple[Question, bool]:
    """Return the question with its text, history and dropped items masked, and whether that changed anything."""
    lines = [mask(line) for line in (question.text, *question.history, *question.drop)]
    texts = [line.text for line in lines]
    last = 1 + len(question.history)
    masked = replace(question, text=texts[0], history=tuple(texts[1:last]), drop=tuple(texts[last:]))
    return masked, any(line.kinds for line in lines)


def _found(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the spans of personal data; where two overlap, only the one of the more certain kind."""
    taken = bytearray(len(text))
    for kind, spans in (
        ("mail", _spans(_MAIL, text)),
        ("card", _cards(text)),
        ("my_number", _my_numbers(text)),
        ("phone", _phones(text)),
        ("postal_code", (span for pattern in _POSTAL_CODES for span in _spans(pattern, text))),
        ("address", _addresses(text)),
    ):
        for start, end in spans:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield (start, end), kind


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _cards(text: str) -> Iterator[Span]:
    return (match.span() for match in _CARD.finditer(text) if is_card_number(_digits(match[0])))


def _my_numbers(text: str) -> Iterator[Span]:
    """Yield twelve digits with the right check digit, or with any where a word near by says what they are."""
    for match in _TWELVE.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        named = bool(_MY_NUMBER_WORDS.search(around))
        if named or (is_my_number(_digits(match[0])) and not _YEARS.fullmatch(match[0])):
            yield match.span()


def _phones(text: str) -> Iterator[Span]:
    for pattern in _PHONES:
        for match in pattern.finditer(text.translate(_KANJI_DIGITS)):
            yield match.span(match.lastindex or 0)


def _addresses(text: str) -> Iterator[Span]:
    """Yield addresses from behind the city on, which may stay, to the house number."""
    for match in _HOUSE.finditer(text):
        if (start := _town(text, match.start())) is not None:
            yield start, match.end()
    for match in _BARE.finditer(text):
        start = _town(text, match.start())
        if start is not None and _is_house(text, start, match):
            yield start, match.end()


def _town(text: str, at: int) -> int | None:
    """Return where the town's name before ``at`` begins, behind the city; None where no name stands there."""
    offset = max(0, at - _LONGEST)
    before = text[offset:at].rstrip()
    if _NO_TOWN.search(before):
        return None
    name, city = _TOWN.search(before), _CITY_AND_TOWN.search(before)
    inner = _INNER_CITY.search(name[0]) if name else None
    if name and inner:
        return offset + name.start() + inner.end()
    if city:
        return offset + city.start() + 1
    return offset + name.start() if name else None


def _is_house(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether bare numbers behind a town are a house number: 八幡町1-10 is, 職場環境1-1-4 is none."""
    town = text[start : match.start()].rstrip()
    if town.endswith(("町", "村")) and len(town) > 1:
        return True
    if _LIVES.search(text[max(0, start - 30) : match.end()]):
        return True
    in_city = start > 0 and text[start - 1] in "市区郡"
    return in_city and bool(_THREE_NUMBERS.match(match[0]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
