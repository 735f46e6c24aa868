import * as path from "node:path";
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, type LanguageClientOptions, State } from "vscode-languageclient/node";
import { LANGUAGE, SECTION, TITLE } from "../identity";
import type { Output } from "../output";
import { Client } from "./client";
import { complaint, type Interpreter, search } from "./interpreter";
import { circumstances, middleware } from "./middleware";
import { PythonEnvironments } from "./pythonExtension";

export type Condition = "stopped" | "starting" | "running" | "failed";

/** How often a server that ends by itself is started again before somebody has to look. */
const RESTARTS = 5;
const WITHIN_MS = 180_000;

/** The language server's life: found, started, restarted, stopped; one at a time. */
export class Session implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Condition>();
  private readonly started = new vscode.EventEmitter<Client>();
  /** Starts and stops wait for each other. */
  private queue: Promise<unknown> = Promise.resolve();
  private ends: number[] = [];
  private readonly python: PythonEnvironments;

  readonly onDidChange = this.changed.event;
  /** A server answers, for the first time or after it has ended. */
  readonly onDidStart = this.started.event;

  condition: Condition = "stopped";
  /** Why there is no server: one sentence. */
  problem: string | undefined;
  interpreter: Interpreter | undefined;
  client: Client | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly output: Output,
  ) {
    this.python = new PythonEnvironments((sentence) => {
      output.warn(sentence);
    });
    this.python.onDidChange(() => {
      if (!this.setting) {
        void this.restart();
      }
    });
  }

  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      this.ends = [];
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  /** Waits until a server answers, or it is clear that none will. */
  async ready(): Promise<void> {
    if (this.condition !== "running" && this.condition !== "failed") {
      await new Promise<void>((done) => {
        const listening = this.onDidChange((condition) => {
          if (condition === "running" || condition === "failed") {
            listening.dispose();
            done();
          }
        });
      });
    }
  }

  dispose(): void {
    this.python.dispose();
    this.changed.dispose();
    this.started.dispose();
  }

  /** The interpreter that the settings name; "" where they name none. */
  private get setting(): string {
    return vscode.workspace.getConfiguration(SECTION).get("interpreter", "").trim();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async begin(): Promise<void> {
    if (this.client) {
      return;
    }
    this.become("starting");
    const { setting } = this;
    const { interpreter, refused } = await search({
      setting,
      fromPythonExtension: setting ? undefined : await this.python.chosen(),
      platform: process.platform,
    });
    for (const { candidate, reason } of refused) {
      this.output.info(
        `Not used: ${[candidate.command, ...candidate.args].join(" ")} (${candidate.origin}): ${reason}`,
      );
    }
    this.interpreter = interpreter;
    if (!interpreter) {
      this.become("failed", complaint(refused));
      return;
    }
    this.output.info(`Python ${interpreter.version} (${interpreter.origin}): ${interpreter.executable}`);
    const settings = vscode.workspace.getConfiguration(SECTION);
    await this.launch(interpreter, settings.get("importStrategy") === "fromEnvironment");
  }

  private async launch(interpreter: Interpreter, installed: boolean): Promise<void> {
    const script = path.join(this.extension.fsPath, "python", "serve.py");
    const client = new Client(
      {
        command: interpreter.executable,
        args: ["-X", "utf8", script, ...(installed ? ["--installed"] : [])],
        options: { cwd: path.dirname(script), env: { ...process.env, PYTHONUNBUFFERED: "1" } },
      },
      this.clientOptions(),
    );
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client === client && newState === State.Running) {
        this.become("running");
        this.started.fire(client);
      } else if (this.client === client && newState === State.Starting) {
        this.become("starting");
      }
    });
    try {
      await client.start();
    } catch (error) {
      this.client = undefined;
      const why = error instanceof Error ? error.message : String(error);
      this.output.error(`The server did not start: ${why}`);
      this.become("failed", "The Signal DSL server did not start. The output says why.");
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client) {
      try {
        await client.dispose();
      } catch (error) {
        this.output.warn(`The server did not end in good order: ${String(error)}`);
      }
    }
    this.become("stopped");
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: [{ language: LANGUAGE }],
      diagnosticCollectionName: LANGUAGE,
      outputChannel: this.output,
      traceOutputChannel: this.output,
      stdioOptions: {
        stdout: (): void => undefined, // the protocol's own
        stderr: (input) => {
          createInterface({ input }).on("line", (line) => {
            this.output.info(line);
          });
        },
      },
      initializationOptions: () => ({ ...vscode.workspace.getConfiguration(SECTION), ...circumstances() }),
      markdown: { isTrusted: false, supportHtml: false, supportThemeIcons: true },
      connectionOptions: { maxRestartCount: RESTARTS },
      middleware,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    };
  }

  /** The server has ended by itself. */
  private closed(): { action: CloseAction; message?: string; handled: boolean } {
    const now = Date.now();
    this.ends = [...this.ends.filter((moment) => now - moment < WITHIN_MS), now];
    if (this.ends.length <= RESTARTS) {
      this.output.warn("The server has ended; it is started again.");
      return { action: CloseAction.Restart, handled: true };
    }
    this.client = undefined;
    this.become("failed", `The ${TITLE} server has ended ${this.ends.length} times in three minutes.`);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private become(condition: Condition, problem?: string): void {
    this.condition = condition;
    this.problem = problem;
    this.changed.fire(condition);
  }
}
