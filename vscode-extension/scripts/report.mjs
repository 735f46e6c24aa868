// Builds what the report's page consists of, from src/result/, into the Python package, which is installed without Node.
// The first line of both files names what they were built from by a hash, to which a test of the package holds them.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const library = join(dirname(extension), "dsl", "signal_dsl");
const folder = join(library, "report");

const hash = createHash("sha256");
const sources = readdirSync(join(extension, "src", "result")).sort();
for (const path of [
  ...sources.map((name) => join(extension, "src", "result", name)),
  join(library, "heytraders", "document", "metrics.json"),
]) {
  hash.update(readFileSync(path, "utf8").replaceAll("\r\n", "\n"));
}
const { packages } = JSON.parse(readFileSync(join(extension, "package-lock.json"), "utf8"));
for (const name of ["esbuild", "fancy-canvas", "lightweight-charts"]) {
  hash.update(`${name} ${packages[`node_modules/${name}`].version}\n`);
}
const told = `Generated from vscode-extension/src/result by \`make report\`; do not edit. Sources: ${hash.digest("hex")}`;

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
