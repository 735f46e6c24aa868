// Writes dist/README.md, the page that VS Code shows of the extension: it loads pictures from the web alone, so those
// that come with the extension would be shown as broken. The walkthrough has them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const PICTURE = /\n+ *!\[[^\]]*\]\(media\/[^)]*\)(?=\n)/g;
const page = readFileSync(new URL("../README.md", import.meta.url), "utf8").replace(PICTURE, "");
const target = new URL("../dist/README.md", import.meta.url);
mkdirSync(new URL(".", target), { recursive: true });
writeFileSync(target, page);
