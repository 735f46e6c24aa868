import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  WorkDoneProgress,
  type WorkDoneProgressReport,
} from "vscode-languageclient/node";
import { full } from "../identity";
import type { RequestName, Requests } from "./protocol";
import type { Session } from "./session";

type Work = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** How far a request is. */
export interface Step {
  readonly message?: string | undefined;
  /** From 0 to 100, where it is known. */
  readonly percentage?: number | undefined;
}

export interface Asking {
  readonly token?: vscode.CancellationToken;
  readonly onStep?: (step: Step) => void;
}

/** The user has cancelled it: nobody needs to be told. */
export class Cancelled extends Error {}

let asked = 0;

/** Has the server do something. Rejects with the server's own sentence. */
export async function ask<Name extends RequestName>(
  session: Session,
  name: Name,
  argument: Requests[Name][0],
  { token, onStep }: Asking = {},
): Promise<Requests[Name][1]> {
  const { client } = session;
  if (!client?.isRunning()) {
    throw new Error(session.problem ?? "The Signal DSL server does not run yet. Try again in a moment.");
  }
  const workDoneToken = `${full(name)}-${++asked}`;
  const listening = onStep
    ? client.onProgress(WorkDoneProgress.type, workDoneToken, (work: Work) => {
        if (work.kind !== "end") {
          onStep({ message: work.message, percentage: work.percentage });
        }
      })
    : undefined;
  try {
    const params = { command: full(name), arguments: [argument], ...(onStep ? { workDoneToken } : {}) };
    return (await client.sendRequest(ExecuteCommandRequest.type, params, token)) as Requests[Name][1];
  } catch (error) {
    if (token?.isCancellationRequested) {
      throw new Cancelled();
    }
    throw error;
  } finally {
    listening?.dispose();
  }
}
