"""Two figures that were told the wrong way round: `cài với kích hoạt ghi đảo chỗ`."""

from handlers.language import tags
from handlers.language.context import Context, Span
from handlers.reader.clauses import Clause
from handlers.reader.ledger import Ledger
from handlers.reader.reading import Correction, Entry


def swapped(clauses: list[Clause], ledger: Ledger, context: Context) -> Correction | None:
    """Only what stands on record under both names, in a message without figures of its own."""
    last = context.last
    if last is None or all(tags.SWAP not in clause.tags for clause in clauses):
        return None
    pieces = [p for clause in clauses for p in clause.pieces if ledger.hears(p)]
    if not any(p.tag is tags.SWAP for p in pieces) or any(p.tag is tags.NUMBER for p in pieces):
        return None
    named = dict.fromkeys(p.indicator for p in pieces if p.tag is tags.INDICATOR)
    if len(named) != 2 or any(name not in last.values for name in named):
        return None
    one, other = named
    values = {one: last.values[other], other: last.values[one]}
    old = {name: last.values[name] for name in named}
    group = None if last.group == context.own else last.group
    night = None if last.night == context.today else last.night
    span = Span(pieces[0].start, pieces[-1].end)
    return Correction((Entry(values, group, night, instead_of=old, span=span),))
