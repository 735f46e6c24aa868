import * as vscode from "vscode";
import type { App } from "../app";
import { full, SECTION } from "../identity";
import { ask } from "../server/ask";

const NAME_LENGTH = 50;
const DESCRIPTION_LENGTH = 500;

export async function signIn(app: App): Promise<void> {
  const key = await vscode.window.showInputBox({
    title: "Sign In to HeyTraders",
    prompt: "Your API key. It is kept in VS Code's secret storage.",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() ? undefined : "Paste the key, or press Escape."),
  });
  if (!key) {
    return;
  }
  const message = await app.key.signIn(key.trim());
  void vscode.window.showInformationMessage(message);
}

export async function signOut(app: App): Promise<void> {
  await app.key.signOut();
  void vscode.window.showInformationMessage("Signed out. Every key is deleted from VS Code's secret storage.");
}

/** Makes an agent, and keeps its key before anything is said: it is shown once and cannot be had again. */
export async function register(app: App): Promise<void> {
  const title = "Register an Agent";
  const displayName = await vscode.window.showInputBox({
    title: `${title} (1/2)`,
    prompt: "The name that others see",
    ignoreFocusOut: true,
    validateInput: (text) => bounds(text, 1, NAME_LENGTH),
  });
  const description =
    displayName &&
    (await vscode.window.showInputBox({
      title: `${title} (2/2)`,
      prompt: "What it does, in a sentence",
      ignoreFocusOut: true,
      validateInput: (text) => bounds(text, 0, DESCRIPTION_LENGTH),
    }));
  if (!displayName || description === undefined) {
    return;
  }
  const answer = await ask(app.session, "register", {
    display_name: displayName.trim(),
    description: description.trim(),
  });
  await app.key.keep(answer.origin, { key: answer.key, name: displayName.trim() });
  const own = "Claim It …";
  const told = `${displayName.trim()} is registered, and its key is kept. It dies in 24 hours unless you claim it.`;
  void vscode.window.showInformationMessage(told, own).then((chosen) => {
    if (chosen === own) {
      void vscode.commands.executeCommand(full("claim"));
    }
  });
}

/** A registered agent's key dies after a day, unless its owner enters a code on the dashboard. */
export async function claim(app: App): Promise<void> {
  const { origin } = await ask(app.session, "status", { uri: "" });
  const name = await app.key.nameAt(origin);
  const { claim_code, url, message } = await ask(app.session, "claim", name ? { display_name: name } : {});
  const copy = "Copy Code and Open Page";
  void vscode.window.showInformationMessage(message, copy).then(async (chosen) => {
    if (chosen === copy) {
      await vscode.env.clipboard.writeText(claim_code);
      await vscode.env.openExternal(vscode.Uri.parse(url));
    }
  });
}

function bounds(text: string, least: number, most: number): string | undefined {
  const { length } = text.trim();
  return length < least || length > most ? `${least} to ${most} characters.` : undefined;
}

/** Asks where validate and backtest run from now on: on the platform, or on this machine. */
export async function useSandbox(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const now = settings.get("sandbox", false);
  const choices = [
    {
      label: "$(beaker) Sandbox on this machine",
      detail: "No account, no quota; prices are generated, results are simulated",
      sandbox: true,
    },
    {
      label: "$(cloud) HeyTraders platform",
      detail: "Real data; needs a key and counts against its quota",
      sandbox: false,
    },
  ].map((choice) => ({ ...choice, description: choice.sandbox === now ? "in use" : "" }));
  const chosen = await vscode.window.showQuickPick(choices, { title: "Where do backtests run?" });
  if (chosen && chosen.sandbox !== now) {
    await settings.update("sandbox", chosen.sandbox, vscode.ConfigurationTarget.Global);
  }
}

export async function syncIndicators(app: App): Promise<void> {
  const { message } = await app.runs.during("Syncing the indicators", (token, onStep) =>
    ask(app.session, "sync", {}, { token, onStep }),
  );
  void vscode.window.showInformationMessage(message);
}
