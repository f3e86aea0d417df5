"""Another organization's person gets 404 on each address of a company account, and so does a colleague."""

from __future__ import annotations

import pytest
from flask import url_for

from tests.company_accounts.conftest import House
from tests.organizations.given import an_account, an_end_user


@pytest.mark.rule("ORG-6")
@pytest.mark.parametrize("name", ["stranger", "colleague"])
def test_every_address_is_unknown_to_them(house: House, name: str) -> None:
    end_user_id = an_end_user(house.account).id
    ids = {"account_id": house.account_id, "end_user_id": end_user_id, "user_id": house.ids["member"]}
    browser = house.browser(name)
    token = {"csrf_token": browser.token("/reset-password")}
    rules = [
        rule
        for rule in house.app.url_map.iter_rules()
        if rule.endpoint.startswith("company_accounts.") and "account_id" in rule.arguments
    ]
    assert len(rules) > 20
    for rule in rules:
        with house.app.test_request_context():
            named = {key: ids.get(key, "csv" if key == "form" else "demote") for key in rule.arguments}
            path = url_for(rule.endpoint, **named)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = browser.open(path, method=method, data=token if method == "POST" else None)
            assert answer.status_code == 404, (method, path)


def test_an_end_user_is_not_found_by_way_of_another_account(house: House) -> None:
    end_user_id = an_end_user(house.account).id
    other_id = an_account(house.organization, house.person("manager")).id
    browser = house.browser("manager")
    assert browser.get(house.at(f"/end-users/{end_user_id}")).status_code == 200
    assert browser.get(f"/company-accounts/{other_id}/end-users/{end_user_id}").status_code == 404
