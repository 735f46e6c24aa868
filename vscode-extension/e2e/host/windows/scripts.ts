import { runSuites } from "../support/mocha";

export const run = (): Promise<void> =>
  runSuites("scripts", [
    () => import("../suites/project"),
    () => import("../suites/manifest"),
    () => import("../suites/commands"),
    () => import("../suites/diagnostics"),
    () => import("../suites/completion"),
    () => import("../suites/navigation"),
    () => import("../suites/structure"),
    () => import("../suites/formatting"),
    () => import("../suites/editing"),
    () => import("../suites/settings"),
    () => import("../suites/documents"),
  ]);
