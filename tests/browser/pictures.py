"""The pictures of README and help, taken of a running demo: `python -m tests.browser.pictures http://localhost:8000`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tbc.kit.clock import today
from tests.browser.conftest import FLAGS, find_browser

PROJECT = Path(__file__).parents[2]
README = PROJECT / "docs" / "screenshots"
HELP = PROJECT / "tbc" / "static" / "img" / "help"
WIDTHS = (1280, 390)
CUSTOMER, DEALER, OPERATOR = "sakura.mihon@takasaki.example.jp", "ichiro.hinagata@dummy-joho.example.jp", "karen.reida"
ADMINISTRATOR = "osamu.kanno"
# What help shows, by the name that the guides ask for.
OF_HELP = {
    "sign-up": "sign-up",
    "end-user": "steps",
    "check": "check",
    "filed": "filed",
    "history": "history",
    "organization": "organization",
    "company-account": "company-account",
    "factors": "factors",
    "desk-import-batch": "import-batch",
    "desk-import-statistics": "import-statistics",
    "desk-import-review": "import-review",
    "desk-import-doubt": "import-doubt",
    "desk-import-teach": "teach",
    "desk-payment": "payment",
    "desk-recovery": "recovery",
}


def main(portal: str) -> None:
    """Take each picture at both widths in Japanese, and those of help in English too."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for width in WIDTHS:
            for language in ("ja", "en") if width == 1280 else ("ja",):
                context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
                _Camera(context.new_page(), portal, width, language).take_all()
                context.close()
        browser.close()


class _Camera:
    def __init__(self, page: Page, portal: str, width: int, language: str) -> None:
        self.page, self.portal, self.width, self.language = page, portal, width, language

    def take_all(self) -> None:
        self.of_a_visitor()
        self.of_a_customer()
        self.of_a_delivery()
        self.of_a_dealer()
        self.of_an_operator()
        self.of_payments()
        self.of_imports()
        self.of_an_administrator()

    def of_a_visitor(self) -> None:
        self.take("home", f"/?language={self.language}")
        self.take("sign-up", "/sign-up")
        self.take("partner-door", "/partner")

    def of_a_customer(self) -> None:
        self.sign_in(CUSTOMER)
        self.take("history", "/applications")
        self.take("new", "/applications/new")
        self.take("filed", self.first("/applications?state=filed") + "/filed")
        draft = self.first("/applications?state=draft")
        self.take("products", draft + "/products")
        self.take("end-user", draft + "/end-user")
        self.take("dealers", draft + "/dealers")
        self.take("check", draft + "/check")
        self.take("organization", self.first("/organizations"))
        self.take("factors", "/account/factors")
        self.take("contracts", "/contracts")
        self.take("contract", self.first("/contracts"))
        self.take("renewals", "/renewals")
        self.take("renewals-history", "/renewals/history")
        self.take("renewal", self.first("/renewals/history"))

    def of_a_delivery(self) -> None:
        self.take("delivery-sign-in", "/delivery/sign-in")
        self.open_delivery()
        self.take("delivery", "/delivery")
        self.take("certificate", "/delivery/certificate")
        self.take("delivery-help", "/delivery/help")
        self.take("delivery-resend-request", "/delivery/resend-request")

    def of_a_dealer(self) -> None:
        self.sign_in(DEALER)
        self.take("partner-home", "/")
        self.take("partner-registration", "/partner/registration")
        self.take("bulk-filing-new", "/bulk-filings/new")
        self.take("bulk-filing", self.first("/bulk-filings"))
        self.take("organizations", "/organizations")
        self.take("company-accounts", "/company-accounts")
        account = self.first("/company-accounts")
        self.take("company-account", account)
        self.take("end-users", account + "/end-users")
        self.take("merge", self.merge())

    def of_an_operator(self) -> None:
        self.sign_in(OPERATOR)
        self.take("desk", "/desk")
        self.take("desk-orders", "/desk/orders")
        self.take("desk-order", self.first("/desk/orders?state=shipped"))
        self.take("desk-order-new", "/desk/orders/new?number=" + self.number())
        self.take("desk-deliveries", "/desk/deliveries")
        self.take("desk-ship", self.link("/desk/deliveries/waiting", "/ship"))
        self.take("desk-stock", "/desk/stock")
        self.take("desk-requests", "/desk/requests")
        self.take("desk-request", self.link("/desk/requests", "/desk/requests/"))

    def of_payments(self) -> None:
        self.take("desk-payments", "/desk/payments")
        self.take("desk-payment", self.last("/desk/payments"))
        self.take("desk-invoices", f"/desk/invoices?on={today().isoformat()}")
        self.take("desk-documents", "/desk/documents")
        self.take("desk-document", self.first("/desk/documents?kind=invoice"))

    def of_imports(self) -> None:
        self.take("desk-imports", "/desk/imports")
        self.take("desk-import-batch", self.last("/desk/imports/batches"))
        self.take("desk-import-round", self.first("/desk/imports/approvals"))
        self.take("desk-import-statistics", "/desk/imports/statistics")
        self.take("desk-import-review", self.first("/desk/imports?problems=errors"))
        doubt = "?problem=uncertain@end_user.corporate_name"
        self.take("desk-import-doubt", self.first("/desk/imports?code=uncertain") + doubt)
        self.take("desk-import-taught", self.first("/desk/imports/teach"))
        self.take("desk-import-teach", self.first("/desk/imports/teach") + "/cells")

    def of_an_administrator(self) -> None:
        self.sign_in(ADMINISTRATOR)
        self.take("api", "/api/v1/docs")
        self.take("desk-api-access", "/desk/api-access")
        self.take("desk-webhooks", "/desk/webhooks")
        self.take("desk-recoveries", "/desk/recoveries")
        self.take("desk-recovery", self.first("/desk/recoveries"))
        self.take("desk-users", "/desk/users")
        self.take("desk-dealers", "/desk/dealers")
        self.take("desk-dealer", self.last("/desk/dealers?tier=2"))

    def take(self, name: str, path: str) -> None:
        """Photograph the whole page at `path`."""
        self.page.goto(self.portal + path)
        self.page.evaluate("document.fonts.ready")
        self.page.evaluate("document.activeElement?.blur()")
        if self.language == "ja":
            self.page.screenshot(path=README / f"{name}-{self.width}.png", full_page=True)
        if self.width == WIDTHS[0] and name in OF_HELP:
            target = HELP / self.language / f"{OF_HELP[name]}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=target, full_page=False)

    def first(self, path: str) -> str:
        """The path that the first row of the list at `path` leads to."""
        self.page.goto(self.portal + path)
        rows = "main tbody a, main .files a"
        return str(self.page.locator(rows).first.get_attribute("href"))

    def last(self, path: str) -> str:
        """As `first`, of the last row."""
        self.page.goto(self.portal + path)
        return str(self.page.locator("main tbody th a").last.get_attribute("href"))

    def link(self, path: str, part: str) -> str:
        """Where the first link on the page at `path` leads that has `part` in its address."""
        self.page.goto(self.portal + path)
        return str(self.page.locator(f'main a[href*="{part}"]').first.get_attribute("href"))

    def open_delivery(self) -> None:
        """Sign in to the delivery that /demo names first, with the password from its mail."""
        self.page.goto(f"{self.portal}/demo")
        row = self.page.locator('[aria-labelledby="deliveries"] dd').first
        number = row.locator(".code").inner_text()
        row.locator("a").first.click()
        password = re.search(r"\b[0-9A-Z]{17}\b", self.page.locator(".letter-plain").inner_text())
        assert password
        self.page.goto(f"{self.portal}/delivery/sign-in")
        self.page.fill('[name="delivery_number"]', number)
        self.page.fill('[name="password"]', password.group())
        self.page.locator("main form button").first.click()
        self.page.wait_for_url(f"{self.portal}/delivery")

    def number(self) -> str:
        """The reception number of an application that waits for its order."""
        self.page.goto(f"{self.portal}/desk/applications?state=filed")
        return "".join(self.page.locator("main tbody a .code, main tbody .code").first.inner_text().split())

    def merge(self) -> str:
        """The path of what merging the reader's two organizations would do."""
        self.page.goto(self.portal + self.first("/organizations") + "/merge")
        return str(self.page.locator('main a[href*="/merge/"]').first.get_attribute("href"))

    def sign_in(self, email: str) -> None:
        """One click on /demo."""
        self.page.goto(f"{self.portal}/demo")
        people = self.page.locator("li, section, article, tr", has_text=email)
        people.filter(has=self.page.locator("button")).last.locator("button").first.click()
        self.page.wait_for_load_state()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
