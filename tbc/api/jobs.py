"""The room's background work."""

from tbc import jobs
from tbc.api.service.once import forget_old_answers

jobs.every(minutes=60)(forget_old_answers)
