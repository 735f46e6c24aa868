import { runSuites } from "../support/mocha";

export const run = (): Promise<void> => runSuites("virtual", [() => import("../suites/virtual")]);
