"""What the documentation says of each member of a body, in the reader's language."""

from __future__ import annotations

from typing import Any

from tbc.kit.phrases import lazy as _l

PATHS: dict[str, Any] = {
    "info": _l("受付番号の確認、受注、納品を、お使いの受注システムから行うためのAPIです。"),
    "token": _l("Authorization: Bearer に続けてトークンを指定します。トークンは弊社のシステム管理者が発行します。"),
    "Idempotency-Key": _l(
        "呼び出しごとに新しく作る文字列です（UUIDなど）。応答を受け取れなかったときは、同じキーと同じ本文でもう一度送ると、"
        "処理は一度だけ行われ、最初と同じ応答が返ります。キーは7日間有効です。"
    ),
    "RateLimit-Policy": _l("呼び出しの上限です。qは回数、wは秒数です。"),
    "RateLimit": _l("残りの回数（r）と、回数が戻るまでの秒数（t）です。"),
}

# Struct → what it is; `Struct.member` → what that is, `member` alone where it means the same everywhere.
MEMBERS: dict[str, Any] = {
    "ApplicationLine": _l("申請の明細"),
    "ApplicationPage": _l("申請の一覧の1ページ"),
    "ApplicationSummary": _l("申請の概要"),
    "ApplicationsAsked": _l("申請の一覧の条件"),
    "CodesGiven": _l("納品と一緒に渡すコード"),
    "Delivery": _l("納品"),
    "DeliveredLine": _l("納品した行"),
    "ShipmentEntry": _l("納品の登録"),
    "Cancellation": _l("受注の取り消し"),
    "Dealer": _l("販売店または代理店。申請にないときは空です"),
    "Order": _l("受注"),
    "OrderEntry": _l("受注の登録"),
    "OrderLine": _l("受注の明細"),
    "ReceptionNumber": _l("受付番号の申請と、受注できるかどうか"),
    "Shipped": _l("受注の納品"),
    "WhyNot": _l("受注できない理由"),
    "Problem": _l("エラー（RFC 9457）"),
    "activation_code": _l("対象のアクティベーションコード"),
    "application": _l("申請の概要"),
    "applications": _l("申請。新しい順です"),
    "branch": _l("支店・営業所"),
    "can_be_ordered": _l("いま、この受付番号で受注できるか"),
    "cancel_reason": _l("取り消した理由"),
    "cancelled_at": _l("取り消した日時"),
    "character": _l("受付番号に使われない文字"),
    "code": _l("エラーの種類。変わりません"),
    "codes": _l("行ごとのコード。省略すると在庫から渡します"),
    "company": _l("契約者の法人名"),
    "contract_class": _l("契約区分: corporate 一般、government 官公庁、academic 教育"),
    "cursor": _l("前の応答のnext_cursor"),
    "customer_po": _l("得意先PO#"),
    "dealer_note": _l("通信欄"),
    "delivery_email": _l("納品先メールアドレス"),
    "delivery_number": _l("納品番号。納品していなければnull"),
    "deliveries": _l("この受注の納品"),
    "detail": _l("どうすればよいか。Accept-Languageに従って日本語か英語です"),
    "distributor": _l("代理店。販売店と同じときは販売店の内容です"),
    "entered_at": _l("登録した日時"),
    "errors": _l("誤りのある項目: pointer（本文の位置）またはparameter（パラメーター名）と、reason（理由、英語）"),
    "filed_at": _l("申請した日時"),
    "filed_from": _l("この日以降に申請したもの（日本時間）"),
    "filed_until": _l("この日以前に申請したもの（日本時間）"),
    "group": _l("打ち間違いがありそうな、4文字ごとの区切りの番号"),
    "is_electronic": _l("電子納品か"),
    "kind": _l("申請区分: new 新規、additional 追加、renewal 更新"),
    "length": _l("受け取った文字数"),
    "license_id": _l("対象のライセンスID"),
    "limit": _l("1ページの件数"),
    "lines": _l("明細"),
    "needed": _l("必要なコードの数"),
    "newer_number": _l("差し替え後の受付番号"),
    "next_cursor": _l("次のページのcursor。最後のページではnull"),
    "order_number": _l("受注番号"),
    "given": _l("対象の値"),
    "order_state": _l("納品後の受注の状態"),
    "positions": _l("納品する行番号。省略するかnullにすると、残りのすべての行です"),
    "sent_to": _l("IDとパスワードのメールを送った納品先メールアドレス。電子納品でなければ空です"),
    "place": _l("打ち間違いがありそうな位置（1から）"),
    "position": _l("行番号（1から）"),
    "product": _l("製品コード"),
    "product_name": _l("製品名"),
    "quantity": _l("数量"),
    "reason": _l("取り消す理由"),
    "reception_number": _l("受付番号"),
    "request_id": _l("お問い合わせのときに添える番号"),
    "reseller": _l("販売店"),
    "reseller_reference": _l("販売店管理番号。8桁の数字か空です"),
    "scope": _l("この操作に必要な権限"),
    "serial_number": _l("対象のシリアル番号"),
    "shipped_at": _l("納品した日時"),
    "source": _l("どこから来たか"),
    "state": _l("状態"),
    "status": _l("HTTPステータス"),
    "term_years": _l("年数"),
    "there": _l("在庫のコードの数"),
    "title": _l("エラーの名前（英語）。変わりません"),
    "tracking": _l("送り状番号など"),
    "type": _l("このエラーの説明のアドレス"),
    "valid_until": _l("受付番号の有効期限。期限がなければnull"),
    "why_not": _l("受注できない理由。受注できるときはnull"),
    "CodesGiven.codes": _l("コード。数は製品と数量で決まります"),
    "DeliveredLine.license_id": _l("発行した、または変更したライセンスID"),
    "Delivery.delivery_number": _l("納品番号"),
    "Delivery.lines": _l("納品した行"),
    "Problem.reason": _l("コードを使えない理由: count 数、shape 形式、double 重複、taken 使用済み"),
    "ShipmentEntry.tracking": _l("送り状番号など。電子納品でない製品では必須です"),
    "Dealer.company": _l("会社名"),
    "ApplicationsAsked.state": _l("この状態のもの"),
    "ApplicationsAsked.kind": _l("この申請区分のもの"),
    "ApplicationsAsked.source": _l("web ウェブからの申請、excel Excelの取り込み"),
    "OrderEntry.reception_number": _l("受付番号。区切りや小文字のままでも読み取ります"),
    "OrderEntry.customer_po": _l("得意先PO#。空なら申請の内容です"),
    "OrderEntry.reseller_reference": _l("販売店管理番号（8桁）。空なら申請の内容です"),
    "OrderEntry.delivery_email": _l("納品先メールアドレス。省略すると申請の内容です"),
    "OrderEntry.dealer_note": _l("通信欄（200文字まで）"),
    "Order.reception_number": _l("受付番号。契約更新の受注ではnull"),
    "Order.shipped_at": _l("すべての行を納品した日時"),
    "ApplicationSummary.order_number": _l("受注番号。受注していなければnull"),
    "WhyNot.code": _l("この受付番号で受注したときのエラーの種類"),
    "WhyNot.order_number": _l("この受付番号を使った受注"),
    "Shipped.delivery_number": _l("納品番号"),
}


def described(struct: str, member: str) -> str:
    """What `member` of `struct` is."""
    return str(MEMBERS[f"{struct}.{member}"] if f"{struct}.{member}" in MEMBERS else MEMBERS[member])


def about_path(path: str, name: str) -> str:
    """What a part of a path is: the `number` of a reception number or of an order."""
    assert name == "number", path
    return str(MEMBERS["OrderEntry.reception_number" if path.startswith("/reception-numbers") else "order_number"])
