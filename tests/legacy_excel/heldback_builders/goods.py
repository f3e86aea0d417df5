"""Products, licences and contact persons for the records."""

from typing import Any

ENDPOINT = "サンプルガード エンドポイント スタンダード"
SERVER = "サンプルガード サーバ保護 Plus [SGS-P01]"
MAIL = "例示メールフィルター オンプレミス版"
ENCRYPTION = "Sample Guard Encryption（SG-ENC-100）"
CLOUD = "サンプルガード クラウド Business"
XDR = "Sample Guard XDR Service [SGX-12]"
SANDBOX = "見本クラウドサンドボックス"
GATEWAY = "例示ゲートウェイ GW-500"
SENSOR = "見本ネットワークセンサー NS-20（冗長構成）"


def new(product: str, quantity: int, years: int | None = None, **more: Any) -> dict[str, Any]:
    """A line of a new order."""
    return {"product_name": product, "quantity": quantity, "term_years": years} | more


def licence(
    product: str, quantity: int, years: int, number: str, until: str | None = None, **more: Any
) -> dict[str, Any]:
    """A line of a renewal."""
    return new(product, quantity, years, license_id=number, current_end_on=until) | more


def device(product: str, quantity: int, years: int, serial: str, until: str | None = None) -> dict[str, Any]:
    """A line of a maintenance renewal."""
    return new(product, quantity, years, serial_number=serial, current_end_on=until)


def person(name: str, kana: str | None, phone: str | None, email: str | None) -> dict[str, Any]:
    """A contact person."""
    return {"name": name, "name_kana": kana, "phone": phone, "email": email}
