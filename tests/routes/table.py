"""Who gets what from each route, written down by hand: a route that is not here fails the tests.

A row reads: method, endpoint, the thing that its address names (see `things`), then the status that each actor gets,
as the heading above it says. `filer` is the customer whose quick thing it is, `stranger` the owner of an organization
that has nothing to do with it; for whom a heading leaves out, see `AS_STRANGER`. POSTs are sent with a good token and,
unless `things.FIELDS` says otherwise, an empty form: 422 then means that one was let in and that the form was read.

The rows of pages where the other customers differ, with all thirteen statuses, stand in `rows/<room>.txt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Customers of one organization (see `actors`): a plain Domain Member, one who may create company accounts, its owner, a
# member and a manager of its company account; `dealer` works for another organization's company account.
AS_STRANGER = ("member", "creator", "owner", "account_member", "manager", "dealer")
ACTORS = ("anonymous", "filer", "stranger", "renewing", *AS_STRANGER, "operator", "administrator", "auditor")

TABLE = """\
route                            thing           anonymous filer stranger renewing operator administrator auditor
GET  home.index                  -               200       200   200      200      200      200           200

GET  accounts.sign_up            -               200       200   200      200      200      200           200
POST accounts.sign_up            -               422       422   422      422      422      422           422
GET  accounts.sign_up_sent       -               302       302   302      302      302      302           302
POST accounts.send_again         -               303       303   303      303      303      303           303
GET  accounts.prove              sign-up         200       200   200      200      200      200           200
GET  accounts.prove              no-link         410       410   410      410      410      410           410
POST accounts.proven             sign-up         422       422   422      422      422      422           422
POST accounts.proven             no-link         410       410   410      410      410      410           410
POST accounts.send_new_link      sign-up         303       303   303      303      303      303           303
POST accounts.send_new_link      no-link         410       410   410      410      410      410           410
GET  accounts.sign_in            -               200       303   303      303      303      303           303
POST accounts.sign_in            -               422       422   422      422      422      422           422
GET  accounts.sign_out           -               200       200   200      200      200      200           200
POST accounts.sign_out           -               303       303   303      303      303      303           303
GET  accounts.reset_password     -               200       200   200      200      200      200           200
POST accounts.reset_password     -               422       422   422      422      422      422           422
GET  accounts.reset_sent         -               200       200   200      200      200      200           200
GET  accounts.set_password       reset           200       200   200      200      200      200           200
POST accounts.set_password       reset           422       422   422      422      422      422           422
GET  accounts.set_password       no-link         410       410   410      410      410      410           410
POST accounts.set_password       no-link         410       410   410      410      410      410           410
GET  accounts.prove_email        new-email       200       200   200      200      200      200           200
POST accounts.prove_email        new-email       303       303   303      303      303      303           303
GET  accounts.prove_email        no-link         410       410   410      410      410      410           410
POST accounts.prove_email        no-link         410       410   410      410      410      410           410

GET  accounts.profile            -               303       200   200      200      200      200           200
GET  accounts.details            -               303       200   200      200      200      200           200
POST accounts.details            -               303       422   422      422      422      422           422
GET  accounts.mode               -               303       200   200      200      200      200           200
POST accounts.mode               -               303       422   422      422      422      422           422
GET  accounts.change_email       -               303       200   200      200      200      200           200
POST accounts.change_email       -               303       422   422      422      422      422           422
GET  accounts.change_password    -               303       200   200      200      200      200           200
POST accounts.change_password    -               303       422   422      422      422      422           422
GET  accounts.sessions           -               303       200   200      200      200      200           200
POST accounts.end_session        session         303       303   404      404      404      404           404
POST accounts.end_session        nothing         303       404   404      404      404      404           404
POST accounts.end_other_sessions -               303       303   303      303      303      303           303

GET  leaving.export              -               303       200   200      200      200      200           200
POST leaving.export_now          -               303       200   200      200      200      200           200
GET  leaving.close               -               303       200   200      200      403      403           403
POST leaving.close_now           -               303       422   422      422      403      403           403
GET  leaving.closed              -               200       200   200      200      200      200           200

GET  catalog.index               -               200       200   200      200      200      200           200
GET  catalog.product             product         200       200   200      200      200      200           200
GET  catalog.product             no-product      404       404   404      404      404      404           404
GET  catalog.blank_supplement    supplement-form 200       200   200      200      200      200           200
GET  catalog.blank_supplement    no-product      404       404   404      404      404      404           404

GET  applications.index          -               303       200   200      403      403      403           403
GET  applications.export         csv             303       200   200      403      403      403           403
GET  applications.export         xlsx            303       200   200      403      403      403           403
GET  applications.new            -               303       200   200      403      403      403           403
POST applications.begin          -               303       422   422      403      403      403           403
GET  applications.detail         draft           303       303   404      404      404      404           404
GET  applications.detail         filed           303       200   404      404      200      200           200
GET  applications.detail         withdrawn       303       200   404      404      200      200           200
GET  applications.detail         nothing         303       404   404      404      404      404           404
GET  applications.filed          draft           303       303   404      404      404      404           404
GET  applications.filed          filed           303       200   404      404      200      200           200
GET  applications.filed_pdf      draft           303       404   404      404      404      404           404
GET  applications.filed_pdf      filed           303       200   404      404      200      200           200
GET  applications.step           draft-step      303       200   404      404      404      404           404
GET  applications.step           filed-step      303       303   404      404      403      403           403
POST applications.save_step      draft-step      303       422   404      404      404      404           404
POST applications.save_step      filed-step      303       303   404      404      403      403           403
GET  applications.check          draft           303       200   404      404      404      404           404
GET  applications.check          filed           303       303   404      404      403      403           403
POST applications.file           draft           303       422   404      404      404      404           404
POST applications.file           filed           303       303   404      404      403      403           403
POST applications.copy           draft           303       404   404      404      404      404           404
POST applications.copy           filed           303       303   404      404      403      403           403
POST applications.correct        filed           303       303   404      404      403      403           403
POST applications.correct        withdrawn       303       303   404      404      403      403           403
GET  applications.withdrawal     filed           303       200   404      404      403      403           403
POST applications.withdraw       draft           303       303   404      404      404      404           404
POST applications.withdraw       filed           303       303   404      404      403      403           403
GET  applications.discard        draft           303       200   404      404      404      404           404
GET  applications.discard        filed           303       303   404      404      403      403           403
POST applications.discard_now    draft           303       303   404      404      404      404           404
POST applications.discard_now    filed           303       303   404      404      403      403           403
GET  applications.supplement     uploaded        303       200   404      404      404      404           404
GET  applications.supplement     filed-upload    303       200   404      404      200      200           200
GET  applications.supplement     no-upload       303       404   404      404      404      404           404

GET  old_forms.index             draft           303       404   404      404      404      404           404
GET  old_forms.index             filed           303       200   404      404      200      200           200
GET  old_forms.index             nothing         303       404   404      404      404      404           404
GET  old_forms.workbook          draft-form      303       404   404      404      404      404           404
GET  old_forms.workbook          filed-form      303       200   404      404      200      200           200
GET  old_forms.workbook          no-form         303       404   404      404      404      404           404

GET  desk.index                  -               303       403   403      403      200      200           200
GET  desk.applications           -               303       403   403      403      200      200           200
GET  imports.index               -               303       403   403      403      200      200           200
POST imports.upload              -               303       403   403      403      422      422           403
GET  imports.review              workbook        303       404   404      404      200      200           200
GET  imports.review              read-workbook   303       404   404      404      200      200           200
GET  imports.review              nothing         303       404   404      404      404      404           404
GET  imports.download            workbook        303       404   404      404      200      200           200
POST imports.approve             read-workbook   303       404   404      404      422      422           403
POST imports.approve             workbook        303       404   404      404      303      303           403
POST imports.read_again          read-workbook   303       404   404      404      303      303           403
POST imports.accept              record          303       404   404      404      422      422           403
POST imports.correct             record          303       404   404      404      303      303           403
POST imports.correct             no-record       303       404   404      404      404      404           404
POST imports.set_aside           workbook        303       404   404      404      422      422           403
POST imports.take_up             workbook        303       404   404      404      303      303           403
GET  mail.index                  -               303       403   403      403      200      200           200
GET  mail.letter                 letter          303       404   404      404      200      200           200
GET  mail.letter                 nothing         303       404   404      404      404      404           404
POST mail.resend                 letter          303       404   404      404      303      303           403

GET  guides.index                -               200       200   200      200      200      200           200
GET  guides.guide                guide           200       200   200      200      200      200           200
GET  guides.guide                no-guide        404       404   404      404      404      404           404
GET  legal.terms                 -               200       200   200      200      200      200           200
GET  legal.privacy               -               200       200   200      200      200      200           200
GET  legal.commerce              -               200       200   200      200      200      200           200
GET  legal.version               terms           200       200   200      200      200      200           200
GET  legal.version               no-terms        404       404   404      404      404      404           404

GET  health.healthz              -               200       200   200      200      200      200           200
GET  health.readyz               -               200       200   200      200      200      200           200
GET  health.metrics              -               404       404   404      404      404      404           404
GET  static                      sheet           200       200   200      200      200      200           200
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation: what each actor gets from `method` on `endpoint` about `thing`."""

    method: str
    endpoint: str
    thing: str
    statuses: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint} {self.thing}"


def _rows(text: str) -> Iterator[Row]:
    """The rows below each heading; lines that begin with # say what follows."""
    actors: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        first, endpoint, *rest = line.split()
        if first == "route":
            actors = rest
            assert set(ACTORS) - set(actors) in (set(), set(AS_STRANGER)), line
            continue
        thing, *statuses = rest
        told = dict(zip(actors, map(int, statuses), strict=True))
        yield Row(first, endpoint, thing, {name: told.get(name, told["stranger"]) for name in ACTORS})


_MORE = sorted((Path(__file__).parent / "rows").glob("*.txt"))
ROWS = [row for text in (TABLE, *(path.read_text(encoding="utf-8") for path in _MORE)) for row in _rows(text)]
