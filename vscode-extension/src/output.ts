import * as vscode from "vscode";
import { SECTION, TITLE } from "./identity";
import type { Redaction } from "./secrets/redaction";

/**
 * The output channel, as the language client wants it: nothing secret gets into it, and the setting `trace.server` says
 * whether the conversation with the server is shown, whatever the channel's own level is.
 */
export class Output implements vscode.LogOutputChannel {
  private readonly channel = vscode.window.createOutputChannel(TITLE, { log: true });
  readonly name = this.channel.name;
  readonly onDidChangeLogLevel = this.channel.onDidChangeLogLevel;

  constructor(private readonly redaction: Redaction) {}

  get logLevel(): vscode.LogLevel {
    return this.tracing() ? vscode.LogLevel.Trace : this.channel.logLevel;
  }

  trace(message: string, ...rest: unknown[]): void {
    if (this.tracing()) {
      this.channel.info(this.safe(message, rest));
    } else {
      this.channel.trace(this.safe(message, rest));
    }
  }

  debug(message: string, ...rest: unknown[]): void {
    this.channel.debug(this.safe(message, rest));
  }

  info(message: string, ...rest: unknown[]): void {
    this.channel.info(this.safe(message, rest));
  }

  warn(message: string, ...rest: unknown[]): void {
    this.channel.warn(this.safe(message, rest));
  }

  error(error: string | Error, ...rest: unknown[]): void {
    this.channel.error(this.safe(error instanceof Error ? (error.stack ?? error.message) : error, rest));
  }

  append(value: string): void {
    this.channel.append(this.redaction.apply(value));
  }

  appendLine(value: string): void {
    this.channel.appendLine(this.redaction.apply(value));
  }

  replace(value: string): void {
    this.channel.replace(this.redaction.apply(value));
  }

  clear(): void {
    this.channel.clear();
  }

  show(column?: vscode.ViewColumn | boolean, preserveFocus?: boolean): void {
    this.channel.show(typeof column === "boolean" ? column : preserveFocus);
  }

  hide(): void {
    this.channel.hide();
  }

  dispose(): void {
    this.channel.dispose();
  }

  private tracing(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<string>("trace.server", "off") !== "off";
  }

  private safe(message: string, rest: readonly unknown[]): string {
    const more = rest.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
    return this.redaction.apply([message, ...more].join(" "));
  }
}
