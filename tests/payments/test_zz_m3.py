import random, time, sys
from sqlalchemy import create_engine
import pytest
from tbc.kit import db
from tbc.kit.db import unit_of_work
from tbc.payments.service.importing import take
from tbc.payments.reading import read_bank_file
from tbc.payments.service import settling
from tests.payments.making import *
from tests.payments.payers import bills, paid_by
from tests.payments.files import *
@pytest.mark.parametrize("n",[70_000])
def test_m(fresh_database, n):
    engine=create_engine(fresh_database); db.bind(engine)
    dice=random.Random(1)
    owed=bills(n,dice)
    with accounts_known():
        with unit_of_work(): invoices(owed)
        with engine.connect() as c:
            c.exec_driver_sql("ANALYZE")
        h=paid_by(owed,n,dice)
        data=joined(notice(Box([o.paid for o in h])))
        t=time.perf_counter(); read_bank_file(data, DAY); p=time.perf_counter()-t
        saved=list(settling._settled)
        for label,handlers in (("none",[]),):
            settling._settled[:]=handlers
            t=time.perf_counter()
            with unit_of_work(): f=take(STAFF,data,"x"); r=(f.new_rows,f.booked_rows)
            e=time.perf_counter()-t
            print(f"\n{n} rows: parse {p:.2f}s ({len(h)/p:.0f}/s), take {e:.2f}s ({len(h)/e:.0f}/s), ratio {e/p:.1f}, {r}")
        settling._settled[:]=saved
    db.session.remove(); db.session.configure(bind=None); engine.dispose()
