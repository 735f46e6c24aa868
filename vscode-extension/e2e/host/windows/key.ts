import { runSuites } from "../support/mocha";

export const run = (): Promise<void> => runSuites("key", [() => import("../suites/key")]);
