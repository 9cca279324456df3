"""The whole wiring on one screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.api import health
from app.api import router as api
from app.feeds import routes as feeds
from app.feeds.body import Bodies
from app.http.credentials import Discretion
from app.http.failures import add_problem_handlers
from app.http.hosts import Hosts, names_of
from app.http.openapi import describe, name_of
from app.http.service import open_service
from app.http.wire import Wire
from app.pages import assets
from app.pages import routes as pages
from app.pages.refusals import show_problem
from app.settings import Settings, check_python, read_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service. It opens the calendar when it starts, and closes it when it stops.

    Raises:
        SettingError: if a setting is wrong, or Python runs without assertions.
    """
    check_python()
    chosen = settings or read_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service = open_service(chosen)
        app.state.service = service
        app.state.hosts = names_of(service.base_url, chosen.host, chosen.allowed_hosts)
        app.state.bodies = Bodies(chosen.feed_cache_bytes)
        yield
        service.close()

    # No address has two spellings: a redirect would be made of the Host header, and clients lose their 304s by it.
    app = FastAPI(lifespan=lifespan, redirect_slashes=False, openapi_url=None, generate_unique_id_function=name_of)
    add_problem_handlers(app, show_problem)
    app.include_router(api.router)
    app.include_router(health.router)
    app.include_router(feeds.router)
    app.include_router(pages.router)
    app.include_router(assets.router)
    describe(app)
    app.add_middleware(Discretion)
    app.add_middleware(Hosts)
    app.add_middleware(Wire)
    return app
