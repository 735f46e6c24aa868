// How long an author waits in real VS Code, and how long with other language servers, in the same run:
//
//   open       a file is opened → its first squiggle is there
//   keystroke  a letter is typed that makes a name unknown → the squiggle is there
//
// The peers run in the smallest extension possible (peer.ts) on the same text as Python.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { CodeServer, VSIX } from "../e2e/support/codeServer";
import { Folder } from "../e2e/support/folder";
import { PYTHON, realPython } from "../e2e/support/sandbox";
import { PATIENCE_MS } from "../e2e/support/until";
import { closeBrowser, Workbench } from "../e2e/support/workbench";

const TIMES = Number(process.env.BENCH_TIMES ?? 20);
const SQUIGGLE = ".squiggly-error, .squiggly-warning";
const STATEMENTS = 40;

interface Peer {
  readonly name: string;
  readonly ending: string;
  /** The server's command; the packed extension's own where there is none. */
  readonly command?: readonly string[];
}

const bin = join(resolve(PYTHON), "..");
const PEERS: Peer[] = [
  { name: "Signal DSL", ending: "signal" },
  { name: "ruff server", ending: "py", command: [join(bin, "ruff"), "server"] },
  { name: "pylsp", ending: "py", command: [join(installed("python-lsp-server[pyflakes]", "pylsp"))] },
];

/** A script in which everything is known, and whose first signal names `trend`: what is measured is in sight. */
function script(ending: string): string {
  const python = ending === "py";
  const head = python
    ? "from feed import close, emit_signal, exit\nfrom talib import EMA as ema\n\n"
    : '# /// backtest\n# universe = ["BINANCE:BTC/USDT"]\n# ///\n';
  const lines = Array.from({ length: STATEMENTS }, (_, at) =>
    at % 2 ? `emit_signal(close < name_${at - 1}, exit("BINANCE:BTC/USDT"))` : `name_${at} = ema(close, ${at + 10})`,
  );
  return `${head}trend = ema(close, 50)\nemit_signal(close > trend, exit("BINANCE:BTC/USDT"))\n${lines.join("\n")}\n`;
}

declare global {
  interface Window {
    shown?: Promise<number>;
  }
}

/** Milliseconds from the first key that `act` presses until something matches. */
async function untilShown(page: Page, selector: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(
    ([wanted, patience]) => {
      window.shown = new Promise<number>((done, failed) => {
        let began: number | undefined;
        addEventListener("keydown", () => (began ??= performance.now()), { capture: true, once: true });
        setTimeout(() => {
          failed(new Error(`${wanted} was never there`));
        }, patience);
        const look = (): void => {
          if (began !== undefined && document.querySelector(wanted)) {
            done(performance.now() - began);
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
      });
    },
    [selector, PATIENCE_MS] as const,
  );
  await act();
  return page.evaluate(() => window.shown ?? Number.NaN);
}

async function measure(peer: Peer): Promise<{ cold: number; open: number[]; keystroke: number[] }> {
  const faulty = script(peer.ending).replace("close > trend", "close > trendx");
  const files = Array.from({ length: TIMES + 1 }, (_, at) => [`faulty${100 + at}.${peer.ending}`, faulty]);
  const folder = new Folder({
    ...(Object.fromEntries(files) as Record<string, string>),
    [`sound.${peer.ending}`]: script(peer.ending),
  });
  const server = await CodeServer.start({
    settings: peer.command ? {} : { "signal-dsl.interpreter": realPython() },
    environment: { PEER_COMMAND: JSON.stringify(peer.command ?? []) },
    vsix: [peer.command ? peerVsix() : VSIX],
  });
  const code = await Workbench.open(server.url, folder.path);
  const { page } = code;
  const opened = async (name: string): Promise<number> => {
    await code.palette(name);
    await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first().waitFor();
    return untilShown(page, SQUIGGLE, () => page.keyboard.press("Enter"));
  };
  const calm = async (): Promise<void> => {
    await code.openFile(`sound.${peer.ending}`);
    await page.locator(SQUIGGLE).first().waitFor({ state: "detached" });
  };
  try {
    const cold = await opened(`faulty100.${peer.ending}`);
    const open: number[] = [];
    for (let at = 1; at <= TIMES; at += 1) {
      await calm();
      open.push(await opened(`faulty${100 + at}.${peer.ending}`));
    }
    await calm();
    const line =
      script(peer.ending)
        .split("\n")
        .findIndex((text) => text.startsWith("emit_signal")) + 1;
    await code.goTo(line, "emit_signal(close > trend".length + 1);
    const keystroke: number[] = [];
    for (let at = 0; at < TIMES; at += 1) {
      keystroke.push(await untilShown(page, SQUIGGLE, () => page.keyboard.press("x")));
      await page.keyboard.press("Escape"); // the list of completions
      await page.keyboard.press("Backspace");
      await page.locator(SQUIGGLE).first().waitFor({ state: "detached" });
    }
    return { cold, open, keystroke };
  } catch (error) {
    await code.screenshot(`failed-bench-${peer.ending}`);
    throw error;
  } finally {
    await code.close();
    await server.stop();
    folder.remove();
  }
}

/** A tool in an environment of its own. */
function installed(requirement: string, tool: string): string {
  const place = resolve(".e2e", "peers");
  const path = join(place, "bin", tool);
  if (!existsSync(path)) {
    execFileSync(PYTHON, ["-m", "venv", place]);
    execFileSync(join(place, "bin", "python"), ["-m", "pip", "install", "--quiet", requirement], { stdio: "inherit" });
  }
  return path;
}

function peerVsix(): string {
  const folder = resolve(".e2e", "peer");
  const vsix = join(folder, "peer.vsix");
  if (!existsSync(vsix)) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(resolve("out", "bench", "peer.js"), join(folder, "peer.js"));
    copyFileSync("LICENSE", join(folder, "LICENSE"));
    writeFileSync(join(folder, "README.md"), "Runs another language server, to measure against.\n");
    const manifest = {
      name: "peer",
      publisher: "signal-dsl",
      version: "0.0.1",
      engines: { vscode: "^1.99.0" },
      main: "./peer.js",
      activationEvents: ["onLanguage:python"],
      capabilities: { untrustedWorkspaces: { supported: true } },
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    const vsce = resolve("node_modules", ".bin", "vsce");
    const done = spawnSync(vsce, ["package", "--allow-missing-repository", "--no-dependencies", "--out", vsix], {
      cwd: folder,
      encoding: "utf8",
    });
    if (done.status !== 0) {
      throw new Error(done.stderr);
    }
  }
  return vsix;
}

function told(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return `${median.toFixed(0).padStart(6)} ${(sorted.at(-1) ?? Number.NaN).toFixed(0).padStart(6)}`;
}

async function main(): Promise<void> {
  console.log(`Milliseconds, median and worst of ${TIMES}; the cold start once.\n`);
  console.log("server        cold    open  worst  keystroke  worst");
  for (const peer of PEERS) {
    const { cold, open, keystroke } = await measure(peer);
    console.log(`${peer.name.padEnd(12)} ${cold.toFixed(0).padStart(5)}  ${told(open)}     ${told(keystroke)}`);
  }
  await closeBrowser();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
  return closeBrowser();
});
