// Takes the pictures of the README and the walkthrough from the last `make e2e`: they show what really is.
import { copyFileSync, mkdirSync } from "node:fs";

const PICTURES = {
  "squiggle.png": ["readme/findings.png", "walkthrough/findings.png"],
  "completion.png": ["readme/completion.png"],
  "lens.png": ["readme/lookback.png"],
  "result.png": ["readme/result.png", "walkthrough/result.png"],
  "no-trades.png": ["readme/no-trades.png"],
  "new-strategy.png": ["walkthrough/new.png"],
  "menu.png": ["walkthrough/menu.png"],
};

for (const [screen, places] of Object.entries(PICTURES)) {
  for (const place of places) {
    const target = new URL(`../media/${place}`, import.meta.url);
    mkdirSync(new URL(".", target), { recursive: true });
    copyFileSync(new URL(`../.e2e/screens/${screen}`, import.meta.url), target);
  }
}
