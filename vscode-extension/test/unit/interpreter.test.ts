import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  ask,
  candidates,
  complaint,
  isNewEnough,
  type Probe,
  search,
  type Sources,
} from "../../src/server/interpreter";

const nothing: Sources = { setting: "", fromPythonExtension: undefined, platform: "linux" };

function versions(known: Record<string, string>): Probe {
  return ({ command }) => {
    const version = known[command];
    return version
      ? Promise.resolve({ executable: `/bin/${command}`, version })
      : Promise.reject(new Error("it is not there"));
  };
}

describe("the Pythons to try", () => {
  it("are the setting alone, where there is one", () => {
    const found = candidates({ ...nothing, setting: "/opt/py", fromPythonExtension: "/venv/bin/python" });
    assert.deepEqual(
      found.map((one) => one.command),
      ["/opt/py"],
    );
  });

  it("begin with the Python extension's environment", () => {
    const found = candidates({ ...nothing, fromPythonExtension: "/venv/bin/python" });
    assert.deepEqual(
      found.slice(0, 3).map((one) => one.command),
      ["/venv/bin/python", "python3", "python"],
    );
  });

  it("begin with the launcher on Windows", () => {
    assert.deepEqual(candidates({ ...nothing, platform: "win32" })[0], { command: "py", args: ["-3"], origin: "path" });
  });
});

describe("the search", () => {
  it("takes the first that is new enough, and says what is wrong with those before it", async () => {
    const { interpreter, refused } = await search(
      nothing,
      versions({ python3: "3.9.2", python: "2.7.18", "python3.12": "3.12.1" }),
    );
    assert.equal(interpreter?.executable, "/bin/python3.12");
    assert.deepEqual(
      refused.slice(0, 2).map((one) => one.reason),
      ["it is Python 3.9.2", "it is Python 2.7.18"],
    );
  });

  it("does not go on when the setting's does not do", async () => {
    const { interpreter, refused } = await search(
      { ...nothing, setting: "old" },
      versions({ old: "3.8.0", python3: "3.12.0" }),
    );
    assert.equal(interpreter, undefined);
    assert.match(complaint(refused), /interpreter in the settings does not do: old, it is Python 3\.8\.0/);
  });

  it("tells the version that is there when it is too old", async () => {
    const { refused } = await search(nothing, versions({ python3: "3.9.2" }));
    assert.equal(complaint(refused), "Signal DSL needs Python 3.11 or newer, and this machine has Python 3.9.2.");
  });

  it("says when there is none", async () => {
    const { refused } = await search(nothing, versions({}));
    assert.match(complaint(refused), /none was found/);
  });
});

describe("a version", () => {
  for (const [version, enough] of Object.entries({
    "3.10.14": false,
    "3.11.0": true,
    "3.9.1": false,
    "4.0.0": true,
    "": false,
  })) {
    it(`${version || "that is empty"} is ${enough ? "" : "not "}new enough`, () => {
      assert.equal(isNewEnough(version), enough);
    });
  }
});

describe("asking a Python", () => {
  it("gives the path and version of a real one", async () => {
    const { executable, version } = await ask({ command: "python3", args: [], origin: "path" });
    assert.match(executable, /python/);
    assert.match(version, /^3\.\d+\.\d+$/);
  });

  it("rejects what is not there", async () => {
    await assert.rejects(ask({ command: "/no/such/python", args: [], origin: "setting" }), /it is not there/);
  });

  it("rejects a program that is no Python", async () => {
    const program = join(mkdtempSync(join(tmpdir(), "signal-dsl-")), "python3");
    writeFileSync(program, "#!/bin/sh\nexit 0\n");
    chmodSync(program, 0o755);
    await assert.rejects(ask({ command: program, args: [], origin: "setting" }), /did not answer as Python does/);
  });
});
