"""What is said at the door: codes that are good, wrong, used or tried too often, and the page that takes them."""

from collections.abc import Sequence
from datetime import datetime

from handlers.markup import Markup
from handlers.people.texts_me import channel_name
from handlers.texts import COMMA, Pair, capital, lines, listed, titled
from storage.records import Person
from storage.ways import Account

HOME_SCREEN = (
    "Lần sau vào cho nhanh: bấm nút ba chấm hoặc nút chia sẻ của trình duyệt, "
    'chọn "Thêm vào màn hình chính", rồi bấm biểu tượng đó là vào thẳng đây.'
)
MORE = "Xem tiếp"


def slip(digits: int = 10) -> Markup:
    """No card carries what was typed: a finger slipped."""
    if digits == 10:
        return Markup("Bác gõ nhầm một số ở đâu đó, bác xem lại từng số trên thẻ giúp em ạ.")
    return Markup("Mã trên thẻ có 10 số, bác đang gõ {} số. Bác xem lại giúp em ạ.").format(digits)


def no_digits() -> Markup:
    return Markup("Bác gõ giúp em dãy 10 số in to trên thẻ mời ạ.")


def wrong() -> Markup:
    return Markup(
        "Em không tìm thấy mã này ạ. Bác xem lại từng số trên thẻ; nếu phường đã đưa thẻ mới thì bác dùng thẻ mới. "
        "Vẫn không được, bác gọi số điện thoại in trên thẻ, hoặc hỏi cán bộ văn phòng phường."
    )


def used() -> Markup:
    return Markup(
        'Thẻ này đã dùng để vào một lần rồi ạ. Bác muốn vào thêm ở máy này thì mở máy cũ, nhắn "thêm máy". '
        "Mất máy cũ, hoặc không phải bác đã vào, bác gọi cán bộ văn phòng phường để lấy thẻ mới."
    )


def own_used() -> Markup:
    return Markup('Mã thêm máy này đã dùng hoặc đã hết giờ ạ. Bác nhắn lại "thêm máy" ở máy cũ để lấy mã khác.')


def expired(at: datetime) -> Markup:
    return Markup(
        "Thẻ này chỉ dùng được đến hết {:%d/%m/%Y} ạ. Bác gọi cán bộ văn phòng phường để lấy thẻ mới."
    ).format(at)


def withdrawn() -> Markup:
    return Markup("Thẻ này không còn dùng được nữa ạ. Bác hỏi lại cán bộ văn phòng phường giúp em.")


def too_many(until: datetime) -> Markup:
    """Other words than a wrong code's: whatever is typed now is not looked at."""
    return Markup(
        "Nãy giờ gõ chưa đúng nhiều lần quá, nên em tạm dừng nhận mã ở đây <b>đến {:%Hh%M}</b> ạ. "
        "Đến giờ đó bác gõ lại. "
        "Cần vào ngay, bác gọi số điện thoại in trên thẻ, hoặc cán bộ văn phòng phường, để mở sớm giúp bác."
    ).format(until)


def home_screen() -> Markup:
    return Markup(HOME_SCREEN)


# --- the page


def cookies_off() -> Markup:
    return Markup(
        "Bác bấm nút Vào một lần nữa giúp em ạ. Nếu vẫn hiện dòng này: trình duyệt đang chặn cookie nên em không nhớ "
        "được máy này; bác bật cookie lên, hoặc mở trang bằng trình duyệt khác."
    )


def elsewhere() -> dict[str, str]:
    return {"title": "Chưa vào được", "words": "Bác mở lại trang này rồi nhập mã trên thẻ giúp em ạ."}


def asked_too_long_ago() -> Markup:
    return Markup("Câu hỏi này đã trả lời rồi, hoặc đã lâu quá ạ. Bác gõ lại mã trên thẻ giúp em.")


def shared(names: Sequence[str]) -> Markup:
    return Markup(
        "Máy này đang có cuộc trò chuyện của {}. Vào thêm thì mỗi người vẫn có cuộc trò chuyện riêng."
    ).format(listed(names, COMMA))


def open_chat_of(person: Person) -> str:
    return f"Mở trò chuyện của {titled(person)}"


def signed_out(person: Person) -> dict[str, str]:
    """To a device on which somebody was in, and is not any more."""
    return {
        "title": "Máy này đã ra khỏi trò chuyện",
        "words": f"{capital(titled(person))} đã vào bằng máy khác với thẻ mới, hoặc đã bỏ máy này. "
        "Muốn vào lại ở máy này: nhập mã trên thẻ mới, hoặc mã “thêm máy”. "
        "Nếu không phải mình làm, xin gọi ngay cán bộ văn phòng phường ạ.",
    }


# --- a further device, and whoever is kept out


def own_code(p: Pair, code: str, page: str, accounts: Sequence[Account]) -> Markup:
    """`page`, `accounts`: the ways in that are on."""
    ways = [
        *([Markup("mở <b>{}</b> rồi gõ mã này").format(page.partition("://")[2])] if page else []),
        *(
            Markup("nhắn mã này cho {name} trên {channel}").format(name=one.name, channel=channel_name(one.channel))
            for one in accounts
        ),
    ]
    where = listed(ways, Markup(", hoặc ")) if ways else Markup("mở trang trợ lý của phường rồi gõ mã này")
    return lines(
        p.say("Mã thêm máy của {you}: <b>{code}</b>", code=code),
        p.say("Trên máy kia, {you} {where}. Mã dùng một lần, trong 15 phút, đừng gửi cho người khác nhé.", where=where),
    )


def kept_out(p: Pair, places: Sequence[tuple[str, datetime]]) -> Markup:
    """Who may type no code for now: where, and until when."""
    told = [f"{where} (đến {until:%Hh%M})" for where, until in places]
    return lines(
        Markup("⚠️ {count} máy đang phải chờ vì gõ sai mã nhiều lần: {items}.").format(
            count=len(places), items=listed(told, COMMA)
        ),
        p.say('Đúng là người của phường thì {you} nhắn "cho nhập lại mã" để mở ngay.'),
    )


def forgiven(p: Pair, devices: int) -> Markup:
    if not devices:
        return Markup("Hiện không máy nào phải chờ cả, mọi người nhập mã được bình thường ạ.")
    return p.say("Dạ, {me} đã mở cho {devices} máy nhập lại mã từ bây giờ ạ.", devices=devices)
