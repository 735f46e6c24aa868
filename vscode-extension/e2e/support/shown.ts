import { it } from "node:test";
import type { FrameLocator } from "playwright-core";
import { until } from "./until";
import type { Workbench } from "./workbench";

/** Declares tests that leave a picture where they fail. */
export function shownIn(window: () => Workbench): (name: string, work: () => Promise<void>) => void {
  return (name, work) => {
    void it(name, () => window().orPicture(name.replace(/\W+/g, "-"), work));
  };
}

/** The page within the panel that is visible. */
export function panelOf(code: Workbench): FrameLocator {
  return code.page.frameLocator("iframe.webview.ready:visible").frameLocator("iframe#active-frame");
}

/** Gives the key, as a person does. What comes of it is another matter. */
export async function enterKey(code: Workbench, key: string): Promise<void> {
  await code.command("Signal DSL: Sign In …");
  const input = code.page.locator(".quick-input-widget input.input");
  await until(
    () => input.getAttribute("type"),
    (type) => type === "password",
  );
  await input.fill(key);
  await code.page.keyboard.press("Enter");
}

export async function signIn(code: Workbench, key: string): Promise<void> {
  await enterKey(code, key);
  await code.notification(/takes the key/).waitFor();
  await clearNotifications(code);
}

export async function clearNotifications(code: Workbench): Promise<void> {
  await code.command("Notifications: Clear All Notifications");
  await code.page.locator(".notification-list-item").first().waitFor({ state: "detached" });
}
