"""The portal: settings, kit, rooms, the guard check; nothing else."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tbc import menu, rooms
from tbc.config import Settings
from tbc.kit import (
    db,
    errors,
    formats,
    fragments,
    guard,
    health,
    language,
    logs,
    page,
    phrases,
    schema,
    security,
    shell,
    templates,
)


def create_app(settings: Settings) -> Flask:
    """The portal as a WSGI application.

    Raises:
        UnguardedRoute: a route does not say who may use it.
    """
    app = Flask(__name__, static_url_path="/static")
    app.config.update(
        SETTINGS=settings, SECRET_KEY=settings.secret_key, PREFERRED_URL_SCHEME=settings.base_url.split(":")[0]
    )
    app.config["MIGRATION_HEAD"] = schema.head()
    templates.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    db.init_app(app)
    logs.init_app(app)
    page.init_app(app)
    # Templates ask `actor`; Flask-Login's own `current_user` would ask a lost database again for its error page.
    guard.login_manager.init_app(app, add_context_processor=False)
    security.init_app(app, settings)
    language.init_app(app)
    phrases.init_app(app)
    fragments.init_app(app)
    formats.init_app(app)
    errors.init_app(app)
    health.init_app(app)
    shell.init_app(app)
    rooms.init_app(app)
    menu.init_app(app)
    guard.check_routes(app)
    return app
