import { runSuites } from "../support/mocha";

export const run = (): Promise<void> =>
  runSuites("folders", [() => import("../suites/brokenPython"), () => import("../suites/folders")]);
