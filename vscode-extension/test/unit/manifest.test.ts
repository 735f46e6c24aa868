import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import manifest from "../../package.json";
import { EXTENSION, REPOSITORY } from "./paths";

const { contributes } = manifest;
const commands = contributes.commands.map((one) => one.command);
const version = /^__version__ = "(.+)"$/m.exec(
  readFileSync(join(REPOSITORY, "dsl", "signal_dsl", "_version.py"), "utf8"),
)?.[1];

describe("package.json", () => {
  it("has the version of the toolkit", () => {
    assert.equal(manifest.version, version);
  });

  it("shows in menus and key bindings what it contributes", () => {
    const shown = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    const named = shown.flatMap((one) => ("command" in one ? [one.command] : []));
    assert.deepEqual(
      named.filter((name) => !commands.includes(name)),
      [],
    );
  });

  it("asks before an untrusted workspace may name programs, addresses or folders", () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const reachOut = Object.keys(contributes.configuration.properties).filter((name) =>
      /interpreter|importStrategy|\.api\.|sandbox/.test(name),
    );
    assert.deepEqual(
      reachOut.filter((name) => !restricted.includes(name)),
      [],
    );
  });

  it("leads in the walkthrough to commands and pictures that are there", () => {
    for (const { steps } of contributes.walkthroughs) {
      for (const { description, media } of steps) {
        assert.ok(existsSync(join(EXTENSION, media.image)), media.image);
        for (const [, name = ""] of description.matchAll(/\(command:([\w.-]+)\)/g)) {
          assert.ok(commands.includes(name) || name.startsWith("workbench."), name);
        }
      }
    }
  });

  it("contributes what is registered, and no other command", () => {
    const index = readFileSync(join(EXTENSION, "src", "commands", "index.ts"), "utf8");
    const table = /const commands[^=]*= \{([^}]*)\}/.exec(index)?.[1] ?? "";
    const registered = [...table.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => `signal-dsl.${name ?? ""}`);
    // `sync` is what the server's quick fix calls `syncIndicators`; nobody looks for it in the palette.
    assert.deepEqual(registered.filter((name) => name !== "signal-dsl.sync").sort(), [...commands].sort());
  });

  it("points to files that are there", () => {
    const files = [
      manifest.icon,
      ...contributes.languages.flatMap((one) => [one.configuration, one.icon.dark, one.icon.light]),
      ...contributes.grammars.map((one) => one.path),
      ...contributes.snippets.map((one) => one.path),
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(join(EXTENSION, file))),
      [],
    );
  });
});
