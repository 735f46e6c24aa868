import * as vscode from "vscode";
import { SECTION } from "../identity";
import { ask, isNewEnough, NEEDED } from "../server/interpreter";

/** Asks for the Python that runs the server, and takes none that does not do. */
export async function chooseInterpreter(): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const path = await vscode.window.showInputBox({
    title: "Choose Interpreter",
    prompt: `Path of a Python ${NEEDED.major}.${NEEDED.minor} or newer; empty: look for one`,
    value: settings.get("interpreter", ""),
    ignoreFocusOut: true,
    validateInput: complaintAbout,
  });
  if (path !== undefined) {
    await settings.update("interpreter", path.trim(), vscode.ConfigurationTarget.Global);
  }
}

async function complaintAbout(path: string): Promise<string | undefined> {
  if (!path.trim()) {
    return undefined;
  }
  try {
    const { version } = await ask({ command: path.trim(), args: [], origin: "setting" });
    return isNewEnough(version) ? undefined : `This is Python ${version}.`;
  } catch (error) {
    return error instanceof Error ? `This does not do: ${error.message}.` : undefined;
  }
}
