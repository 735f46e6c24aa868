import { runSuites } from "../support/mocha";

export const run = (): Promise<void> => runSuites("brokenPython", [() => import("../suites/brokenPython")]);
