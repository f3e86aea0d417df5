"""What the tests of the outbox share."""

from tests.mail.letters import letters  # noqa: F401  # a fixture
