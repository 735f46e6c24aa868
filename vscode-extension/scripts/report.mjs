// Builds what the report's page consists of, from src/result/: scripts/report.mjs [FOLDER], where the Python package
// keeps it by default. The package is installed without Node, so the two files are kept in the repository.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? join(dirname(extension), "dsl", "signal_dsl", "report");
const told = "Generated from vscode-extension/src/result by `make report`; do not edit.";

const { outputFiles } = await build({
  absWorkingDir: extension,
  entryPoints: ["src/result/page.ts"],
  outdir: "out",
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  charset: "ascii",
  legalComments: "inline",
  banner: { js: `/* ${told} */`, css: `/* ${told} */` },
  write: false,
});
mkdirSync(folder, { recursive: true });
for (const { path, text } of outputFiles) {
  writeFileSync(join(folder, path.endsWith(".css") ? "_page.css" : "_page.js"), text);
}
