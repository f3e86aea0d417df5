"""What the jobs room itself does from time to time."""

from __future__ import annotations

from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from tbc.jobs.queue import every, queue
from tbc.kit import throttle

HEARTBEAT = 5.0  # seconds between a worker's signs of life
GIVEN_UP = 20.0  # seconds without one after which its jobs are another's
KEEP_FAILED_HOURS = 30 * 24


@queue.periodic(cron="* * * * * */20")
@queue.task(name="jobs:rescue", queueing_lock="jobs:rescue")
async def rescue(timestamp: int) -> None:
    """Queue the jobs of killed workers again."""
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=GIVEN_UP):
        try:
            await queue.job_manager.retry_job(job)
        except UniqueViolation:
            # Another job about the same thing already waits: this one is not needed any more.
            await queue.job_manager.finish_job(job, Status.FAILED, delete_job=True)


@queue.periodic(cron="17 18 * * *")
@queue.task(name="jobs:forget", queueing_lock="jobs:forget")
async def forget_failed_jobs(timestamp: int) -> None:
    """Remove what failed a month ago; what succeeds is removed at once."""
    await queue.job_manager.delete_old_jobs(nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_aborted=True)


every(minutes=10)(throttle.sweep)
