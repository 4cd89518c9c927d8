"""A follow-up in a language model's words: a standalone question, used for search only."""

from dataclasses import replace

from assistant.errors import LanguageModelError
from assistant.llm.chat import ChatModel
from assistant.llm.prompting import prompt
from assistant.llm.rephrase import fallen_back
from assistant.llm.replies import StandaloneReply, is_plain, read_reply
from assistant.settings import Settings
from assistant.steps.claim_names import unsupported_names
from assistant.steps.claim_numbers import unsupported_years
from assistant.steps.claim_source import ClaimSource
from assistant.turn import Question, Turn
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities
from index.tokens import municipalities


def restate(turn: Turn, *, chat: ChatModel, settings: Settings) -> Turn:
    """Return the turn with a standalone question to search for, where the question leans on earlier ones.

    What the rules made of it stays where the model fails or brings in a city, year, number or name of its own. Plans
    and years are chosen by the rules alone.
    """
    question = turn.question
    leaning = any(item.startswith("topic:") for item in turn.context.carried)
    if not leaning or len(question.text) > settings.question_limit:
        return turn
    user = prompt("restate_user", earlier=question.history, question=question.text)
    try:
        said = read_reply(chat.ask(prompt("restate_system"), user), StandaloneReply).question
    except LanguageModelError as error:
        return fallen_back(turn, error)
    if not (is_plain(said, settings.question_limit) and stays_within(said, question)):
        return turn
    return replace(turn, context=replace(turn.context, standalone_question=said.strip()))


def stays_within(said: str, question: Question) -> bool:
    """Return whether a restated question names only what the conversation names, and keeps the question's own years."""
    conversation = "\n".join((*question.history, question.text))
    source = ClaimSource(conversation)
    strange = [*unsupported_years(said, [source]), *unsupported_names(said, [source])]
    values = {quantity.base for quantity in find_quantities(conversation)}
    own = _years(question.text)
    kept = _years(said) == own if own else True
    cities = set(municipalities(question.text)) <= set(municipalities(said))
    return not strange and kept and cities and all(one.base in values for one in find_quantities(said))


def _years(text: str) -> set[tuple[int, bool]]:
    return {(mention.year, mention.fiscal) for mention in find_years(text)}
