"""textDocument/publishDiagnostics and textDocument/diagnostic: the findings of `lint`, with what mends them."""

from __future__ import annotations

from lsprotocol import types
from pygls.uris import from_fs_path

from signal_dsl.diagnostics import ERROR, WARNING
from signal_lsp.positions import Positions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Diagnostic
    from signal_lsp.analyses import Analysis
    from signal_lsp.documents import Document
    from signal_lsp.server import Server

_SEVERITIES = {ERROR: types.DiagnosticSeverity.Error, WARNING: types.DiagnosticSeverity.Warning}
_TAGS = {"SIG102": [types.DiagnosticTag.Unnecessary], "SIG702": [types.DiagnosticTag.Unnecessary]}


def publish(ls: Server, document: Document) -> None:
    """Send what is found in a document, unless the client asks for that itself."""
    if ls.client.pulls:
        return
    params = types.PublishDiagnosticsParams(document.uri, found(ls, document), document.version)
    ls.text_document_publish_diagnostics(params)


def pulled(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """What is found in a document, or that it is what was found before."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    catalog, _ = ls.catalogs.current(ls.folders.preferences(document.uri).catalog)
    identity = f"{document.number}.{document.version}.{ls.stamp}.{id(catalog)}"
    if params.previous_result_id == identity:
        return types.RelatedUnchangedDocumentDiagnosticReport(identity)
    return types.RelatedFullDocumentDiagnosticReport(found(ls, document), result_id=identity)


def found(ls: Server, document: Document) -> list[types.Diagnostic]:
    """The findings of a document as LSP has them."""
    if not (ls.folders.preferences(document.uri).lint and document.is_small_enough):
        _forget_config(ls, document.uri)
        return []
    analysis: Analysis = ls.analysis(document)
    found = [converted(one, analysis.positions) for one in analysis.findings]
    _publish_config(ls, document, analysis)
    return found


def closed(ls: Server, uri: str) -> None:
    """Take back what was told of a document that is closed now."""
    if not ls.client.pulls:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
    _forget_config(ls, uri)


def _forget_config(ls: Server, uri: str, kept: str = "") -> None:
    """Take back what a document told of configuration files, but for the one that rules it."""
    for path, of_documents in list(ls.config_findings.items()):
        if path != kept and uri in of_documents and of_documents.pop(uri):
            _send_config(ls, path, of_documents)


def _publish_config(ls: Server, document: Document, analysis: Analysis) -> None:
    """Tell what is wrong with the configuration file behind a document, in that file; pulled or not, nobody asks."""
    config = analysis.config
    _forget_config(ls, document.uri, config.path if config is not None else "")
    if config is None:
        return
    positions = Positions(config.source, ls.client.encoding)
    found = [converted(one, positions) for one in analysis.config_findings]
    of_documents = ls.config_findings.setdefault(config.path, {})
    if of_documents.get(document.uri, []) != found:
        of_documents[document.uri] = found
        _send_config(ls, config.path, of_documents)


def _send_config(ls: Server, path: str, of_documents: dict[str, list[types.Diagnostic]]) -> None:
    found: list[types.Diagnostic] = []
    for several in of_documents.values():
        found += [one for one in several if one not in found]
    uri = from_fs_path(path)
    if uri:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))


def converted(finding: Diagnostic, positions: Positions) -> types.Diagnostic:
    """A finding as LSP has it."""
    return types.Diagnostic(
        positions.range(finding.start, finding.end),
        finding.message,
        severity=_SEVERITIES.get(finding.severity, types.DiagnosticSeverity.Information),
        code=finding.code,
        source="signal-dsl",
        tags=_TAGS.get(finding.code),
        data={"rule": finding.rule},
    )
