"""A real name server on loopback that knows the TXT records it is given, and can fall silent."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from dns.flags import AA
from dns.message import from_wire, make_response
from dns.rcode import NXDOMAIN
from dns.rdatatype import TXT
from dns.rrset import from_text


@dataclass
class NameServer:
    """`texts` are the values by name; `silent` keeps every answer back."""

    address: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    silent: bool = False
    asked: list[str] = field(default_factory=list)


@contextmanager
def name_server() -> Iterator[NameServer]:
    """The server, until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        server = NameServer(f"127.0.0.1:{door.getsockname()[1]}")
        worker = Thread(target=_serve, args=(door, server))
        worker.start()
        try:
            yield server
        finally:
            door.sendto(b"", door.getsockname())
            worker.join()


def _serve(door: socket.socket, server: NameServer) -> None:
    while True:
        wire, client = door.recvfrom(4096)
        if not wire:
            return
        if not server.silent:
            door.sendto(_answer(wire, server), client)


def _answer(wire: bytes, server: NameServer) -> bytes:
    query = from_wire(wire)
    question = query.question[0]
    name = question.name.to_text(omit_final_dot=True)
    server.asked.append(name)
    answer = make_response(query)
    answer.flags |= AA
    texts = server.texts.get(name)
    if texts is None:
        answer.set_rcode(NXDOMAIN)
    elif question.rdtype == TXT and texts:
        answer.answer.append(from_text(question.name, 60, "IN", "TXT", *(f'"{text}"' for text in texts)))
    return answer.to_wire()
