"""`signal-dsl whoami`: which API key is used."""

from __future__ import annotations

from signal_dsl.cli import terminal
from signal_dsl.cli.command import Command, Option
from signal_dsl.cli.layout import aligned
from signal_dsl.cli.platform import api_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.cli.command import Arguments
    from signal_dsl.heytraders.access import Access
    from signal_dsl.heytraders.models import Claim

CLAIM = Option("--claim", "ask the platform for the code that makes the key your account's own")
NAME = Option("--name", "with --claim: the name of the agent, where it is not known here", "NAME")
CHECK = Option("--check", "ask the platform whether it takes the key")
JSON = Option("--json", "print JSON, an object; the key in it is masked")
COMMAND = Command(
    "whoami",
    "Show which API key is used in this folder, where it comes from, what it may do and when it dies.",
    "",
    0,
    0,
    (CLAIM, NAME, CHECK, JSON),
    (
        ("signal-dsl whoami", "without asking the platform"),
        ("signal-dsl whoami --claim", "with the code to enter at /dashboard/claim"),
        ("signal-dsl whoami --check", "status 2 where the platform does not take the key"),
    ),
)


def run(arguments: Arguments) -> int:
    """Show the key, masked. Raises `SignalDslError` where there is none."""
    from signal_dsl.heytraders.access import access

    used = access(api_settings())
    credential = used.required()
    claim = None
    with used.client() as client:
        if arguments.has(CHECK):
            client.backtest.strategies()
        if arguments.has(CLAIM):
            name = arguments.value(NAME) or credential.name or "Signal DSL"
            claim = client.meta.request_claim(name)
    found = _fields(used, claim, checked=arguments.has(CHECK))
    if arguments.has(JSON):
        import json

        terminal.write(json.dumps(found, indent=2) + "\n")
    else:
        terminal.write("\n".join(aligned(_rows(found))) + "\n")
    return 0


def _fields(used: Access, claim: Claim | None, *, checked: bool) -> dict[str, object]:
    credential = used.credential
    assert credential is not None
    left = credential.seconds_left
    found: dict[str, object] = {
        "url": used.address.url,
        "key": credential.key.masked,
        "source": used.source,
        "name": credential.name,
        "agent_id": credential.agent_id,
        "scopes": list(credential.scopes),
        "expires": credential.expires,
        "expires_in": None if left is None else max(0, round(left)),
    }
    if checked:
        found["accepted"] = True
    if claim is not None:
        found |= {"claim_code": claim.code, "claim_expires_in": claim.expires_in, "claim_url": used.claim_url}
    return found


def _rows(found: dict[str, object]) -> list[tuple[str, str]]:
    """For people: what is known, a line each."""
    from signal_dsl.heytraders.waiting import in_words

    scopes, left = found["scopes"], found["expires_in"]
    rows = [("platform", str(found["url"])), ("key", str(found["key"])), ("from", str(found["source"]))]
    rows += [(title, str(found[key])) for title, key in (("name", "name"), ("agent", "agent_id")) if found[key]]
    if isinstance(scopes, list) and scopes:
        rows.append(("may do", ", ".join(scopes)))
    if isinstance(left, int):
        rows.append(
            ("dies", f"in {in_words(left)}, unless it is claimed" if left else "it is dead, unless it was claimed")
        )
    if found.get("accepted"):
        rows.append(("checked", "the platform takes it"))
    if "claim_code" in found:
        code, seconds = found["claim_code"], found["claim_expires_in"]
        good = f", good for {in_words(seconds)}" if isinstance(seconds, int | float) else ""
        rows.append(("claim", f"{code} at {found['claim_url']}{good}" if code else "the platform gave no code"))
    return [(title, terminal.printable(text)) for title, text in rows]
