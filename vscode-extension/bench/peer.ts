// The smallest extension that runs another language server: what Signal DSL's speed in VS Code is measured against.
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(): Promise<void> {
  const [command = "", ...args] = JSON.parse(process.env.PEER_COMMAND ?? "[]") as string[];
  client = new LanguageClient("peer", "Peer", { command, args }, { documentSelector: [{ language: "python" }] });
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
