"""Our pages as HTML, and the files that belong to them."""

from collections.abc import Mapping
from importlib.resources import files
from os import stat_result
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FOLDER = Path(str(files("bot").joinpath("channels", "web", "pages")))
SERVED = {".css", ".js", ".png"}  # the pages themselves are templates, and nobody's to read


class _OwnFiles(StaticFiles):
    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        return super().lookup_path(path) if Path(path).suffix in SERVED else ("", None)


STATIC = Mount("/static", _OwnFiles(directory=FOLDER))
_pages = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)


def page(template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    return HTMLResponse(_pages.get_template(template).render(values), status)
