"""What is said about counts that may have been misread, and about dated rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.markup import Markup
from handlers.texts import Pronouns, capital, day, lines, listed, number, share
from storage.records import Headcount
from storage.settings import Round

# --- what it says of a figure that it may have read wrongly


def too_many(p: Pronouns, value: int, usual: int, fewer: int) -> Markup:
    return p.say(
        "{value} người một tối thì nhiều quá so với mọi khi (khoảng {usual}). {You} gõ thừa số 0, hay đúng là "
        "{value} ạ? "
        'Nhắn "{fewer}" hoặc "đúng {value}".',
        value=number(value),
        usual=number(usual),
        fewer=number(fewer),
    )


def option_number(value: int) -> str:
    return number(value)


def option_really(value: int) -> str:
    return f"Đúng {number(value)}"


# --- what is said about dated rounds: who owes them, what an agency or a school has told, what is unclear about it

STAFF, TOTAL = "staff", "tổng số cán bộ"  # which stands in the ledger
NEITHER = "không phải"
DUE = "hạn nộp báo cáo"


def done_of(word: str) -> str:
    """`word`: what the campaign counts, in the fewest letters."""
    return f"đã {word}"


def example(word: str) -> str:
    """How a round may be told."""
    return f"tổng 55, {word} 40"


def with_plan(fresh: int, moved: int, off: int) -> Markup:
    """What a plan changes about the campaign's rounds, since it says who goes out and who does not."""
    parts = {"giao thêm {}": fresh, "dời hạn {}": moved, "bớt {}": off}
    told = [words.format(number) for words, number in parts.items() if number]
    return Markup("Kỳ báo cáo của các đơn vị không đi buổi tối: {}.").format(listed(told)) if told else Markup("")


@dataclass(frozen=True, slots=True)
class RoundFigure:
    """Of one number: what stood, what stands."""

    before: int | None
    after: int | None


def name_of(round_: Round | None, due: date) -> str:
    return round_.name if round_ else f"kỳ hạn {due:%d/%m}"


def source(unit: str, round_: str, *, by_clerk: bool) -> str:
    """Whose figure the headcount is; a unit, no person: the ledger outlives who wants to be forgotten."""
    return f"văn phòng nhập {round_}" if by_clerk else f"{unit} báo {round_}"


def recorded(
    p: Pronouns, unit: str, round_: tuple[str, date], total: RoundFigure, done: RoundFigure, word: str
) -> Markup:
    """`round_`: its name and its day."""
    parts = [_number(TOTAL, total), _number(done_of(word), done)]
    corrected = any(
        round_figure.before is not None and round_figure.before != round_figure.after for round_figure in (total, done)
    )
    head = p.say(
        "{Me} {verb} <b>{unit}, {name}</b> (hạn {due}): ",
        verb="đã sửa" if corrected else "ghi",
        unit=unit,
        name=round_[0],
        due=day(round_[1]),
    )
    return head + listed(part for part in parts if part) + Markup(".")


def _number(name: str, told: RoundFigure) -> Markup:
    if told.after is None:
        return Markup("")
    if told.before is None or told.before == told.after:
        return Markup("{name} <b>{after}</b>").format(name=name, after=number(told.after))
    return Markup("{name} {before} → <b>{after}</b>").format(
        name=name, before=number(told.before), after=number(told.after)
    )


def share_of(total: int | None, done: int | None, headcount: Headcount | None) -> Markup:
    if total is None or done is None:
        return Markup("")
    return Markup("Đến nay {}.").format(share(done, headcount))


def still_needed(p: Pronouns, total: RoundFigure, done: RoundFigure, word: str) -> Markup:
    if total.after is None:
        return p.say('{You} cho {me} xin thêm tổng số cán bộ với ạ, ví dụ: "tổng 55".')
    if done.after is None:
        return p.say('{You} cho {me} xin thêm số {done} với ạ, ví dụ: "{word} 40".', done=done_of(word), word=word)
    return Markup("")


def warnings(p: Pronouns, total: RoundFigure, done: RoundFigure, word: str) -> Markup:
    """What is implausible is remarked on, never stopped."""
    parts = []
    if total.after is not None and done.after is not None and done.after > total.after:
        more = Markup("⚠️ {word} {installed} nhiều hơn tổng số {staff}, {you} xem lại giúp {me} ạ.")
        parts.append(p.say(more, word=capital(done_of(word)), installed=number(done.after), staff=number(total.after)))
    if done.before is not None and done.after is not None and done.after < done.before:
        less = Markup(
            "⚠️ Lần trước {word} {before}, lần này {installed}: số này tính từ đầu đến nay, {you} xem lại giúp {me} ạ."
        )
        parts.append(p.say(less, word=done_of(word), before=number(done.before), installed=number(done.after)))
    return lines(*parts)


def ways_on(p: Pronouns) -> Markup:
    return p.say('Sai thì {you} nhắn lại, ví dụ: "nhầm, 54 cán bộ".')


def unclear(p: Pronouns, unit: str, word: str) -> Markup:
    words = '{Me} chưa rõ số của <b>{unit}</b>. {You} nhắn tổng số cán bộ và số {word} giúp {me}, ví dụ: "{example}".'
    return p.say(words, unit=unit, word=done_of(word), example=example(word))


def which(p: Pronouns, unit: str, options: Sequence[str]) -> Markup:
    asked = listed((f'"{one}"' for one in options), Markup(" hay "))
    return p.say("Số của <b>{unit}</b>: {asked} ạ? {You} nhắn lại hoặc bấm chọn giúp {me}.", unit=unit, asked=asked)


def option(total: int | None, done: int | None, word: str) -> str:
    parts = [f"tổng {number(total)}" if total is not None else "", f"{word} {number(done)}" if done is not None else ""]
    return ", ".join(part for part in parts if part)


def no_staff(p: Pronouns) -> Markup:
    return p.say('Tổng số cán bộ 0 thì {me} chưa ghi được ạ. {You} cho {me} số đúng với, ví dụ: "tổng 55".')


def no_round(p: Pronouns, unit: str) -> Markup:
    return p.say("<b>{unit}</b> chưa có kỳ báo cáo nào, nên {me} chưa ghi ạ.", unit=unit)


def owed(p: Pronouns, unit: str, round_: tuple[str, date], word: str, *, lacks_total: bool) -> Markup:
    """The reminder of a round to who counts staff."""
    done = done_of(word)
    ask = f"tổng số cán bộ và số {done} đến nay" if lacks_total else f"số {done} đến nay, và tổng số cán bộ nếu có đổi"
    return p.say(
        '<b>{name}</b>, hạn {due}: <b>{unit}</b> còn thiếu số ạ. {You} nhắn giúp {me} {figures}, ví dụ: "{example}".',
        name=capital(round_[0]),
        due=day(round_[1]),
        unit=unit,
        figures=ask,
        example=example(word),
    )
