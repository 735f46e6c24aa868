import { resolve } from "node:path";

/** The extension's folder; tests are run from it. */
export const EXTENSION = resolve(".");
export const REPOSITORY = resolve("..");
