"""Reading filed applications page by page."""

from __future__ import annotations

from msgspec import UNSET

from tbc.api import cursors, queries
from tbc.api.operations.describing import summary_of
from tbc.api.operations.table import Call, operation
from tbc.api.schemas import ApplicationPage, ApplicationsAsked
from tbc.kit.phrases import lazy as _l


@operation(
    _l("申請の一覧を取得する"),
    _l(
        "申請済みのものを新しい順に返します。続きがあるときはnext_cursorに値があり、"
        "cursorに指定すると次のページになります。cursorの中身は変わることがあるため、読み取らないでください。"
    ),
    gives=ApplicationPage,
    asks=ApplicationsAsked,
    codes=("cursor-invalid",),
)
def list_applications(call: Call) -> ApplicationPage:
    """GET /applications."""
    asked: ApplicationsAsked = call.asked
    names = ("state", "kind", "source", "filed_from", "filed_until")
    wanted = {name: value for name in names if (value := getattr(asked, name)) is not UNSET}
    after = cursors.read(asked.cursor) if isinstance(asked.cursor, str) else None
    rows, end = queries.list_applications(limit=asked.limit, after=after, **wanted)
    return ApplicationPage([summary_of(row) for row in rows], cursors.written(end) if end else None)
