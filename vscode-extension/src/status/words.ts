import { TITLE } from "../identity";
import type { Status } from "../server/protocol";
import type { Condition } from "../server/session";
import type { Step } from "../server/ask";

/** All that the status item tells of. */
export interface Situation {
  readonly condition: Condition;
  readonly problem: string | undefined;
  readonly run: { readonly title: string; readonly step: Step } | undefined;
  readonly status: Status | undefined;
}

/** The item's text: what matters most now. */
export function shortly({ condition, run, status }: Situation): string {
  if (condition === "failed") {
    return `$(error) ${TITLE}`;
  }
  if (run) {
    const { percentage } = run.step;
    return `$(sync~spin) ${run.title}${percentage === undefined ? "" : ` ${Math.round(percentage)} %`}`;
  }
  if (condition !== "running") {
    return `$(sync~spin) ${TITLE}`;
  }
  const simulated = status?.simulated ? " · sandbox" : "";
  const bars = status?.bars_needed;
  return typeof bars === "number" ? `$(graph-line) ${barsOf(bars)}${simulated}` : `$(graph-line) ${TITLE}${simulated}`;
}

/** The item's details: pairs of what and how much. */
export function details({ condition, problem, run, status }: Situation, now: Date): [string, string][] {
  const told: [string, string][] = [];
  if (problem) {
    told.push(["Server", problem]);
  } else if (condition !== "running") {
    told.push(["Server", condition]);
  }
  if (run) {
    told.push([run.title, run.step.message ?? "running"]);
  }
  if (status) {
    const { lookback, bars_needed: needed, catalog } = status;
    told.push(["Lookback", lookback === null ? "not known" : barsOf(lookback)]);
    if (needed !== null) {
      told.push(["Bars needed", String(needed)]);
    }
    told.push(["Catalog", catalog.fetched ? `${catalog.source}, ${age(catalog.fetched, now)}` : catalog.source]);
    told.push(["Runs on", status.simulated ? "the sandbox, simulated" : (status.origin ?? "the platform")]);
    told.push(["Signed in", status.signed_in ? "yes" : "no"]);
    told.push(["Versions", `Signal DSL ${status.version}, Python ${status.python}`]);
  }
  return told;
}

/** How long ago something was, in the largest unit that fits. */
export function age(moment: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(moment)) / 1000;
  if (Number.isNaN(seconds)) {
    return "of unknown age";
  }
  const units: [number, string][] = [
    [86_400, "day"],
    [3600, "hour"],
    [60, "minute"],
  ];
  for (const [length, unit] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 1) {
      return `${count} ${unit}${count === 1 ? "" : "s"} old`;
    }
  }
  return "fetched just now";
}

function barsOf(count: number): string {
  return `${count} bar${count === 1 ? "" : "s"}`;
}
