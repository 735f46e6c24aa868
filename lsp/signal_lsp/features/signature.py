"""textDocument/signatureHelp: the call around the cursor."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.ide.signature import signature_help
from signal_lsp.looking import look
from signal_lsp.positions import units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.signature import Shown, Signature
    from signal_lsp.server import Server

_PATH = ("textDocument", "signatureHelp", "signatureInformation")


def signature(ls: Server, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    """The ways to call the function around a place, and what is being given."""
    seen = look(ls, params.text_document)
    found = signature_help(seen.snapshot, seen.offset(params.position)) if seen else None
    if found is None:
        return None
    ways = [_signature(ls, one) for one in found.signatures]
    return types.SignatureHelp(ways, found.active, ways[found.active].active_parameter)


def _signature(ls: Server, one: Signature) -> types.SignatureInformation:
    # One past the end stands for none; clients that know null would take that as well.
    active = len(one.parameters) if one.active is None else one.active
    page = ls.client.markup(one.markdown, *_PATH, "documentationFormat") if one.markdown else None
    parameters = [_parameter(ls, one.label, parameter) for parameter in one.parameters]
    return types.SignatureInformation(one.label, page, parameters, active)


def _parameter(ls: Server, label: str, one: Shown) -> types.ParameterInformation:
    place: str | tuple[int, int] = label[one.start : one.end]
    if ls.client.can(*_PATH, "parameterInformation", "labelOffsetSupport"):
        # Offsets into a label are told in UTF-16, whatever else was agreed on.
        place = units(label[: one.start], "utf-16"), units(label[: one.end], "utf-16")
    page = ls.client.markup(one.markdown, *_PATH, "documentationFormat") if one.markdown else None
    return types.ParameterInformation(place, page)
