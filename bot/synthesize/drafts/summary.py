"""The summary of a retrospective: what we tried, key findings, what failed, open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.model.domain import Domain
from bot.model.draft import FailureRow, Statement, Summary
from bot.model.fact import Kind
from bot.synthesize.decisions.naming import as_written, title_tokens
from bot.synthesize.decisions.worth import is_worth_learning
from bot.synthesize.evidence.findings import statements, without_repeats
from bot.synthesize.evidence.statements import capital
from bot.synthesize.evidence.units import Unit
from bot.synthesize.results.attempts import attempt
from bot.synthesize.results.conclusions import concluded_first, conclusions, decisions
from bot.synthesize.results.movements import movements
from bot.synthesize.wording.comparing import stem, terms, word_set
from bot.synthesize.wording.numbers import numbers

_MOST_LINES = 8
_MOST_FIRST = 2
_MOST_TITLE_WORDS = 5
_LONGEST_TITLE = 60


def summary(units: Sequence[Unit], failures: Sequence[FailureRow], domain: Domain) -> Summary:
    """Return the summary of these reports and entries; a heading without anything to say is empty."""
    return Summary(
        summary_title(units, domain),
        _tried(units)[: 2 * _MOST_LINES],
        _findings(units, domain),
        tuple(_failed(row) for row in failures[:_MOST_LINES]),
        statements(units, Kind.QUESTION)[:_MOST_LINES],
    )


def _tried(units: Sequence[Unit]) -> tuple[Statement, ...]:
    """One line a report; a line that only repeats a title stays where there is no other."""
    lines = tuple(dict.fromkeys(map(attempt, units)))
    return tuple(line for line in lines if " – " in line.text) or lines[:_MOST_LINES]


def summary_title(units: Sequence[Unit], domain: Domain) -> str:
    """Return the subject of the evidence in a few words: up to two titles, else the words that most titles share.

    Unfinished work is named only where there is nothing else.
    """
    told = [unit for unit in units if unit.title]
    told = [unit for unit in told if is_worth_learning(unit)] or told
    titles = list(dict.fromkeys(unit.short for unit in told))
    if not titles:
        return "Retrospective"
    if len(titles) <= 2 and sum(map(len, titles)) <= 2 * _LONGEST_TITLE:
        return " and ".join(titles)
    shared = _shared_words([unit.title for unit in told], domain)
    if len(shared) == 1:
        shared += _also_about(told, shared[0], domain)
    if shared:
        return capital(" ".join(shared) if len(shared) > 1 else f"{shared[0]} experiments")
    dates = sorted(unit.facts.date for unit in told if unit.facts.date)
    return f"Experiments of {dates[0]} to {dates[-1]}" if dates else "Experiments"


def _shared_words(titles: Sequence[str], domain: Domain) -> list[str]:
    """The words that most titles hold, else half or two in five, in the order of the first title that has them.

    Where they are of several subjects, those count that stand in one title together, the newest.
    """
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    before: dict[str, str] = {}
    known = {stem(word) for _, words in domain.focus for word in words}
    for title in titles:
        tokens = list({stem(token): token for token in reversed(title_tokens(title))}.items())[::-1]
        for (word, token), (_, last) in zip(tokens, [("", ""), *tokens], strict=False):
            spelled.setdefault(word, as_written(token, title))
            if stem(last) in known and word in known:
                before.setdefault(word, last)
            counts[word] += 1
    for needed in (0.51, 0.5, 0.4):
        common = {word for word in spelled if counts[word] >= max(2, needed * len(titles))}
        alike = [{stem(token) for token in title_tokens(title)} & common for title in titles]
        together = max(reversed(alike), key=lambda words: sum(counts[word] for word in words))
        shared = [word for word in spelled if word in together]
        if shared:
            full = (part for word in shared for part in (before.get(word, ""), spelled[word]) if part)
            return list({stem(part): part for part in reversed(list(full))}.values())[::-1][:_MOST_TITLE_WORDS]
    return []


def _also_about(units: Sequence[Unit], shared: str, domain: Domain) -> list[str]:
    """A word that the domain knows, stands in a title and comes up in most texts (`LoRA` beside `Llama-3`)."""
    tokens = {token.lower(): token for unit in units for token in title_tokens(unit.title)}
    known = [token for low, token in tokens.items() if low in domain.subjects and stem(low) != stem(shared)]
    texts = [word_set(unit.text()) for unit in units]
    return [token for token in known if 2 * sum(stem(token) in words for words in texts) > len(units)][:1]


def _findings(units: Sequence[Unit], domain: Domain) -> tuple[Statement, ...]:
    """What was decided and found on the subject first, then what moved, then the others in their order."""
    subject = {word for unit in units for word in terms(unit.title)}
    told = concluded_first(units, conclusions(units, subject))[:_MOST_LINES]
    order = {each: place for place, each in enumerate(statements(units, Kind.FINDING, Kind.SUCCESS))}
    rest = sorted(told, key=lambda each: order.get(each, len(order)))
    decided = [each for each in decisions(units) if numbers(each.text)][:_MOST_FIRST]
    return without_repeats((*decided, *told[:_MOST_FIRST], *movements(units, domain), *rest))


def _failed(row: FailureRow) -> Statement:
    mark = ";" if ": " in row.what else ":"
    return Statement(f"{row.what}{mark} {row.why}." if row.why else f"{row.what}.", row.sources)
