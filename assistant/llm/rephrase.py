"""After verification: a language model may reword the verified sentences; what it adds is not shown."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import LanguageModelError
from assistant.llm.chat import ChatModel
from assistant.llm.evidence import Evidence, evidence_of
from assistant.llm.limits import model_limits
from assistant.llm.prompting import prompt
from assistant.llm.replies import Reply, ReplySentence, is_plain, read_reply
from assistant.steps.claims import unsupported
from assistant.turn import AnswerSentence, AnswerStatus, Turn

FALLBACK = "model_fallback"
_LOG = logging.getLogger(__name__)
_MARK = 4  # a line end and a mark


def rephrase(turn: Turn, *, chat: ChatModel) -> Turn:
    """Return the turn with sentences in the model's words where these pass the check; else as it is, with a notice.

    Answers with KPI values keep their own words, and so do Japanese lists, which words would only blur.
    """
    evidence = evidence_of(turn)
    listed = any(draft.count is not None for draft in turn.drafts)
    own_words = (
        turn.status is not AnswerStatus.ANSWERED or turn.looked_up is not None or bool(turn.kpis) or not evidence
    )
    if own_words or FALLBACK in turn.notices or (listed and turn.question.language == "ja"):
        return turn
    try:
        reply = _asked(turn, evidence, chat, listed=listed)
        return _with_words(turn, evidence, reply, listed=listed)
    except LanguageModelError as error:
        return fallen_back(turn, error)


def fallen_back(turn: Turn, error: LanguageModelError) -> Turn:
    """Return the turn as it is, with the notice that the model could not be used."""
    _LOG.warning("%s; the answer keeps the plans' own words", error)
    return replace(turn, notices=tuple(dict.fromkeys([*turn.notices, FALLBACK])))


def _asked(turn: Turn, evidence: Sequence[Evidence], chat: ChatModel, *, listed: bool) -> Reply:
    language = turn.question.language
    system = prompt("rephrase_system", language=language, one_each=listed, count=len(evidence))
    user = prompt("rephrase_user", question=turn.question.text, evidence=evidence)
    return read_reply(chat.ask(system, user), Reply)


def _with_words(turn: Turn, evidence: Sequence[Evidence], reply: Reply, *, listed: bool) -> Turn:
    """Return the turn in the model's words.

    Raises:
        LanguageModelError: a token was never issued, no sentence passed the check, or all together are too long.

    """
    issued = {one.token: one for one in evidence}
    if strange := {token for sentence in reply.sentences for token in sentence.tokens} - set(issued):
        raise LanguageModelError(f"the language model named tokens that were never issued ({len(strange)})")
    good = [one for one in reply.sentences if _holds(one, issued, turn, listed=listed)]
    if not good:
        raise LanguageModelError("no sentence of the language model passed the check")
    sentences = _listed(turn, evidence, good) if listed else _prose(issued, reply.sentences, good)
    limits = model_limits()
    if sum(len(one.text) + _MARK for one in sentences) > (limits.list_letters if listed else limits.letters):
        raise LanguageModelError("the language model's sentences are too long together")
    return _renumbered(replace(turn, sentences=tuple(sentences), answerer="llm"))


def _holds(sentence: ReplySentence, issued: dict[str, Evidence], turn: Turn, *, listed: bool) -> bool:
    if not sentence.tokens or (listed and len(sentence.tokens) > 1):
        return False
    if not is_plain(sentence.text, model_limits().sentence_letters):
        return False
    sources = [issued[token].source for token in dict.fromkeys(sentence.tokens)]
    return not unsupported(sentence.text, sources, turn.question.language)


def _prose(
    issued: dict[str, Evidence], said: Sequence[ReplySentence], good: Sequence[ReplySentence]
) -> list[AnswerSentence]:
    """Return the good sentences; in place of another, the plans' own of its tokens that nothing else shows."""
    shown = {token for one in good for token in one.tokens}
    sentences: list[AnswerSentence] = []
    for one in said:
        if any(one is other for other in good):
            sentences.append(_worded(one, issued))
            continue
        own = [token for token in dict.fromkeys(one.tokens) if token not in shown]
        sentences += [issued[token].sentence for token in own]
        shown |= set(own)
    return list(dict.fromkeys(sentences))


def _listed(turn: Turn, evidence: Sequence[Evidence], good: Sequence[ReplySentence]) -> list[AnswerSentence]:
    """Return the list with its head, each item in the model's words or its own."""
    issued = {one.token: one for one in evidence}
    words = {one.tokens[0]: _worded(one, issued) for one in reversed(good)}
    own = {one.sentence: one for one in evidence}
    whole = [_item(own[one], words) if one in own else one for one in turn.sentences]
    return list(whole)


def _item(evidence: Evidence, words: dict[str, AnswerSentence]) -> AnswerSentence:
    mark = evidence.sentence.text.removesuffix(evidence.text)
    worded = words.get(evidence.token)
    return replace(worded, text=mark + worded.text) if worded else evidence.sentence


def _worded(sentence: ReplySentence, issued: dict[str, Evidence]) -> AnswerSentence:
    markers = dict.fromkeys(marker for token in sentence.tokens for marker in issued[token].sentence.markers)
    return AnswerSentence(sentence.text.strip(), tuple(markers))


def _renumbered(turn: Turn) -> Turn:
    """Return the turn with the citations that its sentences name, numbered in the order of their first use."""
    used = list(dict.fromkeys(marker for one in turn.sentences for marker in one.markers))
    new = {marker: number for number, marker in enumerate(used, 1)}
    sentences = tuple(replace(one, markers=tuple(new[marker] for marker in one.markers)) for one in turn.sentences)
    cited = {citation.marker: citation for citation in turn.citations}
    citations = tuple(replace(cited[marker], marker=new[marker]) for marker in used)
    return replace(turn, sentences=sentences, citations=citations)
