// Builds dist/ (what goes into the VSIX) or, with --tests, out/ (what the tests run).
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const tests = process.argv.includes("--tests");
const production = process.argv.includes("--production");

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: production ? "external" : "none",
  target: "es2022",
  logLevel: "warning",
};

const node = { ...common, platform: "node", format: "cjs", target: "node20" };

/** All files below a folder that end as asked. */
function filesIn(folder, ending) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (tests) {
  rmSync("out", { recursive: true, force: true });
  await build({
    ...node,
    minify: false,
    entryPoints: filesIn("test/unit", ".test.ts"),
    outdir: "out/unit",
    outbase: "test/unit",
  });
  await build({
    ...node,
    minify: false,
    entryPoints: filesIn("e2e", ".test.ts"),
    outdir: "out/e2e",
    outbase: "e2e",
    external: ["playwright-core"],
  });
  await build({
    ...node,
    minify: false,
    entryPoints: [...filesIn("e2e/host/windows", ".ts"), ...filesIn("e2e/host/extensions", "extension.ts")],
    outdir: "out/host",
    outbase: "e2e/host",
    external: ["vscode", "mocha"],
  });
  for (const manifest of filesIn("e2e/host/extensions", "package.json")) {
    cpSync(manifest, manifest.replace("e2e", "out"));
  }
  await build({
    ...node,
    minify: false,
    entryPoints: ["bench/peer.ts", "bench/vscode.main.ts"],
    outdir: "out/bench",
    outbase: "bench",
    external: ["playwright-core", "vscode"],
  });
} else {
  rmSync("dist", { recursive: true, force: true });
  await build({ ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist", external: ["vscode"] });
  await build({
    ...common,
    platform: "browser",
    format: "iife",
    entryPoints: { result: "src/webview/result.ts" },
    outdir: "dist",
  });
}
