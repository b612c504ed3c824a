"""Our own pages as a channel: always on, and certain, since the record of a message is its sending."""

from dataclasses import replace

from bot.channels.channel import Channel, ChannelKind
from bot.channels.web.chatroom import Chatroom
from bot.channels.web.door import Door
from bot.channels.web.files import Downloads
from bot.channels.web.personas import Personas
from bot.channels.web.sending import send
from bot.channels.web.templates import STATIC
from bot.channels.web.uploads import Uploads
from bot.services import Services
from storage.chats import LOGGED

PAGES = Channel(LOGGED, send, certain=True)


def opens(services: Services) -> tuple[Channel]:
    uploads = Uploads(services)
    room = Chatroom(services, uploads)
    own = [*Door(services).routes(), *room.routes(), *Downloads(services).routes(), STATIC]
    first = Personas(services, services.sample).routes() if services.sample else []
    steps = {"pages": room.look} if services.database.engine != "sqlite" else {}  # where there may be other processes
    return (replace(PAGES, routes=(*first, *own), fetch=uploads.fetch, steps=steps),)


WEB = ChannelKind(LOGGED, opens)
