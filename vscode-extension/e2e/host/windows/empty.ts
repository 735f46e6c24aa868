import { runSuites } from "../support/mocha";

export const run = (): Promise<void> =>
  runSuites("empty", [() => import("../suites/activation"), () => import("../suites/key")]);
