"""What the platform answers, as far as it is known. Each keeps the answer as it came in `raw`.

Fields are found under several names and read in several notations; what is missing, null or of another kind is None.
No answer, whatever it is, makes any of this raise.
"""

from __future__ import annotations

from signal_dsl.heytraders.models.agents import Claim, Published, Registration
from signal_dsl.heytraders.models.jobs import CANCELLED, COMPLETED, ENDED, FAILED, QUEUED, RUNNING, Job
from signal_dsl.heytraders.models.markets import Evaluation, Ranked, Ranking, Scan
from signal_dsl.heytraders.models.verdicts import ScriptFault, Verdict

__all__ = [
    "CANCELLED",
    "COMPLETED",
    "ENDED",
    "FAILED",
    "QUEUED",
    "RUNNING",
    "Claim",
    "Evaluation",
    "Job",
    "Published",
    "Ranked",
    "Ranking",
    "Registration",
    "Scan",
    "ScriptFault",
    "Verdict",
]
