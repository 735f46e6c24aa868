import type { DynamicFeature, Executable, LanguageClientOptions, StaticFeature } from "vscode-languageclient/node";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import { SECTION, TITLE } from "../identity";

/**
 * The language client, without its habit of registering the server's commands in VS Code: the commands that people see
 * are this extension's own, and they are there before the server is.
 */
export class Client extends LanguageClient {
  constructor(server: Executable, options: LanguageClientOptions) {
    super(SECTION, TITLE, server, options);
  }

  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const kind = "registrationType" in feature ? feature.registrationType.method : undefined;
    if (kind !== ExecuteCommandRequest.method) {
      super.registerFeature(feature);
    }
  }
}
