"""The portal as a web server on loopback, in a thread of the demo's own process."""

from __future__ import annotations

import threading

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

HOST = "127.0.0.1"


class PortalServer:
    """Answers on `port` of loopback until told to stop; port 0 is any free one."""

    def __init__(self, port: int) -> None:
        self._server = make_server(HOST, port, _nobody, threaded=True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where it is; by number, so that its cookies are not those of the portal proper at `localhost`."""
        return f"http://{HOST}:{self._server.server_port}"

    def start(self, app: Flask) -> None:
        """Answer as `app` from now on."""
        self._server.app = app
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, whether it has started or not."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Quiet(WSGIRequestHandler):
    """The terminal belongs to the demo's own words."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002  # Werkzeug's name
        pass


def _nobody(_environ: object, _start_response: object) -> list[bytes]:
    """Nothing is asked before the server has started."""
    return []
