import { runSuites } from "../support/mocha";

export const run = (): Promise<void> => runSuites("untrusted", [() => import("../suites/untrusted")]);
