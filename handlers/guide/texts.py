"""What the guide says beside its own words: the list to choose from, links, pictures, and what becomes of a picture."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.guide.content import Guide, GuideEntry, StoreLink
from handlers.markup import Markup
from handlers.texts import OFFICE, Pronouns, lines

ANY_WARD = "phường"
PICTURES = "{} MB"


def worded(words: str, p: Pronouns, guide: Guide, office: Markup, ward: str) -> Markup:
    """What stands in a guide's file, for this person."""
    named = {"office": office, "ward": ward or ANY_WARD, "app": guide.name, "hotline": guide.hotline or office}
    return p.say(words, **named)


def menu(p: Pronouns, guide: Guide, titles: Sequence[str], office: Markup) -> Markup:
    numbered = (Markup("<b>{n}</b> {title}").format(n=n, title=title) for n, title in enumerate(titles, start=1))
    head = p.say("Hướng dẫn {app}. {You} nhắn số cần xem:", app=guide.name)
    return lines(head, *numbered, *links(guide.links), hotline(guide, office))


def links(some: Iterable[StoreLink]) -> tuple[Markup, ...]:
    return tuple(Markup("{name}: {url}").format(name=one.name, url=one.url) for one in some)


def hotline(guide: Guide, office: Markup) -> Markup:
    if guide.hotline:
        return Markup("Tổng đài {app}: {number}").format(app=guide.name, number=guide.hotline)
    return Markup("Cần hỏi trực tiếp: {}").format(office)


def entry(answer: Markup, steps: Sequence[Markup], more: Sequence[Markup | str]) -> Markup:
    """The answer first; a single step needs no number."""
    mark = "• " if len(steps) == 1 else ""
    numbered = (
        Markup("{mark}{step}").format(mark=mark or f"{n}. ", step=step) for n, step in enumerate(steps, start=1)
    )
    return lines(answer, *numbered, *more)


def other_entries() -> Markup:
    return Markup('Việc khác: nhắn "hướng dẫn".')


def did_not_help(p: Pronouns) -> Markup:
    return p.say('Vẫn không được thì {you} nhắn "vẫn không được", {me} báo phường.')


def step_caption(number: int, step: Markup) -> Markup:
    return Markup("Bước {n}: {step}").format(n=number, step=step)


# --- the picture of the codes to scan


def scan_title(guide: Guide) -> str:
    return f"Cài {guide.name}: quét mã bằng máy ảnh"


def scan_caption(guide: Guide) -> Markup:
    return lines(Markup("Mã QR cài {}, quét bằng máy ảnh:").format(guide.name), *links(guide.links))


def scan_name(guide: Guide) -> str:
    return f"Mã QR {guide.name}.png"


# --- pictures of steps


def _named(one: GuideEntry, step: int) -> Markup:
    return Markup("«{title}», bước {step}").format(title=one.title, step=step)


def which_step(p: Pronouns, one: GuideEntry) -> Markup:
    return p.say(
        'Ảnh này của bước mấy ạ? «{title}» có {n} bước. {You} gửi lại ảnh, ghi "ảnh hướng dẫn bước 2" giúp {me}.',
        title=one.title,
        n=len(one.steps),
    )


def no_such_step(p: Pronouns, one: GuideEntry, step: int) -> Markup:
    return p.say("«{title}» chỉ có {n} bước, chưa có bước {step} ạ.", title=one.title, n=len(one.steps), step=step)


def picture_taken(p: Pronouns, one: GuideEntry, step: int) -> Markup:
    return p.say("{Me} nhận ảnh cho {step}, đang cất ạ.", step=_named(one, step))


def picture_kept(p: Pronouns, one: GuideEntry, step: int) -> Markup:
    return p.say(
        'Từ giờ {me} gửi ảnh này cùng {step}. Xem thử: "hướng dẫn". Bỏ ảnh: "bỏ ảnh hướng dẫn bước {n}".',
        step=_named(one, step),
        n=step,
    )


def picture_dropped(p: Pronouns, one: GuideEntry, step: int) -> Markup:
    return p.say("{Me} bỏ ảnh của {step} rồi ạ.", step=_named(one, step))


def picture_too_large(p: Pronouns, most: int) -> Markup:
    return p.say(
        "Ảnh lớn quá, {me} chỉ cất được ảnh đến {most} ạ. {You} chụp màn hình rồi gửi lại giúp {me}.",
        most=PICTURES.format(most),
    )


def no_picture(p: Pronouns) -> Markup:
    return p.say("Tệp này {me} không mở ra ảnh được. {You} gửi ảnh JPG hoặc PNG giúp {me} ạ.")


def not_fetched(p: Pronouns) -> Markup:
    return p.say("{Me} chưa lấy được ảnh {you} gửi. {You} gửi lại giúp {me} ạ.")


_DONE = {
    "kept": "thay ảnh hướng dẫn «{entry}», bước {step}",
    "dropped": "bỏ ảnh hướng dẫn «{entry}», bước {step}",
    "loaded": "nạp tệp hướng dẫn của đợt, {entries} mục",
}


def done(detail: Mapping[str, str]) -> Markup:
    """A line of a history."""
    shown = {name: detail.get(name, "") for name in ("entry", "step", "entries")}
    return Markup(_DONE[detail.get("done", "loaded")]).format(**shown)


# --- on the command line


def in_use(guide: Guide, own: Iterable[str], pictures: Iterable[str]) -> list[str]:
    """Which guide answers, entry by entry."""
    theirs = frozenset(own)
    head = f"{guide.name}: {'tệp riêng của đợt' if theirs else 'hướng dẫn có sẵn'}, tổng đài {guide.hotline or OFFICE}"
    told = [f"  {code}: {one.title}{' (của phường)' if code in theirs else ''}" for code, one in guide.entries.items()]
    shown = ", ".join(pictures)
    return [head, *(str(link) for link in links(guide.links)), *told, f"Ảnh: {shown or 'chưa có'}"]


def picture_kept_plain(name: str) -> str:
    return f"{name}: đã cất ảnh"


def picture_dropped_plain(name: str) -> str:
    return f"{name}: đã bỏ ảnh"


def picture_names(known: Iterable[str]) -> str:
    return f"tên ảnh gồm mục và số bước, ví dụ install-2; các mục: {', '.join(known)}"


def picture_refused(name: str, why: str, most: int) -> str:
    reasons = {"too_large": f"lớn hơn {PICTURES.format(most)}", "no_picture": "không phải ảnh PNG hay JPEG"}
    return f"{name}: {reasons.get(why, why)}"
