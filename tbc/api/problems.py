"""What can go wrong with a call: one table of stable codes, told as application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, current_app, g, request

from tbc.kit.language import LANGUAGES, speaking
from tbc.kit.phrases import lazy as _l

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """A kind of problem: its HTTP status, a title that never changes, and what the caller is told to do."""

    status: int
    title: str
    sentence: Any


KINDS: dict[str, Kind] = {
    # The request as such.
    "bad-request": Kind(400, "Bad request", _l("リクエストを読み取れません。ヘッダーとアドレスを確認してください。")),
    "parameter-invalid": Kind(
        400, "Invalid parameter", _l("アドレスのパラメーターに誤りがあります。errorsを確認してください。")
    ),
    "cursor-invalid": Kind(400, "Invalid cursor", _l("cursorには、前の応答のnext_cursorをそのまま指定してください。")),
    "json-invalid": Kind(400, "Invalid JSON", _l("本文がJSONとして読み取れません。")),
    "body-invalid": Kind(422, "Invalid body", _l("本文の項目に誤りがあります。errorsを確認してください。")),
    "body-too-large": Kind(413, "Body too large", _l("本文が大きすぎます。256 KiB以内にしてください。")),
    "media-type-unsupported": Kind(415, "Unsupported media type", _l("本文はapplication/jsonで送ってください。")),
    "route-unknown": Kind(404, "Not found", _l("このアドレスには何もありません。アドレスを確認してください。")),
    "method-not-allowed": Kind(
        405, "Method not allowed", _l("このアドレスでは使えないメソッドです。Allowを確認してください。")
    ),
    # Who asks.
    "token-missing": Kind(401, "Token missing", _l("Authorization: Bearer に続けてトークンを指定してください。")),
    "token-in-address": Kind(
        400,
        "Token in the address",
        _l("トークンをアドレスに書かないでください。アドレスは記録に残ります。Authorizationヘッダーで送ってください。"),
    ),
    "token-unknown": Kind(401, "Unknown token", _l("このトークンは登録されていません。")),
    "token-expired": Kind(
        401, "Token expired", _l("このトークンは有効期限が切れています。新しいトークンを発行してください。")
    ),
    "token-revoked": Kind(401, "Token revoked", _l("このトークンは取り消されています。")),
    "scope-missing": Kind(
        403, "Scope missing", _l("このトークンには、この操作の権限がありません。必要な権限はscopeにあります。")
    ),
    "forbidden": Kind(403, "Forbidden", _l("ほかのサイトからは呼び出せません。")),
    "rate-limited": Kind(429, "Too many requests", _l("呼び出しが多すぎます。Retry-Afterの秒数だけ待ってください。")),
    # Calls that are done once.
    "idempotency-key-missing": Kind(400, "Idempotency-Key missing", _l("Idempotency-Keyヘッダーを指定してください。")),
    "idempotency-key-invalid": Kind(
        400, "Invalid Idempotency-Key", _l("Idempotency-Keyは、空白のない半角英数字と記号で200文字以内にしてください。")
    ),
    "idempotency-key-reused": Kind(
        422,
        "Idempotency-Key reused",
        _l("このIdempotency-Keyは、別の内容で使われています。新しいキーで送ってください。"),
    ),
    # Reception numbers.
    "number-wrong-length": Kind(
        422, "Reception number of wrong length", _l("受付番号は24文字です。文字数を確認してください。")
    ),
    "number-wrong-character": Kind(
        422,
        "Impossible character in reception number",
        _l("受付番号に使われない文字があります。placeの位置を確認してください。"),
    ),
    "number-mistyped": Kind(
        422, "Mistyped reception number", _l("受付番号に打ち間違いがあります。申請した方の番号と見比べてください。")
    ),
    "number-unknown": Kind(404, "Unknown reception number", _l("この受付番号の申請はありません。")),
    "number-used": Kind(409, "Reception number already used", _l("この受付番号は、ほかの受注で使われています。")),
    "number-superseded": Kind(
        409,
        "Reception number superseded",
        _l("この申請は新しい申請に差し替えられています。新しい受付番号はnewer_numberにあります。"),
    ),
    "number-withdrawn": Kind(409, "Application withdrawn", _l("この申請は取り下げられています。")),
    "number-expired": Kind(409, "Reception number expired", _l("この受付番号は有効期限が切れています。")),
    "number-incomplete": Kind(
        409,
        "Application incomplete",
        _l("この申請には、受注に必要な製品・数量・年数がそろっていません。担当者にお問い合わせください。"),
    ),
    "numbers-exhausted": Kind(503, "No numbers left", _l("番号を発行できません。担当者にお問い合わせください。")),
    # Orders and deliveries.
    "order-unknown": Kind(404, "Unknown order", _l("この番号の受注はありません。")),
    "order-cancelled": Kind(409, "Order cancelled", _l("この受注は取り消されています。")),
    "order-begun": Kind(
        409,
        "Order already shipped",
        _l("納品した受注の取り消しには、担当者2名の確認が必要です。担当者デスクで行ってください。"),
    ),
    "order-renews": Kind(
        409,
        "Order of an invoice",
        _l("契約更新の受注は、請求書を取り消すと取り消されます。担当者デスクで行ってください。"),
    ),
    "order-shipped": Kind(409, "Order already shipped whole", _l("この受注は、すべて納品済みです。")),
    "order-held": Kind(
        409, "Order held", _l("この受注は、いま納品できません。取り消しの確認を待っているか、納品のない受注です。")
    ),
    "line-unknown": Kind(422, "Unknown line", _l("この受注にない行番号です。")),
    "line-shipped": Kind(409, "Line already shipped", _l("納品済みの行です。")),
    "lines-unlike": Kind(
        409,
        "Lines delivered in different ways",
        _l("電子納品の製品とそれ以外の製品は、positionsで分けて納品してください。"),
    ),
    "tracking-missing": Kind(
        422, "Tracking missing", _l("電子納品でない製品には、送り状番号などをtrackingに指定してください。")
    ),
    "out-of-stock": Kind(409, "Out of stock", _l("コードの在庫が足りません。何も納品していません。")),
    "codes-unfit": Kind(
        422, "Unfit codes", _l("指定したコードは使えません。数、形式、重複を確認してください。何も納品していません。")
    ),
    "license-unknown": Kind(
        409, "Unknown license", _l("追加・更新の対象のライセンスが見つかりません。何も納品していません。")
    ),
    "license-closed": Kind(
        409, "License closed", _l("追加・更新の対象のライセンスは終了しています。何も納品していません。")
    ),
    # The portal itself.
    "server-error": Kind(500, "Server error", _l("処理できませんでした。request_idを添えてお問い合わせください。")),
    "unavailable": Kind(503, "Unavailable", _l("一時的に利用できません。Retry-Afterの秒数だけ待ってください。")),
}
# What the framework refuses by itself.
_BY_STATUS = {
    401: "token-missing",
    403: "forbidden",
    404: "route-unknown",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "media-type-unsupported",
    429: "rate-limited",
    500: "server-error",
    503: "unavailable",
}


class Refused(Exception):
    """The call is refused: `code` stands in KINDS; `more` are members beside the standard ones, `headers` are sent."""

    def __init__(self, code: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.headers = dict(headers or {})
        self.more = more


def answer(refused: Refused) -> Response:
    """The problem as it goes out."""
    response = _response(refused.code, KINDS[refused.code].status, refused.more)
    response.headers.update(refused.headers)
    return response


def answer_status(status: int) -> Response:
    """What the framework has refused with `status`, told as a problem."""
    response = _response(_BY_STATUS.get(status, "bad-request" if status < 500 else "server-error"), status, {})
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def sentence(code: str) -> str:
    """What `code` tells its reader, in the language that the request asks for: Japanese unless it says English."""
    with speaking(request.accept_languages.best_match(LANGUAGES, "ja") or "ja"):
        return str(KINDS[code].sentence)


def _response(code: str, status: int, more: Mapping[str, Any]) -> Response:
    base = current_app.config["SETTINGS"].base_url
    problem = {
        "type": f"{base}/api/v1/docs#{code}",
        "title": KINDS[code].title,
        "status": status,
        "detail": sentence(code),
        "code": code,
        "request_id": g.get("request_id", ""),
        **more,
    }
    response = Response(json.dumps(problem, ensure_ascii=False), status, content_type=MEDIA_TYPE)
    response.vary.add("Accept-Language")
    return response
