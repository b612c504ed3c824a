"""The persona picker of the sample: pick who to be, and move the sample's clock forward."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.chatroom import let_in
from bot.channels.web.posts import FORM, JSON, form_of, post
from bot.channels.web.templates import page
from bot.rehearsal_stops import next_stop, stop_after
from bot.sample import Sample
from bot.services import Services
from handlers import texts
from storage.instants import local


class Personas:
    def __init__(self, services: Services, sample: Sample) -> None:
        self._services = services
        self._sample = sample

    def routes(self) -> list[BaseRoute]:
        public = self._services.settings.public_url
        return [
            Route("/", self._home),
            post("/sample/enter", self._enter, FORM, public),
            post("/sample/jump", self._jump, JSON, public),
        ]

    async def _home(self, _request: Request) -> Response:
        now = texts.clock_face(local(self._services.clock.now(), self._services.zone))
        return page(
            "home.html", {"sample": True, "personas": self._sample.personas, "clock": now, "ward": self._sample.ward}
        )

    async def _enter(self, request: Request) -> Response:
        key = (await form_of(request) or {}).get("who", "")
        if key not in {persona.key for persona in self._sample.personas}:
            return page("notice.html", texts.link_unknown(), 404)
        return let_in(self._sample.token(key), self._sample.device(key), secure=False)

    async def _jump(self, _request: Request) -> Response:
        """To the next instant at which something happens; the answer says which comes after that."""
        self._services.clock.jump(next_stop(self._services.clock.now(), self._services.zone))
        self._services.signals.notify("due")
        return JSONResponse({"next": stop_after(self._services.clock.now(), self._services.zone)})
