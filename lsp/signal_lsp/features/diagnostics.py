"""textDocument/publishDiagnostics and textDocument/diagnostic: the findings of `lint`, with what mends them."""

from __future__ import annotations

from lsprotocol import types

from signal_dsl.diagnostics import ERROR, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.diagnostics import Diagnostic
    from signal_lsp.analyses import Analysis
    from signal_lsp.documents import Document
    from signal_lsp.positions import Positions
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
    identity = f"{document.version}.{ls.stamp}"
    if params.previous_result_id == identity:
        return types.RelatedUnchangedDocumentDiagnosticReport(identity)
    return types.RelatedFullDocumentDiagnosticReport(found(ls, document), result_id=identity)


def found(ls: Server, document: Document) -> list[types.Diagnostic]:
    """The findings of a document as LSP has them."""
    if not ls.folders.of(document.uri).lint:
        return []
    analysis: Analysis = ls.analysis(document)
    return [converted(one, analysis.positions) for one in analysis.findings]


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
