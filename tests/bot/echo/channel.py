"""The channel as it is configured: what it can show and take, and the route by which updates come."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.channel import Channel, ChannelKind, Command
from bot.limits import Limits
from bot.loops import Turns
from bot.services import Services
from bot.settings import Settings
from storage import ways
from storage.budgets import Budget
from storage.ways import OurAccount
from tests.bot.echo.decoding import CHANNEL, decode
from tests.bot.echo.sending import Platform
from tests.bot.echo.settings import EchoSettings

SPACING = 1_000  # ms between two messages to one chat


def kind(platform: Platform) -> ChannelKind:
    def opens(services: Services) -> tuple[Channel, ...]:
        own = services.settings.of(EchoSettings)
        if own is None or not own.on:
            return ()

        async def take(request: Request) -> Response:
            await services.intake.submit(decode(await request.body(), services.clock.now()))
            return Response(status_code=200)

        async def learn(_turned: Turns) -> None:
            async with services.database.write() as tx:
                await ways.learn(tx, OurAccount(CHANNEL, "Bot Hà Cầu"), services.clock.now())

        channel = Channel(
            CHANNEL,
            platform.send,
            limits=Limits(spacing=SPACING),
            buttons=False,
            edits=False,
            carries=lambda _file: False,
            budget=Budget(3_000, people=50),
            routes=(Route("/echo", take, methods=["POST"]),),
            listen=learn,
        )
        return (channel,)

    return ChannelKind(CHANNEL, opens, EchoSettings, (Command("check", "Is it there?", _check),))


async def _check(_settings: Settings) -> list[str]:
    return ["it is there"]
