import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import manifest from "../../../package.json";
import { LANGUAGE } from "../../../src/identity";
import { close, open } from "../support/documents";
import { extension } from "../support/extension";

const { contributes } = manifest;

/** Whether a file is in the packed extension. */
async function packed(path: string): Promise<boolean> {
  const stat = vscode.workspace.fs.stat(vscode.Uri.joinPath(extension().extensionUri, path));
  return stat.then(
    ({ size }) => size > 0,
    () => false,
  );
}

describe("package.json", () => {
  it("is that of the extension that is installed", () => {
    const { version, contributes: installed } = extension().packageJSON as typeof manifest;
    assert.equal(version, manifest.version);
    assert.deepEqual(
      installed.commands.map(({ command }) => command),
      contributes.commands.map(({ command }) => command),
    );
  });

  it("names files that are packed", async () => {
    const [language] = contributes.languages;
    const files = [
      manifest.icon,
      language?.configuration,
      ...Object.values(language?.icon ?? {}),
      ...contributes.grammars.map(({ path }) => path),
      ...contributes.snippets.map(({ path }) => path),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image)),
    ];
    for (const file of files) {
      assert.ok(file && (await packed(file)), file);
    }
  });

  it("leads in its walkthrough and menus to commands that are there", async () => {
    const there = await vscode.commands.getCommands();
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    const named = [
      ...steps.flatMap(({ description }) =>
        [...description.matchAll(/\(command:([\w.-]+)\)/g)].map(([, name = ""]) => name),
      ),
      ...steps.flatMap(({ completionEvents }) => completionEvents.map((event) => event.replace("onCommand:", ""))),
      ...Object.values(contributes.menus).flatMap((entries) =>
        entries.flatMap((entry) => ("command" in entry ? [entry.command] : [])),
      ),
      ...contributes.keybindings.map(({ command }) => command),
    ];
    assert.deepEqual(
      named.filter((name) => !there.includes(name)),
      [],
    );
  });

  it("gives each setting its default", () => {
    const settings = vscode.workspace.getConfiguration();
    for (const [name, { default: value }] of Object.entries(contributes.configuration.properties)) {
      assert.deepEqual(settings.inspect(name)?.defaultValue, value, name);
    }
  });

  it("gives the language its own defaults", async () => {
    const document = await open("sound.signal");
    assert.equal(document.languageId, LANGUAGE);
    const settings = vscode.workspace.getConfiguration("", { languageId: LANGUAGE, uri: document.uri });
    for (const [name, value] of Object.entries(contributes.configurationDefaults["[signal-dsl]"])) {
      assert.deepEqual(settings.get(name), value, name);
    }
    const associations = settings.get<Record<string, string>>("workbench.editorAssociations");
    assert.deepEqual(
      { ...associations, ...contributes.configurationDefaults["workbench.editorAssociations"] },
      associations,
    );
    await close();
  });
});
