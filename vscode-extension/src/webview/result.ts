// The result's panel: shows what the extension sends, and tells it which line of the script is meant.
import { show, type View } from "../result/show";
import type { FromPanel, PanelState, Show } from "../results/messages";
import "./result.css";

interface Host {
  postMessage(message: FromPanel): void;
  getState(): PanelState | undefined;
  setState(state: PanelState): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const root = document.getElementById("root");
let view: View | undefined;

addEventListener("message", ({ data }: MessageEvent<Show>) => {
  if (!root || (data as { type?: unknown }).type !== "show") {
    return;
  }
  const before = host.getState();
  const same = before?.resultId === data.state.resultId && before.against === data.state.against;
  const scroll = same ? (before.scroll ?? 0) : 0;
  host.setState({ ...data.state, scroll });
  view?.dispose();
  view = show(
    root,
    { document: data.document, against: data.against },
    {
      onLine: (line) => {
        host.postMessage({ type: "line", line });
      },
    },
  );
  scrollTo({ top: scroll });
});

addEventListener(
  "scroll",
  () => {
    const state = host.getState();
    if (state) {
      host.setState({ ...state, scroll: scrollY });
    }
  },
  { passive: true },
);

host.postMessage({ type: "ready" });
