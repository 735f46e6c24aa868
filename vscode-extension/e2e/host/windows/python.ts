import { runSuites } from "../support/mocha";

export const run = (): Promise<void> => runSuites("python", [() => import("../suites/python")]);
