import { runSuites } from "../support/mocha";

export const run = (): Promise<void> =>
  runSuites("scripts", [
    () => import("../suites/commands"),
    () => import("../suites/diagnostics"),
    () => import("../suites/completion"),
    () => import("../suites/navigation"),
    () => import("../suites/structure"),
    () => import("../suites/formatting"),
    () => import("../suites/editing"),
  ]);
