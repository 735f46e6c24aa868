import * as vscode from "vscode";
import { full } from "../identity";

/** Read-only pages that the extension makes: rules and tables. They stand in tabs, and nothing is written to a disk. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  static readonly scheme = full("page").replace(".", "-");
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(Pages.scheme, this);
  readonly onDidChange = this.changed.event;

  /** `explain` gives the page of a rule in Markdown: links to it are in findings. */
  constructor(private readonly explain: (code: string) => Promise<string>) {}

  /** The address of a page with this text; the name's ending says what it is. */
  put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: Pages.scheme, path: `/${name}` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const known = this.texts.get(uri.toString());
    const rule = /^\/(SIG\d+)\.md$/.exec(uri.path)?.[1];
    return known ?? (rule ? this.explain(rule) : "This page is gone: call the command again.\n");
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
