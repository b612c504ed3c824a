"""Files on their way to Telegram: pictures are shown, all else is sent as it is; given once, they are only named."""

from typing import Any

from telegram import Bot, InputFile, Message, MessageEntity
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.channels.channel import Attachment
from bot.channels.parts import TextPart

CAPTION = 1024  # UTF-16 units
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO, DOCUMENT = "photo", "document"
PICTURES = {"image/png", "image/jpeg"}


async def hand_over(
    bot: Bot, chat: int, file: Attachment, caption: TextPart, entities: list[MessageEntity] | None, **shared: Any
) -> tuple[str, str]:
    """What Telegram calls the message, and what it calls the file from now on."""
    told = {**shared, "caption": caption.text or None, "caption_entities": entities}
    kind, _, known = file.reference.partition("/")
    if known:
        try:
            return await _send(bot, chat, kind, known, told)
        except BadRequest as error:
            if not _says(error, _UNKNOWN):
                raise
    body = InputFile(file.body, filename=file.name)
    shown = file.media_type in PICTURES and len(file.body) <= PHOTO_BYTES
    try:
        return await _send(bot, chat, PHOTO if shown else DOCUMENT, body, told)
    except BadRequest as error:
        if not shown or not _says(error, _NO_PICTURE):
            raise
    return await _send(bot, chat, DOCUMENT, body, told)


def is_too_large(error: TelegramError) -> bool:
    """Telegram's own limit, or that of a server between: many proxies let only a megabyte through."""
    return isinstance(error, NetworkError) and _says(error, ("too large",))


async def _send(bot: Bot, chat: int, kind: str, file: InputFile | str, told: dict[str, Any]) -> tuple[str, str]:
    if kind == PHOTO:
        sent: Message = await bot.send_photo(chat, file, **told)
        return str(sent.message_id), f"{PHOTO}/{sent.photo[-1].file_id}"
    sent = await bot.send_document(chat, file, disable_content_type_detection=True, **told)
    return str(sent.message_id), f"{DOCUMENT}/{sent.document.file_id}" if sent.document else ""


def _says(error: TelegramError, signs: tuple[str, ...]) -> bool:
    return any(sign in error.message.lower() for sign in signs)


_UNKNOWN = ("file identifier", "file reference", "file_id", "of type")  # another bot's, forgotten, another kind
_NO_PICTURE = ("photo_", "image_process")
