"""The persona picker of the sample: pick who to be, and move the sample's clock forward."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.chatroom import let_in
from bot.sample import Sample
from bot.stops import next_stop, stop_after
from bot.web import House, page
from handlers import texts
from storage.instants import local


class Rehearsal:
    def __init__(self, house: House, sample: Sample) -> None:
        self._house = house
        self._sample = sample

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self._home),
            Route("/sample/enter", self._enter, methods=["POST"]),
            Route("/sample/jump", self._jump, methods=["POST"]),
        ]

    async def _home(self, _request: Request) -> Response:
        now = texts.clock_face(local(self._house.clock.now(), self._house.zone))
        return page(
            "home.html", {"sample": True, "personas": self._sample.personas, "clock": now, "ward": self._sample.ward}
        )

    async def _enter(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=4)
        key = str(form.get("who", ""))
        if key not in {persona.key for persona in self._sample.personas}:
            return page("notice.html", texts.link_unknown(), 404)
        return let_in(self._sample.token(key), self._sample.device(key), secure=False)

    async def _jump(self, _request: Request) -> Response:
        """To the next instant at which something happens; the answer says which comes after that."""
        self._house.clock.jump(next_stop(self._house.clock.now(), self._house.zone))
        self._house.bells.ring("due")
        return JSONResponse({"next": stop_after(self._house.clock.now(), self._house.zone)})
